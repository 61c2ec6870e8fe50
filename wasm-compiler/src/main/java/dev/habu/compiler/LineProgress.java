package dev.habu.compiler;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Progress as plain lines. */
final class LineProgress implements Progress {
    private final PrintStream out;

    LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public Step begin(String what, long total) {
        out.println(what + " ...");
        long start = System.nanoTime();
        return new Step() {
            @Override
            public void advance(long units) {}

            @Override
            public void done() {
                out.println(what + ": done in " + seconds(start));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void note(String line) {
        out.println(line);
    }

    /** The time since {@code start}, a value of {@link System#nanoTime}. */
    static String seconds(long start) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
