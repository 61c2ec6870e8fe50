package dev.habu.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The lines of a process's output, collected by a thread of their own. */
final class Lines {
    private final List<String> lines = new ArrayList<>();
    private int seen;
    private boolean ended;

    Lines(BufferedReader reader) {
        Thread.ofVirtual().start(() -> read(reader));
    }

    private void read(BufferedReader reader) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(" + e + ")");
        }
        end();
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The next line, after the one found before, that contains a text. */
    synchronized String waitFor(String text, long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            while (seen < lines.size()) {
                String line = lines.get(seen++);
                if (line.contains(text)) {
                    return line;
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("no line with \"" + text + "\" in " + lines);
            }
            wait(left);
        }
    }

    synchronized List<String> all() throws InterruptedException {
        while (!ended) {
            wait();
        }
        return List.copyOf(lines);
    }
}
