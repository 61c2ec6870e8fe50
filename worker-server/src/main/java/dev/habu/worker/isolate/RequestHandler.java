package dev.habu.worker.isolate;

import dev.habu.js.WebRequest;

/** Answers requests; an {@link Isolate}, or what stands in for one in a test. */
@FunctionalInterface
public interface RequestHandler {
    /**
     * Takes a request over. Any thread; must not block.
     *
     * @return to be run when the client has gone: cancels the handler if it has not answered yet
     */
    Runnable serve(WebRequest request, Reply reply);

    /**
     * The text of one of the worker's files, for showing where an error is. Any thread.
     *
     * @param file as a traceback names it
     * @return null if there is no such file
     */
    default String source(String file) {
        return null;
    }
}
