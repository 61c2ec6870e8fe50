package dev.habu.js.web;

import dev.habu.js.BodySource;
import dev.habu.js.ConsoleSink;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsException;
import dev.habu.js.JsProperty;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.WebRequest;
import dev.habu.js.WebResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Web platform of one runtime: the globals of {@code src/main/js} and their Java side, and HTTP messages into and out
 * of JavaScript. Loop thread only.
 */
public final class WebPlatform {
    /** The script that runs first. */
    private static final String MAIN_SCRIPT = "web";

    private static final String GLOBAL_SCOPE_ERROR =
            "Disallowed operation called within global scope. Asynchronous I/O "
                    + "(ex: fetch() or connect()), setting a timeout, and generating random values are not allowed within global "
                    + "scope. To fix this error, perform this operation within a handler. "
                    + "https://developers.cloudflare.com/workers/runtime-apis/handlers/";

    private final JsRuntime runtime;
    private final HostObject host;
    private final Map<String, Object> scripts = new HashMap<>();
    private final long startNanos = System.nanoTime();
    private boolean ioAllowed = true;
    private BodyHost bodies;
    private Object serverRequest;
    private Object abortRequest;
    private Object sendableResponse;
    private Object reportRejection;
    private Object setTimeout;
    private final JsProperty globalSetTimeout = JsProperty.named("setTimeout");

    private WebPlatform(JsRuntime runtime) {
        this.runtime = runtime;
        this.host = new HostObject(runtime);
    }

    /** Defines the globals in a runtime that is starting. */
    public static WebPlatform install(JsRuntime runtime) {
        WebPlatform platform = new WebPlatform(runtime);
        platform.installHost();
        Object exports = platform.script(MAIN_SCRIPT);
        platform.serverRequest = JsValues.get(exports, "serverRequest");
        platform.abortRequest = JsValues.get(exports, "abortRequest");
        platform.sendableResponse = JsValues.get(exports, "sendableResponse");
        platform.reportRejection = JsValues.get(exports, "reportRejection");
        return platform;
    }

    private void installHost() {
        host.function("load", 1, (self, args) -> script(JsValues.toJavaString(args[0])));
        host.function("loaded", 1, (self, args) -> scripts.containsKey(JsValues.toJavaString(args[0])));
        host.function("now", 0, (self, args) -> (System.nanoTime() - startNanos) / 1e6);
        host.property("timeOrigin", (double) System.currentTimeMillis());
        host.function("checkIo", 0, (self, args) -> {
            checkIo();
            return null;
        });
        ConsoleSink console = runtime.options().console();
        host.function("log", 2, (self, args) -> {
            console.write(ConsoleSink.Level.valueOf(JsValues.toJavaString(args[0])), JsValues.toJavaString(args[1]));
            return null;
        });
        host.function("uncaught", 2, (self, args) -> {
            String where = JsValues.toBoolean(args[1]) ? "Uncaught (in promise) " : "Uncaught ";
            console.write(
                    ConsoleSink.Level.ERROR,
                    where + JsException.ofValue(args[0]).jsStack());
            return null;
        });
        TextHost.install(host);
        BytesHost.install(host);
        CryptoHost.install(host, this);
        ZlibHost.install(host);
        MultipartParser.install(host);
        setTimeout = TimerHost.install(runtime, this);
        bodies = BodyHost.install(host, this);
        FetchHost.install(host, bodies);
    }

    /** The name of the resource, beside this class, with the script that {@link #install} runs. */
    public static String mainScript() {
        return file(MAIN_SCRIPT);
    }

    private static String file(String script) {
        return script + ".js";
    }

    /** The exports of a bundled script, which runs when it is first asked for. */
    Object script(String name) {
        Object exports = scripts.get(name);
        if (exports == null) {
            Object script = runtime.evaluateResource(WebPlatform.class, file(name));
            exports = JsValues.call(script, JsValues.undefined(), host.object());
            scripts.put(name, exports);
        }
        return exports;
    }

    /**
     * Whether timers, {@code fetch} and {@code randomUUID} are allowed, which they are not while a worker's top level runs;
     * allowed at first.
     */
    public void allowIo(boolean allowed) {
        ioAllowed = allowed;
    }

    /**
     * Does what {@code setTimeout(task, delayMillis)} does, if this is the platform's own function and may be called now.
     *
     * @return false if a script has to call what it finds as {@code setTimeout}: then nothing was done
     */
    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    public boolean setTimeout(Runnable task, long delayMillis) {
        if (!ioAllowed || globalSetTimeout.get(runtime.global()) != setTimeout) {
            return false;
        }
        runtime.eventLoop().setTimer(task, delayMillis, false);
        return true;
    }

    void checkIo() {
        if (!ioAllowed) {
            throw JsValues.error(GLOBAL_SCOPE_ERROR);
        }
    }

    /** A JavaScript {@code Request} that a server received; its headers cannot be changed by the script. */
    public Object request(WebRequest request) {
        BodySource body = request.body();
        byte[] bytes = body == null ? null : body.takeBytes();
        Object jsBody = bytes != null
                ? JsBuffers.uint8Array(bytes)
                : body == null ? JsValues.undefined() : JsValues.opaque(body);
        return JsValues.call(
                serverRequest,
                JsValues.undefined(),
                JsValues.string(request.method()),
                JsValues.string(request.url()),
                HeaderList.toJs(request.headers()),
                jsBody,
                bytes == null && body != null);
    }

    /** The client of a {@link #request} has gone: aborts the request's {@code signal}. */
    public void abort(Object request) {
        JsValues.call(abortRequest, JsValues.undefined(), request);
    }

    /**
     * Takes a JavaScript {@code Response} over for sending. Its body counts as used from then on; a text or bytes body
     * is at hand ({@link BodySource#takeBytes}), any other is pulled from the script while it is read.
     *
     * @return empty if the value is no {@code Response}
     * @throws RuntimeException a JavaScript TypeError if the body was used before
     */
    public Optional<WebResponse> response(Object value) {
        Object parts = JsValues.call(sendableResponse, JsValues.undefined(), value);
        if (JsValues.isUndefined(parts)) {
            return Optional.empty();
        }
        return Optional.of(new WebResponse(
                JsValues.toInt32(JsValues.getElement(parts, 0)),
                JsValues.toJavaString(JsValues.getElement(parts, 1)),
                HeaderList.fromJs(JsValues.getElement(parts, 2)),
                bodies.sent(JsValues.getElement(parts, 3))));
    }

    /** Reports a rejected promise that nothing handled: to the script's listeners, else to the console. */
    public void reportRejection(Object promise, Object reason) {
        JsValues.call(reportRejection, JsValues.undefined(), promise, reason);
    }
}
