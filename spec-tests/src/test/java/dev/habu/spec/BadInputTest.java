package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/bad-input.md} names tests that exist. */
final class BadInputTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void everyRowNamesATestThatExists() throws IOException {
        Map<String, String> sources = testSources();
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(House.ROOT.resolve("docs/bad-input.md"))) {
            if (!line.startsWith("| ") || line.startsWith("| ---") || line.startsWith("| what |")) {
                continue;
            }
            rows++;
            Matcher named = NAMED.matcher(line);
            if (!named.find()) {
                wrong.add("no test: " + line);
                continue;
            }
            do {
                String source = sources.getOrDefault(named.group(1), "");
                String method = named.group(2);
                if (source.isEmpty() || (method != null && !source.contains(" void " + method + "("))) {
                    wrong.add(named.group());
                }
            } while (named.find());
        }
        assertEquals(List.of(), wrong);
        assertTrue(rows > 30, rows + " rows");
    }

    private static Map<String, String> testSources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (House.Room room : House.ROOMS) {
            Path tests = House.ROOT.resolve(room.module()).resolve("src/test/java");
            if (Files.isDirectory(tests)) {
                try (Stream<Path> files = Files.walk(tests)) {
                    for (Path file : files.filter(f -> f.toString().endsWith("Test.java"))
                            .toList()) {
                        sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                    }
                }
            }
        }
        return sources;
    }
}
