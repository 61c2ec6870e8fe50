package dev.habu.worker.bundle;

import java.nio.file.Path;

/**
 * What the command line says about a worker's Python.
 *
 * @param pyodide the version to run on, or the beginning of one such as {@code 314}; null for what the flags say
 * @param packages a folder with wheels that go before all others; null if there is none
 */
public record PythonOptions(String pyodide, Path packages) {
    /** What the worker's own files say. */
    public static final PythonOptions NONE = new PythonOptions(null, null);
}
