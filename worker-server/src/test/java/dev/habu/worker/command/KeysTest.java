package dev.habu.worker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeysTest {
    @Test
    void theFirstLetterOfALineCounts() {
        List<String> done = new ArrayList<>();
        Keys.follow(
                new StringReader("r\n\n  P lease\nx\nquit\n"),
                Map.of('r', () -> done.add("reload"), 'p', () -> done.add("pause"), 'q', () -> done.add("quit")));
        assertEquals(List.of("reload", "pause", "quit"), done);
    }
}
