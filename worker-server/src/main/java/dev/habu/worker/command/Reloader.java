package dev.habu.worker.command;

import dev.habu.python.PyodideException;
import dev.habu.worker.UserException;
import dev.habu.worker.bundle.Worker;
import dev.habu.worker.bundle.WorkerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Lets {@code habu dev} serve a new isolate when a file of the worker has changed, or when somebody says so. */
final class Reloader {
    /** How often it looks: often enough for nobody to wait, seldom enough to cost nothing. */
    private static final Duration LOOK = Duration.ofMillis(80);

    /** How long nothing may change before a change counts as finished. */
    private static final Duration SETTLED = Duration.ofMillis(30);

    /** What is served from one change to the next. */
    interface Served {
        /**
         * Serves what is on disk now.
         *
         * @throws UserException if the worker cannot be read
         * @throws PyodideException if no interpreter starts
         */
        Worker renew();

        /** Tells clients why nothing is served. */
        void fail(String problem);
    }

    private final Served served;
    private Worker worker;
    private boolean paused;
    private boolean wanted;
    private boolean over;

    Reloader(Served served, Worker first) {
        this.served = served;
        this.worker = first;
    }

    /** Looks for changes until it is told to {@link #quit}. */
    void run() throws InterruptedException {
        Map<String, String> known = fingerprint();
        while (true) {
            boolean now = waitForALook();
            if (isOver()) {
                return;
            }
            Map<String, String> found = fingerprint();
            if (now || !found.equals(known)) {
                known = whenWritten(found);
                renew();
            }
        }
    }

    /** Waits until nothing changes for a moment: an editor may have written half of a file. */
    private Map<String, String> whenWritten(Map<String, String> found) throws InterruptedException {
        Map<String, String> before = found;
        while (true) {
            Thread.sleep(SETTLED);
            Map<String, String> after = fingerprint();
            if (after.equals(before)) {
                return after;
            }
            before = after;
        }
    }

    private synchronized boolean waitForALook() throws InterruptedException {
        do {
            if (!wanted && !over) {
                wait(LOOK.toMillis());
            }
        } while (paused && !wanted && !over);
        boolean now = wanted;
        wanted = false;
        return now;
    }

    private void renew() {
        long start = System.nanoTime();
        try {
            worker = served.renew();
            System.out.println(
                    "Reloaded in " + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        } catch (UserException | PyodideException e) {
            served.fail(e.getMessage() + "\n");
            System.err.println("habu: " + e.getMessage());
        }
    }

    /** Renews what is served, changed or not. Any thread. */
    synchronized void renewNow() {
        wanted = true;
        notifyAll();
    }

    /** Lets {@link #run} return. Any thread. */
    synchronized void quit() {
        over = true;
        notifyAll();
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** Stops to look, or begins again; returns whether it looks now. Any thread. */
    synchronized boolean pauseOrGoOn() {
        paused = !paused;
        notifyAll();
        return !paused;
    }

    private Map<String, String> fingerprint() {
        Map<String, String> fingerprint;
        try {
            fingerprint = new TreeMap<>(WorkerFiles.fingerprint(worker.config()));
        } catch (UserException e) {
            return Map.of("", e.getMessage()); // A change like any other: renewing it will tell.
        }
        for (Path source : worker.config().sources()) {
            try {
                fingerprint.put("//" + source, Files.readString(source));
            } catch (IOException e) {
                fingerprint.put("//" + source, "unreadable");
            }
        }
        return fingerprint;
    }
}
