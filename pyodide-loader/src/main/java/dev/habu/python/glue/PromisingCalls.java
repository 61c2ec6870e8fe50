package dev.habu.python.glue;

import dev.habu.js.JsClosure;
import dev.habu.js.JsPlain;
import dev.habu.js.JsPromise;
import dev.habu.js.JsProperty;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.DirectExport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;

/**
 * Calls of Python that may switch stacks, as the glue's {@code callPyObjectMaybePromising} makes them: a turn of the event loop later, on a stack of their own.
 *
 * <p>In the glue these are four {@code async} functions that wait for each other. Here they are the steps of one {@link Call}: what a function does after an
 * {@code await} is a microtask of its own here, too, queued when that of the function would be, so that scripts see everything in the same order. The promise that
 * the glue returns is made only if somebody can see it.
 */
final class PromisingCalls {
    private static final Set<Integer> CALL_MAYBE_PROMISING = Set.of(-1759464474);
    private static final Set<Integer> PROMISING_APPLY = Set.of(816674514);
    private static final Set<Integer> SCHEDULE = Set.of(-1822984917);
    /** The other functions, by the names of the glue and by those through which they are seen. */
    private static final Map<String, Set<Integer>> BEHIND_CALL = Map.of("we", Set.of(1669087230));

    private static final Map<String, Set<Integer>> BEHIND_APPLY =
            Map.of("promisingApplyHandler", Set.of(-1295302554), "stackSave", Set.of(208313140));
    private static final Map<String, Set<Integer>> BEHIND_SCHEDULE = Map.of("bo", Set.of(-1660454238));

    private static final int POINTER = 4;

    private final Glue glue;
    private final JsRuntime js;
    private final PythonEntry entry;
    private final Object frame;

    private final JsProperty callMethod = JsProperty.named("callPyObjectMaybePromising");
    private final JsProperty applyMethod = JsProperty.named("promisingApply");
    private final JsProperty supported = JsProperty.named("jspiSupported");
    private final JsProperty stackStop = JsProperty.named("stackStop");
    private final JsProperty scheduleMethod = JsProperty.named("scheduleCallback");
    private final Object callFunction;
    private final Object applyFunction;
    private final Object scheduleFunction;
    private final Object enterTask;
    private final DirectExport apply;
    private final DirectExport stackPointer;
    private final DirectExport allocate;
    private final DirectExport free;
    private final DirectExport incRef;
    private final DirectExport decRef;
    private final DirectExport setRaisedException;
    private final Object noNames = JsPlain.newArray();

    PromisingCalls(Glue glue, JsRuntime js) {
        this.glue = glue;
        this.js = js;
        entry = new PythonEntry(glue);
        frame = PythonEntry.frame(js, js.function("", 1, (_, args) -> {
            JsValues.fromOpaque(args[0], Call.class).begin();
            return null;
        }));
        callFunction = callMethod.get(entry.module);
        applyFunction = applyMethod.get(entry.module);
        scheduleFunction = scheduleMethod.get(entry.api);
        enterTask = glue.variable("enterTask");
        apply = glue.directExport("__pyproxy_apply_promising");
        stackPointer = glue.export("emscripten_stack_get_current");
        allocate = glue.export("malloc");
        free = glue.directExport("_free");
        incRef = glue.directExport("_Py_IncRef");
        decRef = glue.directExport("_Py_DecRef");
        setRaisedException = glue.directExport("_PyErr_SetRaisedException");
    }

    /** Whether the glue does what is done here. */
    boolean isKnown() {
        return entry.isComplete()
                && JsValues.isCallable(enterTask)
                && apply != null
                && stackPointer != null
                && allocate != null
                && free != null
                && incRef != null
                && decRef != null
                && setRaisedException != null
                && Glue.isKnown(callFunction, CALL_MAYBE_PROMISING)
                && areKnown(callFunction, BEHIND_CALL)
                && Glue.isKnown(applyFunction, PROMISING_APPLY)
                && areKnown(applyFunction, BEHIND_APPLY)
                && Glue.isKnown(scheduleFunction, SCHEDULE)
                && areKnown(scheduleFunction, BEHIND_SCHEDULE)
                && schedulesByTimers();
    }

    private static boolean areKnown(Object function, Map<String, Set<Integer>> others) {
        return others.entrySet().stream()
                .allMatch(e -> Glue.isKnown(JsClosure.variable(function, e.getKey()), e.getValue()));
    }

    /** Whether the glue has found neither Node nor a MessageChannel, and uses setTimeout. */
    private boolean schedulesByTimers() {
        Object immediate = JsClosure.variable(scheduleFunction, "bo");
        Object environment = JsClosure.variable(immediate, "h");
        return environment != null
                && !JsValues.toBoolean(JsValues.get(environment, "IN_NODE"))
                && !JsValues.toBoolean(JsValues.get(environment, "IN_BROWSER_MAIN_THREAD"))
                && JsValues.isNullish(JsClosure.variable(immediate, "Q"));
    }

    DirectExport incRef() {
        return incRef;
    }

