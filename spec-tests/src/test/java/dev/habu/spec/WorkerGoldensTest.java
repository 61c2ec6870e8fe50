package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Workers with the answers that the real workerd gave: {@code workerd-goldens} and its {@code replay.py}, run on what {@code
 * habu serve} consists of. Every request gets the same answer, but for those that {@code worker-goldens.md} lists.
 */
final class WorkerGoldensTest {
    private static final Path SUITE = Path.of(System.getProperty("habu.shared", "../../shared"), "workerd-goldens");
    private static final Pattern CASE = Pattern.compile("(ok  |FAIL) (\\S+) \\(.*");

    /** A request that failed: {@code replay.py} indents its number by five and what is wrong with it by seven. */
    private static final Pattern REQUEST = Pattern.compile(" {5}(\\w+)(?:\\.\\d+)?\\b.*");

    private record Outcome(Set<String> failed, StringBuilder report) {}

    @TestFactory
    Stream<DynamicTest> cases() throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(SUITE), "the folder " + SUITE + " is missing");
        Map<String, String> listed = Table.read("spec-tests/worker-goldens.md");
        Map<String, Outcome> outcomes = replay();
        Set<String> gone = new TreeSet<>();
        listed.keySet().forEach(request -> {
            if (!outcomes.containsKey(request.split(" ")[0])) {
                gone.add(request);
            }
        });
        assertEquals(Set.of(), gone, "requests of worker-goldens.md whose case is not there");
        return names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Outcome outcome = outcomes.get(name);
                    assertNotNull(outcome, "replay.py tells nothing about it");
                    Set<String> unexpected = new TreeSet<>(outcome.failed);
                    unexpected.removeIf(
                            request -> listed.containsKey(name) || listed.containsKey(name + " " + request));
                    assertEquals(Set.of(), unexpected, outcome.report::toString);
                }));
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> cases = Files.list(SUITE.resolve("cases"))) {
            return cases.filter(folder -> Files.exists(folder.resolve("case.json")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Outcome> replay() throws IOException, InterruptedException {
        Map<String, Outcome> outcomes = new TreeMap<>();
        WorkersOnDemand.prepare();
        try (WorkersOnDemand workers = WorkersOnDemand.start()) {
            Process replay = new ProcessBuilder(
                            "python3",
                            SUITE.resolve("replay.py").toString(),
                            SUITE.resolve("cases").toString(),
                            "--base-cmd",
                            workers.command(),
                            "--skip-quirks",
                            "--max-diffs",
                            "1000")
                    .redirectErrorStream(true)
                    .start();
            Outcome last = null;
            for (String line : (Iterable<String>) replay.inputReader().lines()::iterator) {
                Matcher started = CASE.matcher(line);
                Matcher request = REQUEST.matcher(line);
                if (started.matches()) {
                    last = new Outcome(new TreeSet<>(), new StringBuilder());
                    outcomes.put(started.group(2), last);
                } else if (last != null && request.matches()) {
                    last.failed.add(request.group(1));
                }
                if (last != null) {
                    last.report.append(line).append('\n');
                }
            }
            assertTrue(replay.waitFor() <= 1, "replay.py ended with exit code " + replay.exitValue());
        }
        return outcomes;
    }
}
