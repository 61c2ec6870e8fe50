package dev.habu.compiler.instruction;

/**
 * A clause of a try_table (WebAssembly 3.0, section 5.4.1).
 *
 * @param all whether it catches all exceptions
 * @param tag the tag that it catches; 0 if it catches all
 * @param reference whether the exception itself is handed on, too
 * @param label what it branches to, counted from outside of the try_table
 */
public record CatchClause(boolean all, int tag, boolean reference, int label) {}
