package dev.habu.worker.bundle;

import java.nio.file.Path;

/**
 * What the command line says about a worker's Python.
 *
 * @param packages a folder with wheels that go before all others; null if there is none
 */
public record PythonOptions(Path packages) {
    /** What the worker's own files say. */
    public static final PythonOptions NONE = new PythonOptions(null);
}
