package dev.habu.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.habu.spec.House.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No test is skipped unless {@code skips.md} lists it with a reason, and nothing is listed that does not exist. */
final class SkipsTest {
    private static final Pattern SKIPS =
            Pattern.compile("^import (static )?org\\.junit\\.jupiter\\.api\\.(Assumptions|Disabled|condition)\\b.*;$");

    @Test
    void everyTestClassThatCanSkipIsListed() throws IOException {
        Skips listed = Skips.read();
        Set<String> unlisted = new TreeSet<>();
        for (Room room : House.ROOMS) {
            for (Path source : room.sources("test")) {
                boolean skips = Files.readString(source)
                        .lines()
                        .anyMatch(line -> SKIPS.matcher(line).matches());
                if (skips && listed.reason(className(room, source)).isEmpty()) {
                    unlisted.add(className(room, source));
                }
            }
        }
        assertEquals(Set.of(), unlisted, "test classes that can skip and are not listed in spec-tests/skips.md");
    }

    @Test
    void everyListedClassExists() {
        Set<String> gone = new TreeSet<>();
        for (String name : Skips.read().names()) {
            if (name.startsWith("dev.habu.")) {
                gone.add(name);
            }
        }
        for (Room room : House.ROOMS) {
            for (Path source : room.sources("test")) {
                gone.remove(className(room, source));
            }
        }
        assertEquals(Set.of(), gone, "classes that spec-tests/skips.md lists and nobody has");
    }

    private static String className(Room room, Path source) {
        Path folder = House.ROOT.resolve(room.module()).resolve("src/test/java");
        String file = folder.relativize(source).toString();
        return file.substring(0, file.length() - ".java".length()).replace('/', '.');
    }
}
