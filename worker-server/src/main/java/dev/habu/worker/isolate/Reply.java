package dev.habu.worker.isolate;

import dev.habu.js.WebResponse;

/** Takes a worker's answer to one request; exactly one of the methods is called, on any thread. */
public interface Reply {
    /** Sends the worker's response. Its body is pulled, or cancelled, by whoever sends it. */
    void respond(WebResponse response);

    /** Tells that there is no response; {@code problem} is a Python traceback or another text for the developer. */
    void fail(String problem);
}
