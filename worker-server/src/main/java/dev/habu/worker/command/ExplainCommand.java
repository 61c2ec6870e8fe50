package dev.habu.worker.command;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.worker.bundle.Worker;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code habu explain DIR}: what a worker will run on and what it will have, without starting it. */
@Command(
        name = "explain",
        description = "Says which Python a worker gets and why, its flags, packages and bindings.",
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private ProjectOptions project;

    @Override
    public Integer call() {
        Worker worker = project.open(CacheFolder.standard(), Progress.onStandardError());
        System.out.println(worker.config().name() + ": " + worker.config().file());
        System.out.println(worker.line());
        System.out.println("Compatibility date " + worker.config().compatibilityDate() + ", flags in force:");
        worker.config().flags().enabled().forEach((flag, reason) -> System.out.println("  " + flag + ": " + reason));
        System.out.println(worker.packages().isEmpty() ? "No packages" : "Packages:");
        worker.packages().forEach(line -> System.out.println("  " + line));
        Banner.print(worker.config(), System.out);
        return 0;
    }
}
