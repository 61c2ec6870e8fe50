package dev.habu.js.web;

import dev.habu.js.BodySource;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Bodies across the border: how a script reads one that Java produces, and how Java takes one of any kind over. */
final class BodyHost {
    private final JsRuntime runtime;
    private final WebPlatform platform;

    private BodyHost(JsRuntime runtime, WebPlatform platform) {
        this.runtime = runtime;
        this.platform = platform;
    }

    static BodyHost install(HostObject host, WebPlatform platform) {
        BodyHost bodies = new BodyHost(host.runtime(), platform);
        host.function("bodyRead", 1, (self, args) -> bodies.read(source(args[0]).read()));
        host.function("bodyReadAll", 1, (self, args) -> bodies.readAll(source(args[0])));
        host.function("bodyCancel", 1, (self, args) -> {
            source(args[0]).cancel("The body is not wanted");
            return null;
        });
        return bodies;
    }

    private static BodySource source(Object handle) {
        return JsValues.fromOpaque(handle, BodySource.class);
    }

    /** A Uint8Array or undefined at once if the bytes are there, else a promise of it. */
    private Object read(CompletionStage<byte[]> stage) {
        CompletableFuture<byte[]> future = stage.toCompletableFuture();
        return future.isDone() && !future.isCompletedExceptionally()
                ? chunk(future.join())
                : runtime.promise(future, BodyHost::chunk);
    }

    private static Object chunk(byte[] bytes) {
        return bytes == null ? JsValues.undefined() : JsBuffers.uint8Array(bytes);
    }

    private Object readAll(BodySource source) {
        byte[] bytes = source.takeBytes();
        return bytes != null
                ? JsBuffers.uint8Array(bytes)
                : runtime.promise(collect(source, new ByteArrayOutputStream()), JsBuffers::uint8Array);
    }

    private static CompletionStage<byte[]> collect(BodySource source, ByteArrayOutputStream collected) {
        CompletionStage<byte[]> next = source.read();
        // A source that has its chunks ready is read in a loop, not by recursion.
        for (CompletableFuture<byte[]> ready = next.toCompletableFuture();
                ready.isDone() && !ready.isCompletedExceptionally();
                ready = next.toCompletableFuture()) {
            byte[] chunk = ready.join();
            if (chunk == null) {
                return CompletableFuture.completedFuture(collected.toByteArray());
            }
            collected.writeBytes(chunk);
            next = source.read();
        }
        return next.thenCompose(chunk -> {
            if (chunk == null) {
                return CompletableFuture.completedFuture(collected.toByteArray());
            }
            collected.writeBytes(chunk);
            return collect(source, collected);
        });
    }

    /** The body that a script sends, in the form that {@code sendableBody} of response.js gives it; null for none. */
    BodySource sent(Object body) {
        if (JsValues.isUndefined(body)) {
            return null;
        }
        if (JsValues.isString(body)) {
            return BodySource.of(TextHost.utf8(JsValues.toJavaString(body)));
        }
        if (JsBuffers.isBufferSource(body)) {
            return BodySource.of(JsBuffers.copyOf(body));
        }
        BodySource host = source(body);
        return host != null ? host : new ScriptBody(runtime, platform.script("streams"), body);
    }
}
