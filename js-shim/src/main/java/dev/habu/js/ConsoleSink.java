package dev.habu.js;

/** Where {@code console} and uncaught errors of a script go. Called on the loop thread; must not block for long. */
@FunctionalInterface
public interface ConsoleSink {
    /** The importance that the script chose by the method it called. */
    enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** Takes one message, formatted, without a line end; it may contain line breaks. */
    void write(Level level, String message);

    /** A sink that writes to the process's standard output, warnings and errors to standard error. */
    static ConsoleSink standard() {
        return (level, message) -> {
            if (level.compareTo(Level.WARN) >= 0) {
                System.err.println(message);
            } else {
                System.out.println(message);
            }
        };
    }
}