    DirectExport decRef() {
        return decRef;
    }

    PythonEntry entry() {
        return entry;
    }

    /** Whether a value is the glue's {@code scheduleCallback}. */
    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    boolean isSchedule(Object function) {
        return function == scheduleFunction;
    }

    /** Does what {@code scheduleCallback(task, delayMillis)} does; false if it has to be called. */
    boolean schedule(Runnable task, double delayMillis) {
        // Delays of up to 2 ms are none, as in the glue.
        return js.web().setTimeout(task, delayMillis <= 2 ? 0 : (long) delayMillis);
    }

    /**
     * Calls Python.
     *
     * @param wantsPromise whether the result is used
     * @return the promise of what Python returns
     */
    @SuppressWarnings("ReferenceEquality") // JavaScript objects are compared by identity.
    Object call(int callable, Object[] arguments, boolean wantsPromise) {
        Object array = JsValues.newArray(arguments);
        Object current = callMethod.get(entry.module);
        boolean known = current == callFunction
                && applyMethod.get(entry.module) == applyFunction
                && scheduleMethod.get(entry.api) == scheduleFunction
                && JsValues.toBoolean(supported.get(entry.module));
        if (known) {
            Call call = new Call(callable, array, arguments.length);
            if (schedule(call, 0)) {
                incRef.call(callable);
                return wantsPromise ? call.promise().promise() : JsValues.undefined();
            }
        }
        return JsValues.call(JsValues.get(entry.module, "callPyObjectMaybePromising"), entry.module, callable, array);
    }

    private enum Step {
        /** The promise of WebAssembly.promising is settled. */
        ENDED,
        /** So is that of the glue's wrapper around it. */
        FINISH,
        /** So is that of callPyObjectKwargsPromising. */
        SETTLE
    }

    private final class Call implements Runnable {
        private final int callable;
        private final Object arguments;
        private final int count;
        private JsPromise promise;
        private Object microtask;
        private Step step = Step.ENDED;
        private Object mayStackSwitch;
        private int exception;
        private Object value;
        private boolean failed;

        Call(int callable, Object arguments, int count) {
            this.callable = callable;
            this.arguments = arguments;
            this.count = count;
        }

        JsPromise promise() {
            if (promise == null) {
                promise = js.newPromise();
            }
            return promise;
        }

        /** The timer's task: the call begins. Nothing is queued before it, so it need not be a microtask. */
        @Override
        public void run() {
            JsValues.call(frame, JsValues.undefined(), JsValues.opaque(this));
        }

        private void begin() {
            exception = (int) allocate.call(POINTER);
            try {
                JsValues.call(enterTask, JsValues.undefined());
                mayStackSwitch = entry.enter();
                entry.mayStackSwitch(true);
                stackStop.set(entry.module, stackPointer.call());
                apply.callPromising(this::ended, null, callable, arguments, count, noNames, 0, exception);
            } catch (RuntimeException e) {
                fail(fatal(thrown(e)));
            }
        }

        private void ended(Object result, boolean hasThrown) {
            value = result;
            failed = hasThrown;
            queue(Step.ENDED);
        }

        private void queue(Step next) {
            step = next;
            if (microtask == null) {
                microtask = js.function("", 0, (_, _) -> {
                    take();
                    return null;
                });
            }
            js.queueMicrotask(microtask);
        }

        private void take() {
            switch (step) {
                case ENDED -> {
                    entry.mayStackSwitch(true);
                    queue(Step.FINISH);
                }
                case FINISH -> finish();
                case SETTLE -> promise().settle(value, failed);
            }
        }

        private void finish() {
            if (failed) {
                fail(fatal(value));
                return;
            }
            try {
                entry.mayStackSwitch(mayStackSwitch);
                try {
                    value = JsValues.getElement(value, 0);
                    if (entry.isError(value)) {
                        setRaisedException.call(ByteBuffer.wrap(glue.heap())
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getInt(exception));
                        entry.throwPythonError();
                    }
                    entry.startCoroutine(callable, value);
                } finally {
                    free.call(exception);
                    decRef.call(callable);
                }
            } catch (RuntimeException e) {
                fail(thrown(e));
                return;
            }
            if (JsValues.isObject(value)) {
                // It may be a thenable: the language's own promises wait for it.
                JsPromise inner = js.newPromise();
                inner.resolve(value);
                js.whenSettled(
                        inner.promise(), promise()::resolve, reason -> promise().reject(reason.value()));
            } else if (promise != null) {
                queue(Step.SETTLE);
            }
        }

        private void fail(Object reason) {
            value = reason;
            failed = true;
            queue(Step.SETTLE);
        }

        /** What the glue's handler of fatal errors throws. */
        private Object fatal(Object reason) {
            try {
                JsValues.call(entry.api, "fatal_error", reason);
                return JsValues.undefined();
            } catch (RuntimeException e) {
                return thrown(e);
            }
        }

        private Object thrown(RuntimeException e) {
            if (!JsValues.isJsThrow(e)) {
                throw e;
            }
            return JsValues.thrownValue(e);
        }
    }
}
