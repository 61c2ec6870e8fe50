package dev.habu.worker.isolate;

import dev.habu.js.BodySource;
import dev.habu.js.HttpFetcher;
import dev.habu.js.JsException;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.WebRequest;
import dev.habu.js.WebResponse;
import dev.habu.python.Interpreter;
import dev.habu.python.Pyodide;
import dev.habu.python.PyodideException;
import dev.habu.worker.binding.Binding;
import dev.habu.worker.bundle.Worker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * One running worker: a thread, a JavaScript realm and a Python interpreter of its own. Any number of them run side by side
 * in one JVM and share nothing but code.
 *
 * <p>Methods may be called from any thread; none but {@link #start} and {@link #close} blocks.
 */
public final class Isolate implements RequestHandler, AutoCloseable {
    private static final String STUCK = "The handler waits for something that cannot happen any more: "
            + "no timer, connection or other task is left that could wake it.\n";

    private final JsRuntime js;
    private final Worker worker;
    private final String loadProblem;
    private final Object fetch;
    private final Object cancel;
    private final Object turn;
    private final Activity activity = new Activity();
    private final CompletableFuture<String> death = new CompletableFuture<>();

    /** Requests whose handler has not answered yet, by number. Loop thread only, as all that follows. */
    private final Map<Integer, Call> calls = new HashMap<>();

    /** Response bodies that are being read just now. */
    private final List<TrackedBody> openReads = new ArrayList<>();

    private int lastCall;

    /** Why the interpreter cannot be used any more; null if it can. */
    private String fatal;

    private Isolate(JsRuntime js, Interpreter interpreter, Worker worker, List<Binding> bindings) {
        this.js = js;
        this.worker = worker;
        Object functions = new WorkerScript(interpreter, worker, bindings).start(new Host());
        Object problem;
        js.web().allowIo(false);
        try {
            problem = JsValues.call(JsValues.getElement(functions, 0), JsValues.undefined());
        } catch (RuntimeException e) {
            if (fatal == null) {
                throw e;
            }
            problem = JsValues.string(dead());
        } finally {
            js.web().allowIo(true);
        }
        this.loadProblem = JsValues.isUndefined(problem) ? null : JsValues.toJavaString(problem);
        this.fetch = JsValues.getElement(functions, 1);
        this.cancel = JsValues.getElement(functions, 2);
        this.turn = JsValues.getElement(functions, 3);
        js.eventLoop().onIdle(this::failWhatIsStuck);
    }

    /**
     * Starts an isolate and imports the worker's entry module.
     *
     * @param bindings what its {@code env} has beside the variables; they may be shared with other isolates
     * @param fetcher carries out the worker's {@code fetch}; null if it may not
     * @throws PyodideException if the interpreter does not start
     */
    public static Isolate start(Pyodide pyodide, Worker worker, List<Binding> bindings, HttpFetcher fetcher) {
        return start(Standby.start(pyodide, worker.config().name(), fetcher), worker, bindings);
    }

    /**
     * Makes an isolate of an interpreter that has started, and imports the worker's entry module.
     *
     * @param bindings as above
     */
    public static Isolate start(Standby standby, Worker worker, List<Binding> bindings) {
        try {
            return standby.js().call(() -> new Isolate(standby.js(), standby.interpreter(), worker, bindings));
        } catch (InterruptedException e) {
            standby.close();
            Thread.currentThread().interrupt();
            throw new PyodideException("interrupted while the worker was starting", e);
        } catch (RuntimeException e) {
            standby.close();
            throw e;
        }
    }

    /** Why the worker cannot serve: the traceback of its import, or what it lacks. Empty if it can. */
    public Optional<String> loadProblem() {
        return Optional.ofNullable(loadProblem);
    }

    /**
     * Completes when the interpreter has met an error after which it cannot be used any more, with what it was: memory that is broken, a stack that was
     * too small, or {@code abort}. Requests under way have failed by then. An error of this kind at import is a {@link #loadProblem} instead.
     */
    CompletableFuture<String> death() {
        return death;
    }

    private String dead() {
        return "The Python interpreter died: " + fatal + "\n";
    }

    @Override
    public String source(String file) {
        return worker.source(file);
    }

    @Override
    public Runnable serve(WebRequest request, Reply reply) {
        Call call = new Call(reply);
        activity.started();
        try {
            js.eventLoop().execute(() -> begin(call, request));
        } catch (RejectedExecutionException e) {
            activity.ended();
            reply.fail("The isolate was closed before the request reached it.\n");
        }
        return () -> cancel(call);
    }

    private void begin(Call call, WebRequest request) {
        if (call.cancelled) {
            return;
        }
        if (loadProblem != null || fatal != null) {
            activity.ended();
            call.reply.fail(loadProblem != null ? loadProblem : dead());
            return;
        }
        call.number = ++lastCall;
        calls.put(call.number, call);
        try {
            call.request = js.web().request(HeldBody.holding(request, js));
            JsValues.call(fetch, JsValues.undefined(), call.number, call.request);
        } catch (RuntimeException e) {
            fail(call.number, describe(e));
        }
    }

    private void cancel(Call call) {
        try {
            js.eventLoop().execute(() -> {
                boolean begun = call.number != 0;
                if (!begun && !call.cancelled) {
                    call.cancelled = true;
                    activity.ended();
                }
                if (call.request != null) {
                    js.web().abort(call.request);
                }
                if (calls.remove(call.number) != null) {
                    activity.ended();
                    JsValues.call(cancel, JsValues.undefined(), call.number);
                }
            });
        } catch (RejectedExecutionException e) {
            // The isolate is closed, and the handler with it.
        }
    }

    private void respond(int number, Object response) {
        WebResponse answer;
        try {
            answer = js.web().response(response).orElseThrow();
        } catch (RuntimeException e) {
            fail(number, describe(e));
            return;
        }
        Call call = calls.remove(number);
        if (call == null) {
            if (answer.body() != null) {
                answer.body().cancel("the client has gone");
            }
            return;
        }
        call.reply.respond(
                new WebResponse(answer.status(), answer.statusText(), answer.headers(), sentBody(answer.body())));
    }

    /** The body for whoever sends it; the request is over when it has been sent. */
    private BodySource sentBody(BodySource body) {
        byte[] atHand = body == null ? null : body.takeBytes();
        if (body == null || atHand != null) {
            activity.ended();
            return body == null ? null : BodySource.of(atHand);
        }
        return new TrackedBody(body, js.eventLoop(), openReads, activity::ended);
    }

    private void fail(int number, String problem) {
        Call call = calls.remove(number);
        if (call != null) {
            activity.ended();
            call.reply.fail(problem);
        }
    }

    private static String describe(RuntimeException e) {
        return (JsValues.isJsThrow(e) ? JsException.of(e).jsStack() : e.toString()) + "\n";
    }

    /** Nothing is left that could wake a script: whoever still waits would wait for ever. */
    private void failWhatIsStuck() {
        failAll(STUCK);
    }

    private void failAll(String problem) {
        for (Call call : List.copyOf(calls.values())) {
            fail(call.number, problem);
        }
        List.copyOf(openReads).forEach(read -> read.fail(problem));
    }

    /** Completes when no request and no work of {@code waitUntil} is under way. */
    public CompletableFuture<Void> idle() {
        return activity.idle();
    }

    /** Ends the isolate after its current task; what is under way gets no answer. Waits for the thread. */
    @Override
    public void close() {
        js.close();
    }

    /** A request that a handler works on. */
    private static final class Call {
        final Reply reply;
        int number;
        boolean cancelled;

        /** The JavaScript request; null until the handler is called. */
        Object request;

        Call(Reply reply) {
            this.reply = reply;
        }
    }

    /** What {@code worker.js} calls. */
    private final class Host implements WorkerScript.Host {
        @Override
        public void respond(int number, Object response) {
            Isolate.this.respond(number, response);
        }

        @Override
        public void fail(int number, String problem) {
            Isolate.this.fail(number, problem);
        }

        @Override
        public void died(String reason) {
            fatal = reason;
            if (fetch != null) { // else it is still loading
                failAll(dead());
                death.complete(reason);
            }
        }

        @Override
        public void waits(int number) {
            if (!calls.containsKey(number)) { // The client has gone before the handler had begun.
                JsValues.call(cancel, JsValues.undefined(), number);
            }
        }

        @Override
        public void schedule() {
            js.eventLoop().execute(() -> {
                if (fatal == null) {
                    JsValues.call(turn, JsValues.undefined());
                }
            });
        }

        @Override
        public void backgroundStarted() {
            activity.started();
        }

        @Override
        public void backgroundEnded(String problem) {
            activity.ended();
            if (problem != null) {
                System.err.println("waitUntil: " + problem.stripTrailing());
            }
        }
    }
}
