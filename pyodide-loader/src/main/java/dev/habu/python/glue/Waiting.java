package dev.habu.python.glue;

import dev.habu.js.JsClosure;
import dev.habu.js.JsPlain;
import dev.habu.js.JsPromise;
import dev.habu.js.JsProperty;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.DirectExport;
import dev.habu.js.wasm.ImportShortcut;
import java.util.Set;

/**
 * What {@code run_sync} waits for: the {@code async} function in the glue's {@code syncifyHandler}, and the future that a PyProxy becomes when somebody waits for it.
 *
 * <p>Promises are the language's own and are settled in the glue's order. Of a PyProxy whose methods are the glue's the methods are not called as a script would call
 * them, through the Proxy, but done here; all other thenables are waited for as the language does.
 */
final class Waiting {
    private static final Set<Integer> HANDLER = Set.of(-1950442606);
    private static final Set<Integer> GET_TRAP = Set.of(968496189);
    private static final Set<Integer> THEN = Set.of(-103152214);
    private static final Set<Integer> ENSURE_FUTURE = Set.of(1530746414);
    private static final Set<Integer> DESTROY_METHOD = Set.of(338473378);
    private static final Set<Integer> DESTROY = Set.of(1763684597);
    private static final Set<Integer> HAS_KEY = Set.of(934439152);
    private static final Set<Integer> ATTRIBUTES = Set.of(-302721618);

    private final JsRuntime js;
    private final PythonEntry entry;
    private final DirectExport ensureFuture;
    private final Object frame;

    private final JsProperty syncifyError = JsProperty.named("syncify_error");
    private final JsProperty error = JsProperty.named("error");
    private final JsProperty isFatal = JsProperty.named("pyodide_fatal_error");
    private final JsProperty getTrap = JsProperty.named("get");
    private final JsProperty then = JsProperty.named("then");
    private final JsProperty ensureMethod = JsProperty.named("_ensure_future");
    private final JsProperty destroyMethod = JsProperty.named("destroy");
    private final JsProperty destroy = JsProperty.named("pyproxy_destroy");
    private final JsProperty itsShared = JsProperty.named("shared");
    private final JsProperty itsAddress = JsProperty.named("ptr");
    private final JsProperty itsPromise = JsProperty.named("promise");
    private final Object nothing = JsValues.string("");

    // The glue's handler of a PyProxy without traps of its own, and the methods behind it; null until the first is
    // seen.
    private Object proxyHandler;
    private JsProperty attributes;
    private Object thenFunction;
    private Object ensureFunction;
    private Object destroyMethodFunction;
    private Object destroyFunction;

    private Waiting(Glue glue, JsRuntime js) {
        this.js = js;
        entry = new PythonEntry(glue);
        ensureFuture = glue.directExport("__pyproxy_ensure_future");
        frame = PythonEntry.frame(js, js.function("", 1, (_, args) -> {
            JsValues.fromOpaque(args[0], Runnable.class).run();
            return null;
        }));
    }

    /** What the module imports as {@code syncifyHandler}: a value for the imports object, null if it is to be the glue's own. */
    static Object handler(Glue glue, JsRuntime js, Object syncifyHandler) {
        Object inner = ImportShortcut.suspendingFunction(syncifyHandler);
        if (inner == null || !Glue.isKnown(inner, HANDLER)) {
            return null;
        }
        Waiting[] made = new Waiting[1];
        Object function = js.function("inner", 2, (self, args) -> {
            if (made[0] == null) {
                made[0] = new Waiting(glue, js);
            }
            return made[0].entry.isComplete() && made[0].ensureFuture != null
                    ? made[0].inner(JsValues.isNullish(args[0]) ? args[1] : args[0])
                    : JsValues.call(inner, self, args);
        });
        return JsValues.construct(JsValues.get(JsValues.get(js.global(), "WebAssembly"), "Suspending"), function);
    }

    /** The async function: a promise of what {@code value} becomes, or of {@code Module.error}, with the reason kept for Python. */
    private Object inner(Object value) {
        JsPromise result = js.newPromise();
        js.then(js.isOwnPromise(value) ? value : promiseOf(value), result::resolve, reason -> {
            if (JsValues.isObject(reason) && JsValues.toBoolean(isFatal.read(reason))) {
                result.reject(reason);
            } else {
                syncifyError.set(entry.module, reason);
                result.resolve(error.read(entry.module));
            }
        });
        return result.promise();
    }

