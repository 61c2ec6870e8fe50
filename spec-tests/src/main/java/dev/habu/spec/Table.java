package dev.habu.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tables with two columns in the project's Markdown files: a name in code quotes and a text. */
final class Table {
    private static final Pattern ROW = Pattern.compile("\\|\\s*`([^`]+)`\\s*\\|\\s*(\\S.*?)\\s*\\|");

    private static final Path ROOT = Path.of(System.getProperty("habu.root", ".."));

    private Table() {}

    /** The rows in their order; {@code file} is relative to the project's root. */
    static Map<String, String> read(String file) {
        Map<String, String> rows = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(ROOT.resolve(file))) {
            lines.forEach(line -> {
                var row = ROW.matcher(line);
                if (row.matches() && rows.put(row.group(1), row.group(2)) != null) {
                    throw new IllegalArgumentException(file + " lists `" + row.group(1) + "` twice");
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
