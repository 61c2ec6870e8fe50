package dev.habu.js;

import dev.habu.js.web.WebPlatform;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;

/**
 * Prepares the JavaScript engine, and parses scripts that runtimes of this process will run, on threads of its own while
 * other parts of the program start. A runtime that needs a script which is being parsed waits for it. Nothing is
 * run. It only saves time. Any thread.
 */
public final class ParseAhead {
    /** One for the Web platform's script, one for modules: who waits for the first should not wait for the others. */
    private static final int PARSERS = 2;

    private static final Executor THREADS = threads();

    private ParseAhead() {}

    private static Executor threads() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(PARSERS, PARSERS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread made = new Thread(null, task, "habu-parse", JsOptions.DEFAULT_STACK_BYTES);
                    made.setDaemon(true);
                    return made;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Prepares the engine and the Web platform's script. */
    public static void start() {
        THREADS.execute(() -> {
            try (Context context = Scripts.open(JsOptions.builder().build())) {
                Scripts.parsed(context, Scripts.resource(WebPlatform.class, WebPlatform.mainScript()));
            }
        });
    }

    /**
     * Parses modules that are among the resources of {@code options}.
     *
     * @return when they are parsed, which also keeps them from being forgotten, or the reason why they could not be
     */
    public static CompletableFuture<?> modules(JsOptions options, List<String> urls) {
        return CompletableFuture.supplyAsync(() -> parse(options, urls), THREADS);
    }

    private static List<Object> parse(JsOptions options, List<String> urls) {
        try (Context context = Scripts.open(options)) {
            context.enter();
            try {
                return urls.stream().map(Scripts::parseModule).toList();
            } finally {
                context.leave();
            }
        }
    }
}