    /** A new promise that is resolved with {@code value}. */
    private Object promiseOf(Object value) {
        JsPromise promise = js.newPromise();
        Object target = awaitable(value);
        if (target == null) {
            promise.resolve(value);
        } else {
            // A thenable's method is called by a microtask.
            Runnable job = () -> follow(value, target, promise);
            js.queueMicrotask(js.function("", 0, (_, _) -> {
                JsValues.call(frame, JsValues.undefined(), JsValues.opaque(job));
                return null;
            }));
        }
        return promise.promise();
    }

    /** {@code value.then(promise.resolve, promise.reject)}. */
    private void follow(Object value, Object target, JsPromise promise) {
        try {
            Object future = isAsKnown(target) ? future(value, target) : null;
            if (future == null) {
                JsValues.call(thenFunction, value, promise.resolve(), promise.reject());
            } else {
                JsValues.call(JsValues.get(future, "then"), future, promise.resolve(), promise.reject());
            }
        } catch (RuntimeException e) {
            if (!JsValues.isJsThrow(e)) {
                throw e;
            }
            promise.reject(JsValues.thrownValue(e));
        }
    }

    /** The glue's _ensure_future; null if it is to be called, as of a destroyed proxy. */
    private Object future(Object proxy, Object target) {
        Object shared = itsShared.get(attributes.get(target));
        Object known = itsPromise.get(shared);
        if (JsValues.isObject(known)) {
            return known;
        }
        if (!(itsAddress.get(shared) instanceof Integer address) || address == 0) {
            return null;
        }
        JsPromise promise = js.newPromise();
        Object answer = null;
        try {
            Object before = entry.enter();
            answer = ensureFuture.call(address, promise.resolve(), promise.reject());
            entry.mayStackSwitch(before);
        } catch (RuntimeException e) {
            if (!JsValues.isJsThrow(e)) {
                throw e;
            }
            JsValues.call(entry.api, "fatal_error", JsValues.thrownValue(e));
        }
        if (answer instanceof Integer status && status == -1) {
            entry.throwPythonError();
        }
        itsPromise.set(shared, promise.promise());
        JsValues.call(destroyFunction, entry.module, proxy, nothing, true);
        return promise.promise();
    }

    /** The target of a PyProxy that is awaitable in the glue's way, null for all other values. */
    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    private Object awaitable(Object value) {
        Object handler = JsPlain.proxyHandler(value);
        Object target = handler == null ? null : JsPlain.proxyTarget(value);
        if (target == null || JsValues.isCallable(target)) {
            return null;
        }
        if (proxyHandler == null) {
            connect(handler, target);
        }
        return handler == proxyHandler && isAsKnown(target) ? target : null;
    }

    private void connect(Object handler, Object target) {
        Object trap = getTrap.get(handler);
        Object itsThen = then.get(target);
        Object itsEnsure = ensureMethod.get(target);
        Object itsDestroy = destroyMethod.get(target);
        Object destroyNow = destroy.get(entry.module);
        Object symbol = JsPlain.ownSymbol(target, "pyproxy.attrs");
        boolean known = symbol != null
                && Glue.isKnown(trap, GET_TRAP)
                && Glue.isKnown(JsClosure.variable(trap, "ve"), HAS_KEY)
                && Glue.isKnown(itsThen, THEN)
                && Glue.isKnown(itsEnsure, ENSURE_FUTURE)
                && Glue.isKnown(JsClosure.variable(itsEnsure, "He"), ATTRIBUTES)
                && Glue.isKnown(itsDestroy, DESTROY_METHOD)
                && Glue.isKnown(destroyNow, DESTROY);
        if (known) {
            proxyHandler = handler;
            attributes = new JsProperty(symbol);
            thenFunction = itsThen;
            ensureFunction = itsEnsure;
            destroyMethodFunction = itsDestroy;
            destroyFunction = destroyNow;
        }
    }

    /** Whether the methods of a proxy are the glue's: a script can change them. */
    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    private boolean isAsKnown(Object target) {
        return then.get(target) == thenFunction
                && ensureMethod.get(target) == ensureFunction
                && destroyMethod.get(target) == destroyMethodFunction
                && destroy.get(entry.module) == destroyFunction;
    }
}
