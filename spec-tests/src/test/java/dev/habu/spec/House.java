package dev.habu.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's folders as the build lays them out. */
final class House {
    /** The folder of the root pom.xml. */
    static final Path ROOT =
            Path.of(System.getProperty("habu.root", "..")).toAbsolutePath().normalize();

    static final Room SPEC_TESTS = new Room("spec-tests", "dev.habu.spec");

    /** The modules from left to right: each may use only those before it, the last two are used by nobody. */
    static final List<Room> ROOMS = List.of(
            new Room("wasm-runtime", "dev.habu.wasm"),
            new Room("wasm-compiler", "dev.habu.compiler"),
            new Room("js-shim", "dev.habu.js"),
            new Room("pyodide-loader", "dev.habu.python"),
            new Room("worker-server", "dev.habu.worker"),
            SPEC_TESTS,
            new Room("benchmarks", "dev.habu.bench"));

    private House() {}

    /** A Maven module and the package that all of its classes are in. */
    record Room(String module, String rootPackage) {
        /** All Java files below {@code src/main} or {@code src/test}. */
        List<Path> sources(String set) {
            Path folder = ROOT.resolve(module).resolve("src").resolve(set).resolve("java");
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(file -> file.toString().endsWith(".java"))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String packages() {
            return rootPackage + "..";
        }
    }
}
