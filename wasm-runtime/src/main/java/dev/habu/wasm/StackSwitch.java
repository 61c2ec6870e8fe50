package dev.habu.wasm;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/**
 * A computation that can be left in the middle and taken up again later, its frames kept on the heap meanwhile: the stacks of the JavaScript Promise
 * Integration proposal. Computations may be nested and any number may be suspended. All of it happens on one platform thread, whose stack size bounds the
 * depth of the computation. The JVM must run with {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}.
 */
public final class StackSwitch {
    private static final ContinuationScope SCOPE = new ContinuationScope("WebAssembly");

    /** A computation cannot be suspended because a frame that cannot be moved (of native code, of a class initialiser) is on its stack. */
    public static final class PinnedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private PinnedException(Continuation.Pinned reason) {
            super("the stack cannot be suspended: it is pinned by a "
                    + reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        }
    }

    private final Continuation continuation;
    private Throwable failure;

    /** Makes a computation that {@link #resume} starts. */
    public StackSwitch(Runnable computation) {
        continuation = new Continuation(SCOPE, () -> run(computation)) {
            @Override
            protected void onPinned(Pinned reason) {
                throw new PinnedException(reason);
            }
        };
    }

    private void run(Runnable computation) {
        try {
            computation.run();
        } catch (Throwable e) {
            failure = e;
        }
    }

    /**
     * Starts the computation or continues after its last {@link #suspend}, until it suspends again or ends. What the computation throws comes out of the
     * call that it ends in.
     *
     * @return whether it has ended
     * @throws IllegalStateException if it has ended before
     */
    public boolean resume() {
        continuation.run();
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return continuation.isDone();
    }

    /**
     * Suspends the innermost running computation of the calling thread: returns when somebody resumes it.
     *
     * @throws PinnedException if its stack cannot be moved
     * @throws IllegalStateException if no computation is running
     */
    public static void suspend() {
        Continuation.yield(SCOPE);
    }
}
