package dev.habu.worker.bundle;

import dev.habu.worker.UserException;
import dev.habu.worker.config.WranglerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a worker consists of, read into memory: the modules beside its entry file and its vendored packages. The
 * interpreter gets copies, so nothing else of the machine's disk is in its reach.
 *
 * @param entry the entry file, relative to the worker's folder in the interpreter
 * @param content by path relative to that folder, with {@code /}
 */
public record WorkerFiles(String entry, Map<String, byte[]> content) {
    /** The folder of a project with its packages. */
    public static final String VENDORED = "python_modules";

    /** Folders that hold tools' files rather than the worker's. */
    private static final Set<String> FOREIGN = Set.of("__pycache__", "node_modules", "venv", VENDORED);

    private static final Pattern IMPORTS_SDK =
            Pattern.compile("^\\s*(?:from|import)\\s+(?:workers|asgi)\\b", Pattern.MULTILINE);

    /**
     * Reads the files.
     *
     * @param packages the folder with the worker's packages, if it has any
     * @throws UserException if one cannot be read
     */
    public static WorkerFiles read(WranglerConfig config, Optional<Path> packages) {
        Map<String, byte[]> content = new TreeMap<>();
        forEachModule(config, (name, file, _) -> content.put(name, Files.readAllBytes(file)));
        packages.ifPresent(
                folder -> readAll(folder).forEach((name, bytes) -> content.put(VENDORED + "/" + name, bytes)));
        return new WorkerFiles(config.main().getFileName().toString(), content);
    }

    /**
     * What changes when one of the worker's own modules does: sizes and times by name. Vendored packages are left out.
     *
     * @throws UserException if a folder cannot be read
     */
    public static Map<String, String> fingerprint(WranglerConfig config) {
        Map<String, String> fingerprint = new TreeMap<>();
        forEachModule(config, (name, _, file) -> fingerprint.put(name, file.size() + " " + file.lastModifiedTime()));
        return fingerprint;
    }

    /** All files below a folder, by relative path with {@code /}. */
    static Map<String, byte[]> readAll(Path folder) {
        Map<String, byte[]> content = new TreeMap<>();
        walk(folder, (name, file, _) -> content.put(name, Files.readAllBytes(file)));
        return content;
    }

    /**
     * Makes a folder a copy of another one, whatever it held before.
     *
     * @throws UserException if it cannot be written
     */
    public static void replace(Path target, Path source) {
        Path old = target.resolveSibling("." + target.getFileName() + ".old");
        try {
            delete(old);
            if (Files.exists(target)) {
                Files.move(target, old);
            }
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.toList()) {
                    Files.copy(file, target.resolve(source.relativize(file).toString()));
                }
            }
            delete(old);
        } catch (IOException e) {
            throw new UserException("cannot write " + target + ": " + e.getMessage());
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Whether the worker uses the SDK and brings no copy of it. */
    public boolean needsSdk() {
        return !content.containsKey(VENDORED + "/workers/__init__.py")
                && content.entrySet().stream()
                        .anyMatch(file -> file.getKey().endsWith(".py")
                                && IMPORTS_SDK
                                        .matcher(new String(file.getValue(), StandardCharsets.UTF_8))
                                        .find());
    }

    private static void forEachModule(WranglerConfig config, Visitor visitor) {
        walk(config.sourceFolder(), (name, file, attributes) -> {
            Path relative = config.sourceFolder().relativize(file);
            if (config.rules().stream().anyMatch(rule -> rule.matches(relative))) {
                visitor.visit(name, file, attributes);
            }
        });
    }

    private interface Visitor {
        /** @param name the file's path relative to the folder that is walked, with {@code /} */
        void visit(String name, Path file, BasicFileAttributes attributes) throws IOException;
    }

    private static void walk(Path root, Visitor visitor) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = folder.getFileName().toString();
                    boolean skip = !folder.equals(root) && (name.startsWith(".") || FOREIGN.contains(name));
                    return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile()) {
                        visitor.visit(root.relativize(file).toString().replace('\\', '/'), file, attributes);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UserException("cannot read the worker's files in " + root + ": " + e.getMessage());
        }
    }
}
