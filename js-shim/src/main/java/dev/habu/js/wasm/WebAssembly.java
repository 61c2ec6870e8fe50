package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.JSErrorType;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.Symbol;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.objects.JSAttributes;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import dev.habu.compiler.CompileException;
import dev.habu.compiler.WasmCompiler;
import dev.habu.js.HostFunction;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.wasm.Module;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The {@code WebAssembly} namespace object of a realm (WebAssembly JavaScript Interface, with exceptions and JavaScript Promise Integration), backed by
 * modules that were compiled to JVM classes.
 */
public final class WebAssembly {
    private final ApiRealm realm;
    private final ModuleCompiler compiler;
    private final JSObject namespace;

    private WebAssembly(JsRuntime runtime, ModuleCompiler compiler) {
        this.compiler = compiler;
        realm = new ApiRealm(runtime, compiler);
        namespace = JSOrdinary.createInit(realm.js());
    }

    /** Defines {@code globalThis.WebAssembly} in the runtime that the caller runs in. Loop thread only. */
    public static void install(JsRuntime runtime, ModuleCompiler compiler) {
        WebAssembly api = new WebAssembly(runtime, compiler);
        api.define();
        hidden((JSDynamicObject) runtime.global(), "WebAssembly", api.namespace);
    }

    private void define() {
        JSObjectUtil.putDataProperty(
                namespace,
                Symbol.SYMBOL_TO_STRING_TAG,
                JsValues.string("WebAssembly"),
                JSAttributes.configurableNotEnumerableNotWritable());
        function("validate", 1, (self, args) -> validate(JsValues.arg(args, 0), JsValues.arg(args, 1)));
        function(
                "compile",
                1,
                (self, args) -> promise(
                        () -> compile(JsValues.arg(args, 0), JsValues.arg(args, 1)), realm.modules()::objectOf));
        function(
                "instantiate",
                1,
                (self, args) -> instantiate(JsValues.arg(args, 0), JsValues.arg(args, 1), JsValues.arg(args, 2)));
        function("promising", 1, (self, args) -> Suspender.promising(realm, JsValues.arg(args, 0)));
        JsValues.call(
                realm.runtime().evaluateResource(WebAssembly.class, "streaming.js"), JsValues.undefined(), namespace);
        hidden(namespace, "Module", realm.modules().constructor());
        hidden(namespace, "Instance", realm.instances().constructor());
        hidden(namespace, "Memory", realm.memories().constructor());
        hidden(namespace, "Table", realm.tables().constructor());
        hidden(namespace, "Global", realm.globals().constructor());
        hidden(namespace, "Tag", realm.tags().constructor());
        hidden(namespace, "Exception", realm.exceptions().constructor());
        hidden(namespace, "Suspending", realm.suspendings().constructor());
        JSRealm js = realm.js();
        hidden(namespace, "CompileError", js.getErrorConstructor(JSErrorType.CompileError));
        hidden(namespace, "LinkError", js.getErrorConstructor(JSErrorType.LinkError));
        hidden(namespace, "RuntimeError", js.getErrorConstructor(JSErrorType.RuntimeError));
        hidden(namespace, "SuspendError", realm.suspendErrorConstructor());
        JSObjectUtil.putDataProperty(
                namespace,
                JsValues.string("JSTag"),
                realm.tags().objectOf(realm.jsTag()),
                JSAttributes.configurableEnumerableNotWritable());
    }

    private static void hidden(JSDynamicObject holder, String name, Object value) {
        JSObjectUtil.putDataProperty(
                holder, JsValues.string(name), value, JSAttributes.configurableNotEnumerableWritable());
    }

    private void function(String name, int length, HostFunction body) {
        JSObjectUtil.putDataProperty(
                namespace,
                JsValues.string(name),
                realm.functions().function(name, length, body),
                JSAttributes.configurableEnumerableWritable());
    }

    private Object validate(Object source, Object options) {
        byte[] wasm = JsBuffers.copyOf(source);
        try {
            CompileTimeImports provided = CompileTimeImports.of(options);
            if (provided.isEmpty()) {
                WasmCompiler.validate(wasm);
                return true;
            }
            return new ModuleSlot(compiler.compile(wasm), provided).module() != null;
        } catch (CompileException e) {
            return false;
        }
    }

    /** Compiles beside the loop; the bytes are copied before it returns. */
    private CompletionStage<ModuleSlot> compile(Object source, Object options) {
        CompileTimeImports provided = CompileTimeImports.of(options);
        Module known = compiler.recognise(JsBuffers.bytesOf(source));
        if (known != null) {
            return CompletableFuture.completedFuture(new ModuleSlot(known, provided));
        }
        byte[] wasm = JsBuffers.copyOf(source);
        return CompletableFuture.supplyAsync(() -> compiler.compile(wasm))
                .thenApply(module -> new ModuleSlot(module, provided));
    }

    private Object instantiate(Object source, Object importObject, Object options) {
        ModuleSlot module = realm.modules().unwrap(source);
        if (module == null) {
            return promise(() -> compile(source, options), compiled -> {
                ExportsSlot instance = InstanceInterface.instantiate(realm, compiled, importObject);
                Object result = JsValues.newObject();
                JsValues.set(result, "module", realm.modules().objectOf(compiled));
                JsValues.set(result, "instance", realm.instances().objectOf(instance));
                return result;
            });
        }
        // Imports are read before the call returns, the instance is made after it.
        return promise(
                () -> CompletableFuture.completedFuture(InstanceInterface.readImports(realm, module, importObject)),
                imports -> realm.instances().objectOf(InstanceInterface.instantiate(realm, module.module(), imports)));
    }

    private interface Start<T> {
        CompletionStage<T> start();
    }

    private interface Finish<T> {
        Object finish(T result);
    }

    /** A promise of what {@code finish} makes of the result on the loop thread; whatever goes wrong rejects it. */
    private <T> Object promise(Start<T> start, Finish<T> finish) {
        CompletionStage<T> stage;
        try {
            stage = start.start();
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        return realm.runtime().promise(stage.handle(Outcome::new), outcome -> {
            try {
                return finish.finish(outcome.get());
            } catch (RuntimeException e) {
                throw realm.thrower().toJs(e);
            }
        });
    }

    private record Outcome<T>(T result, Throwable failure) {
        T get() {
            if (failure == null) {
                return result;
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
        }
    }
}
