package dev.habu.worker.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;

/** What somebody at the terminal of {@code habu dev} asks for: a letter and Enter. */
final class Keys {
    private Keys() {}

    /** Listens if there is somebody at a terminal, on a thread that ends with the process. */
    @SuppressWarnings("SystemConsoleNull") // true of JDK 22 to 24 only: 25 gives null again where there is no terminal
    static void listen(Reloader reloader) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            return;
        }
        System.out.println("r: reload, p: pause reloading or go on, q: quit (and Enter)");
        Map<Character, Runnable> actions = Map.of(
                'r', reloader::renewNow,
                'p',
                        () -> System.out.println(
                                reloader.pauseOrGoOn() ? "Changed files are reloaded" : "Changed files are left alone"),
                'q', reloader::quit);
        Thread.ofPlatform().daemon().name("habu-keys").start(() -> follow(console.reader(), actions));
    }

    /** Runs the action for the first letter of each line, until the end. */
    static void follow(Reader terminal, Map<Character, Runnable> actions) {
        try (BufferedReader lines = new BufferedReader(terminal)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Runnable action = line.isBlank()
                        ? null
                        : actions.get(Character.toLowerCase(line.strip().charAt(0)));
                if (action != null) {
                    action.run();
                }
            }
        } catch (IOException e) {
            // The terminal is gone; the server goes on.
        }
    }
}
