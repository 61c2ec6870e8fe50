package dev.habu.js;

import com.oracle.truffle.js.nodes.promise.NewPromiseCapabilityNode;
import com.oracle.truffle.js.runtime.JSAgent;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.PromiseCapabilityRecord;
import dev.habu.js.web.WebPlatform;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JavaScript realm with its own thread and {@link EventLoop}.
 *
 * <p>Scripts in it are untrusted: no Java class, file, environment variable, process or socket of the host is reachable
 * except through functions made with {@link #function}. Unless said otherwise a method may only be called on the loop
 * thread; from elsewhere use {@link #eventLoop()} or {@link #call}.
 */
public final class JsRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JsRuntime.class);
    private static final ThreadLocal<JsRuntime> CURRENT = new ThreadLocal<>();

    private final JsOptions options;
    private final EventLoop loop = new EventLoop(new Scope());
    private final Thread thread;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private Context context;
    private JSRealm realm;
    private JSAgent agent;
    private HostFunctions functions;
    private WebPlatform web;
    private final JsProperty constructorOf = JsProperty.named("constructor");
    private Object promiseThen;
    private Value capture;
    private Object captured;

    private JsRuntime(JsOptions options) {
        this.options = options;
        this.thread = new Thread(null, this::run, options.threadName, options.stackBytes);
        thread.setDaemon(true);
    }

    /**
     * Starts a runtime and waits until scripts can run. Any thread.
     *
     * @throws JsException if its own scripts fail
     */
    public static JsRuntime start(JsOptions options) {
        JsRuntime runtime = new JsRuntime(options);
        runtime.thread.start();
        try {
            runtime.started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return runtime;
    }

    private void run() {
        CURRENT.set(this);
        try (Context opened = Scripts.open(options)) {
            context = opened;
            context.enter();
            try {
                realm = JSRealm.get(null);
                agent = realm.getAgent();
                functions = new HostFunctions(realm);
                boot();
                started.complete(null);
                loop.run();
            } finally {
                context.leave();
            }
        } catch (Throwable e) {
            if (!started.completeExceptionally(e) && !loop.isClosed()) {
                LOG.error("The JavaScript thread {} ended", options.threadName, e);
            }
        } finally {
            loop.stop();
            CURRENT.remove();
        }
    }

    private void boot() {
        promiseThen = JsValues.get(realm.getPromisePrototype(), "then");
        capture = context.asValue(function("capture", 1, (self, args) -> {
            captured = args[0];
            return null;
        }));
        web = WebPlatform.install(this);
        realm.getContext().setPromiseRejectionTracker(agent, new RejectionTracker(loop, web::reportRejection));
    }

    /** The Web platform's Java side: HTTP messages into and out of JavaScript. */
    public WebPlatform web() {
        return web;
    }

    /** What this runtime was started with. Any thread. */
    public JsOptions options() {
        return options;
    }

    /** The runtime whose loop thread the caller runs on, or null. Any thread. */
    public static JsRuntime current() {
        return CURRENT.get();
    }

    /** The event loop. Any thread. */
    public EventLoop eventLoop() {
        return loop;
    }

    /** The polyglot context, for embedders that prefer {@link Value}s; entered on the loop thread. */
    public Context context() {
        return context;
    }

    /** The global object. */
    public Object global() {
        return realm.getGlobalObject();
    }

    /** A polyglot view of a raw value. */
    public Value value(Object raw) {
        return context.asValue(JsValues.fromJava(raw));
    }

    /** The raw value behind a polyglot one of this runtime. */
    public static Object raw(Value value) {
        JsRuntime runtime = CURRENT.get();
        if (runtime == null) {
            throw new IllegalStateException("JavaScript values can only be used on their loop thread");
        }
        runtime.capture.executeVoid(value);
        Object raw = runtime.captured;
        runtime.captured = null;
        return raw;
    }

    /**
     * Runs code on the loop thread and waits for its result. Any thread but the loop's own.
     *
     * @throws JsException if a script threw
     */
    public <T> T call(Callable<T> task) throws InterruptedException {
        if (loop.isLoopThread()) {
            throw new IllegalStateException("call() would wait for its own thread");
        }
        try {
            return loop.submit(task).get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                default -> throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
            }
        }
    }

    /** Makes a JavaScript function whose body is Java; {@code length} is its property of that name. */
    public Object function(String name, int length, HostFunction body) {
        return functions.make(name, length, body);
    }

    /** The body of a function that {@link #function} has made, null for all other values. */
    public static HostFunction bodyOf(Object function) {
        return HostFunctions.bodyOf(function);
    }

    /** Evaluates a script; {@code name} appears in stack traces. Returns the raw completion value. */
    public Object evaluate(String name, String code) {
        return raw(context.eval(Source.newBuilder("js", code, name).buildLiteral()));
    }

    /**
     * Evaluates a script that is read and parsed once in the life of the process.
     *
     * @param name appears in stack traces; the same name stands for the same code for ever
     * @param code asked for the first time
     */
    public Object evaluate(String name, Supplier<String> code) {
        return evaluate(Scripts.named(name, code));
    }

    /**
     * Evaluates a script that is a class-path resource beside {@code anchor}; it is read and parsed once in the life of
     * the process.
     */
    public Object evaluateResource(Class<?> anchor, String name) {
        return evaluate(Scripts.resource(anchor, name));
    }

    private Object evaluate(Source source) {
        return raw(Scripts.parsed(context, source).execute());
    }

    /**
     * JavaScript's {@code import(url)} of a resource registered in {@link JsOptions}.
     *
     * @return the raw promise of the module's namespace
     */
    public Object importModule(String url) {
        return JsValues.call(
                evaluateResource(JsRuntime.class, "import-module.js"), JsValues.undefined(), JsValues.string(url));
    }

    /** A new promise that nothing has settled. */
    public JsPromise newPromise() {
        PromiseCapabilityRecord made = NewPromiseCapabilityNode.createDefault(realm);
        return new JsPromise(made.getPromise(), made.getResolve(), made.getReject());
    }

    /** Whether a value is a promise of this realm that {@code await} would wait for as it is. */
    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    public boolean isOwnPromise(Object value) {
        return JsValues.isPromise(value) && constructorOf.read(value) == realm.getPromiseConstructor();
    }

    /** Calls one of the two with the value or the reason of a promise in a microtask, as {@code await} does, whatever scripts have made of {@code then}. */
    public void then(Object promise, Consumer<Object> fulfilled, Consumer<Object> rejected) {
        JsValues.call(promiseThen, promise, reaction(fulfilled), reaction(rejected));
    }

    private Object reaction(Consumer<Object> consumer) {
        return function("", 1, (self, args) -> {
            consumer.accept(JsValues.arg(args, 0));
            return null;
        });
    }

    /**
     * Queues a microtask: it runs after those that are queued already, before the next task of the event loop.
     *
     * @param function a JavaScript function without parameters
     */
    public void queueMicrotask(Object function) {
        agent.enqueuePromiseJob((JSFunctionObject) function);
    }

    /**
     * A promise that follows {@code stage}, which may complete on any thread; until then the loop does not count as idle.
     * A failure rejects it with the JavaScript error inside, or an {@code Error} with the exception's message.
     *
     * @param toJs converts the result on the loop thread
     */
    public <T> Object promise(CompletionStage<T> stage, Function<? super T, ?> toJs) {
        JsPromise promise = newPromise();
        EventLoop.Hold hold = loop.hold();
        stage.whenComplete((result, failure) -> {
            Runnable task = () -> {
                hold.close();
                settle(promise, result, failure, toJs);
            };
            try {
                loop.execute(task);
            } catch (RejectedExecutionException closed) {
                hold.close(); // Nobody is left to see the result.
            }
        });
        return promise.promise();
    }

    private static <T> void settle(JsPromise promise, T result, Throwable failure, Function<? super T, ?> toJs) {
        Object reason;
        if (failure == null) {
            try {
                promise.resolve(JsValues.fromJava(toJs.apply(result)));
                return;
            } catch (RuntimeException e) {
                reason = JsValues.thrownValue(e);
            }
        } else {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            reason = cause instanceof JsException js ? js.value() : JsValues.thrownValue(cause);
        }
        promise.reject(reason);
    }

    /** The outcome of a promise (or of any other value) as a future, a rejection as {@link JsException}. */
    public CompletableFuture<Object> future(Object promise) {
        CompletableFuture<Object> result = new CompletableFuture<>();
        whenSettled(promise, result::complete, result::completeExceptionally);
        return result;
    }

    /** Calls one of the two, on the loop thread, when a promise settles; at once for a value that is no promise. */
    public void whenSettled(Object promise, Consumer<Object> fulfilled, Consumer<JsException> rejected) {
        if (!JsValues.isPromise(promise)) {
            fulfilled.accept(promise);
            return;
        }
        JsValues.call(
                promise,
                "then",
                function("", 1, (self, args) -> {
                    fulfilled.accept(JsValues.arg(args, 0));
                    return null;
                }),
                function("", 1, (self, args) -> {
                    rejected.accept(JsException.ofValue(JsValues.arg(args, 0)));
                    return null;
                }));
    }

    /** Reports an error that nobody caught, as an uncaught error of a script is. */
    public void report(Throwable cause) {
        if (JsValues.isJsThrow(cause) || cause instanceof JsException) {
            options.console.write(
                    ConsoleSink.Level.ERROR, "Uncaught " + JsException.of(cause).jsStack());
        } else {
            LOG.error("A task of the JavaScript event loop failed", cause);
        }
    }

    /** Ends the loop after its current task and waits for the thread. Any thread; on the loop's own it does not wait. */
    @Override
    public void close() {
        loop.stop();
        if (!loop.isLoopThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Ends the loop from within a task, as {@code process.exit} does: nothing more runs, neither the rest of the task nor
     * the microtasks and timers behind it. Only the loop's thread.
     *
     * @return what the caller throws to unwind the task; no script can catch it
     */
    public Error exit() {
        loop.stop();
        return new Exit();
    }

    /** Ends the loop at once: a script that is running is cancelled where it stands. Any other thread. */
    public void terminate() {
        loop.stop();
        context.close(true);
        close();
    }

    private static final class Exit extends Error {
        private static final long serialVersionUID = 1L;

        Exit() {
            super("The runtime ends", null, false, false);
        }
    }

    private final class Scope implements EventLoop.TaskScope {
        @Override
        public void begin() {
            agent.interopBoundaryEnter();
        }

        @Override
        public void end() {
            if (agent.interopBoundaryExit()) {
                agent.processAllPromises(true);
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (!loop.isClosed()) {
                report(cause);
            }
        }
    }
}
