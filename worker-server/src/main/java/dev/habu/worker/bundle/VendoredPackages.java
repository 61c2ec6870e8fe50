package dev.habu.worker.bundle;

import dev.habu.worker.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Says which packages a folder holds, by their {@code NAME-VERSION.dist-info} folders. */
final class VendoredPackages {
    private static final String SUFFIX = ".dist-info";

    private VendoredPackages() {}

    /** Name and version of each, sorted. */
    static List<String> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name ->
                            name.substring(0, name.length() - SUFFIX.length()).replaceFirst("-", " "))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException("cannot read " + folder + ": " + e.getMessage());
        }
    }
}
