package dev.habu.worker.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code dev} and {@code serve}. */
final class WorkerOptions {
    @Parameters(paramLabel = "DIR", description = "The folder with the worker's wrangler.toml.")
    Path folder;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to listen; ${DEFAULT-VALUE} by default, 0 for any.")
    int port = 8787;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "The address to listen on; ${DEFAULT-VALUE} by default, 0.0.0.0 for all.")
    String host = "127.0.0.1";
}
