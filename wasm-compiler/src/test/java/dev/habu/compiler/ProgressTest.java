package dev.habu.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String ERASE_LINE = "\r\u001b[K";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    /** What was printed, with every time replaced. */
    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8)
                .replaceAll("\\d+\\.\\d s", "T")
                .replace("\r\n", "\n");
    }

    @Test
    void linesTellBeginAndEndOnly() {
        Progress progress = Progress.lines(out);
        try (Progress.Step step = progress.begin("Compiling x", 4)) {
            step.advance(2);
            progress.note("waiting");
            step.done();
        }
        assertEquals("Compiling x ...\nwaiting\nCompiling x: done in T\n", printed());
    }

    @Test
    void barsAreRedrawnInPlaceAndEndAsOneLine() {
        try (Progress.Step step = Progress.bars(out).begin("Compiling x", 4)) {
            step.advance(1);
            step.advance(1);
            step.advance(4);
            step.done();
        }
        String printed = printed();
        String[] drawn = printed.split(Pattern.quote(ERASE_LINE), -1);
        assertEquals("Compiling x [------------------------------] 0 % T", drawn[1]);
        assertTrue(printed.contains("[#######-----------------------] 25 % T"), printed);
        assertTrue(printed.contains("[##############################] 100 % T"), printed);
        assertEquals("Compiling x: done in T\n", drawn[drawn.length - 1]);
        assertEquals(1, printed.chars().filter(c -> c == '\n').count());
    }

    @Test
    void aStepThatFailsLeavesAnEmptyLineForTheMessage() {
        Progress.Step step = Progress.bars(out).begin("Fetching x", 0);
        step.close();
        step.advance(3);
        step.done();
        assertTrue(printed().endsWith(ERASE_LINE), printed());
        assertFalse(printed().contains("%"), printed());
        assertFalse(printed().contains("done"), printed());
    }
}
