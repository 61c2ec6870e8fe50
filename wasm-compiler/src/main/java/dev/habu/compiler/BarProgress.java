package dev.habu.compiler;

import java.io.PrintStream;

/** Progress as a bar that is redrawn in place. */
final class BarProgress implements Progress {
    private static final int WIDTH = 30;
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final long TICK_MILLIS = 200;

    private final PrintStream terminal;

    BarProgress(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public Step begin(String what, long total) {
        return new Bar(what, total);
    }

    @Override
    public void note(String line) {
        terminal.println(ERASE_LINE + line);
    }

    private final class Bar implements Step {
        private final String what;
        private final long total;
        private final long start = System.nanoTime();
        private final Thread ticker = Thread.ofVirtual().unstarted(this::tick);
        private long units;
        private boolean over;

        Bar(String what, long total) {
            this.what = what;
            this.total = total;
            draw();
            ticker.start();
        }

        /** Keeps the seconds running while the work itself reports nothing. */
        private void tick() {
            try {
                while (true) {
                    Thread.sleep(TICK_MILLIS);
                    draw();
                }
            } catch (InterruptedException e) {
                // The step is over.
            }
        }

        private synchronized void draw() {
            if (!over) {
                terminal.print(ERASE_LINE + what + ' ' + (total > 0 ? bar() + ' ' : "") + LineProgress.seconds(start));
                terminal.flush();
            }
        }

        private String bar() {
            double share = Math.clamp((double) units / total, 0, 1);
            int filled = (int) (share * WIDTH);
            return "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + (int) (share * 100) + " %";
        }

        @Override
        public synchronized void advance(long units) {
            boolean visible = total > 0 && units * 100 / total != this.units * 100 / total;
            this.units = units;
            if (visible) {
                draw();
            }
        }

        @Override
        public void done() {
            end(what + ": done in " + LineProgress.seconds(start) + System.lineSeparator());
        }

        @Override
        public void close() {
            end("");
        }

        private synchronized void end(String last) {
            if (!over) {
                over = true;
                ticker.interrupt();
                terminal.print(ERASE_LINE + last);
                terminal.flush();
            }
        }
    }
}
