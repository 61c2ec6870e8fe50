package dev.habu.compiler.emission;

/**
 * How large a generated method is.
 *
 * @param owner the internal name of its class
 * @param method its name
 * @param function the index of the function that it holds, or holds a part of
 * @param size bytes of bytecode, at most 3 too many for each switch in it and 1 for each constant
 */
public record MethodSize(String owner, String method, int function, int size) {}
