package dev.habu.python;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an embedder wants in the memory of every interpreter when it begins: Python modules of its own. They are imported once,
 * while the {@link Pyodide}'s snapshot is made, and not again by each interpreter. Immutable.
 *
 * @param files contents by absolute path in the interpreter's file system, where Python may only read them
 * @param program Python source, run in {@code __main__}, that imports them. Of JavaScript it may hold on to nothing but globals, and
 *     it must not make threads, open files or draw randomness: all interpreters go on from the same memory
 */
public record Preload(Map<String, byte[]> files, String program) {
    /** Nothing but what every interpreter has. */
    public static final Preload NONE = new Preload(Map.of(), "");

    /** Keeps the order of paths, which the snapshot's name depends on. */
    public Preload {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }
}
