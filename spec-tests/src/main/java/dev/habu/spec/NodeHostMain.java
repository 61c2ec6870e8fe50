package dev.habu.spec;

import dev.habu.spec.node.NodeHost;
import java.io.IOException;
import java.nio.file.Path;

/** The command {@code habu node-host SOCKET}: runs programs as Node does, for Pyodide's test suite. */
public final class NodeHostMain {
    private NodeHostMain() {}

    /** Serves until the process is ended. */
    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: habu node-host SOCKET");
            System.exit(2);
        }
        try {
            NodeHost.listen(Path.of(args[0]));
        } catch (IOException e) {
            System.err.println("habu node-host: cannot listen on " + args[0] + ": " + e.getMessage());
            System.exit(1);
        }
    }
}
