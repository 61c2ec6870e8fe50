package dev.habu.spec.node;

import dev.habu.js.ImportSource;
import dev.habu.js.JsValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What {@code import} finds in a {@link NodeProcess}: Node's own modules, and files of the machine. Loop thread only. */
final class NodeImports implements ImportSource {
    private static final Set<String> MODULES = Set.of(
            "buffer",
            "child_process",
            "crypto",
            "fs",
            "fs/promises",
            "module",
            "net",
            "os",
            "path",
            "process",
            "stream",
            "tls",
            "tty",
            "url",
            "vm",
            "ws");

    private static final String FOLDER = "/.node/";
    private static final String SUFFIX = ".mjs";

    private Object sources;

    /** Sets the function that gives the source text of a module of Node's by its name. */
    void sources(Object function) {
        sources = function;
    }

    @Override
    public String resolve(String specifier) {
        String name = specifier.startsWith("node:") ? specifier.substring("node:".length()) : specifier;
        return MODULES.contains(name) ? FOLDER + name + SUFFIX : null;
    }

    @Override
    public byte[] read(String path) throws IOException {
        if (path.startsWith(FOLDER)) {
            String name = path.substring(FOLDER.length(), path.length() - SUFFIX.length());
            return JsValues.toJavaString(JsValues.call(sources, JsValues.undefined(), JsValues.string(name)))
                    .getBytes(StandardCharsets.UTF_8);
        }
        Path file = Path.of(path);
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }
}
