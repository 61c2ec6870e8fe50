package dev.habu.worker.command;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Has one of something at hand that takes time to make: the next one is made when nothing else is going on. */
final class Spare<T> {
    /** For what uses up the processors now: the first requests after a start. */
    private static final Duration DELAY = Duration.ofSeconds(1);

    private final Supplier<T> maker;
    private FutureTask<T> next;

    Spare(Supplier<T> maker) {
        this.maker = maker;
        prepare();
    }

    private void prepare() {
        FutureTask<T> task = new FutureTask<>(maker::get);
        next = task;
        Thread.ofPlatform().daemon().name("habu-spare").start(() -> {
            try {
                Thread.sleep(DELAY);
                task.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // then it is made when it is wanted
            }
        });
    }

    /** The one at hand; made here if its time has not come yet. */
    synchronized T take() {
        FutureTask<T> taken = next;
        prepare();
        taken.run(); // does nothing if it is made already, or just being made
        try {
            return taken.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an interpreter was starting", e);
        }
    }
}
