package dev.habu.worker.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code habu train DIR}: what {@code dev} does until the first request is answered, and ends. The launcher runs it to record
 * which classes a start needs.
 */
@Command(name = "train", description = "Serves one request and ends.", hidden = true)
public final class TrainCommand implements Callable<Integer> {
    @Mixin
    private WorkerOptions options;

    @Override
    public Integer call() throws InterruptedException {
        return new Serving(options, true).runOnce();
    }
}
