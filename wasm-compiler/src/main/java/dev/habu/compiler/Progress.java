package dev.habu.compiler;

import java.io.Console;
import java.io.PrintStream;

/**
 * Tells the user about work that takes noticeable time: a download, a compilation, a first start. At most one step is
 * under way at a time; a step is reported by one thread at a time.
 */
public interface Progress {
    /**
     * Starts a step.
     *
     * @param what a short phrase such as {@code Compiling Pyodide 314.0.7}
     * @param total how many units of work it has, 0 if that is not known
     */
    Step begin(String what, long total);

    /** Tells something that is no step, such as that another process is being waited for. */
    void note(String line);

    /** A step under way; closing it tells that it is over, {@link #done} before that tells that it succeeded. */
    interface Step extends AutoCloseable {
        /** Tells how many units of work are done so far, from 0 to the total. */
        void advance(long units);

        /** Tells that all of it is done. */
        void done();

        @Override
        void close();
    }

    /** Tells nobody. */
    static Progress silent() {
        return SilentProgress.INSTANCE;
    }

    /** Draws a bar on standard error if that is a terminal, prints plain lines if not. */
    static Progress onStandardError() {
        return atTerminal() ? bars(System.err) : lines(System.err);
    }

    /** Draws a bar on standard error if that is a terminal, tells nobody if not: for commands whose standard error belongs to a program. */
    static Progress onTerminalOnly() {
        return atTerminal() ? bars(System.err) : silent();
    }

    /** Whether the command talks to a person. */
    @SuppressWarnings("SystemConsoleNull") // true of JDK 22 to 24 only: 25 gives null again where there is no terminal
    static boolean atTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Redraws one line of a terminal for every step. */
    static Progress bars(PrintStream terminal) {
        return new BarProgress(terminal);
    }

    /** Prints one line when a step begins and one when it is done: for logs and pipes. */
    static Progress lines(PrintStream out) {
        return new LineProgress(out);
    }
}
