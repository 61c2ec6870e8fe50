package dev.habu.js;

import com.oracle.truffle.js.runtime.PromiseRejectionTracker;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import java.util.IdentityHashMap;
import java.util.function.BiConsumer;

/** Finds the promises that were rejected and that nothing handled by the next task, as HTML's rule for them says. */
final class RejectionTracker implements PromiseRejectionTracker {
    private final EventLoop loop;
    private final BiConsumer<Object, Object> report;
    private final IdentityHashMap<JSDynamicObject, Object> rejected = new IdentityHashMap<>();

    RejectionTracker(EventLoop loop, BiConsumer<Object, Object> report) {
        this.loop = loop;
        this.report = report;
    }

    @Override
    public void promiseRejected(JSDynamicObject promise, Object reason) {
        if (rejected.isEmpty() && !loop.isClosed()) {
            loop.execute(this::reportAll);
        }
        rejected.put(promise, reason);
    }

    @Override
    public void promiseRejectionHandled(JSDynamicObject promise) {
        rejected.remove(promise);
    }

    private void reportAll() {
        IdentityHashMap<JSDynamicObject, Object> unhandled = new IdentityHashMap<>(rejected);
        rejected.clear();
        unhandled.forEach(report);
    }

    @Override
    public void promiseRejectedAfterResolved(JSDynamicObject promise, Object value) {
        // Has no effect on the promise.
    }

    @Override
    public void promiseResolvedAfterResolved(JSDynamicObject promise, Object value) {
        // Has no effect on the promise.
    }
}
