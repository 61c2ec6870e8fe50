package dev.habu.worker.command;

import picocli.CommandLine.Option;

/** The command line of {@code dev} and {@code serve}. */
final class WorkerOptions extends ProjectOptions {
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
