package dev.habu.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class StackSwitchTest {
    private final List<String> log = new ArrayList<>();

    @Test
    void continuesWhereItWasSuspended() {
        StackSwitch stack = new StackSwitch(() -> {
            log.add("start");
            StackSwitch.suspend();
            log.add("end");
        });
        assertFalse(stack.resume());
        log.add("outside");
        assertTrue(stack.resume());
        assertEquals(List.of("start", "outside", "end"), log);
        assertThrows(IllegalStateException.class, stack::resume);
    }

    @Test
    void computationsAreSuspendedIndependently() {
        StackSwitch inner = new StackSwitch(() -> {
            log.add("inner 1");
            StackSwitch.suspend();
            log.add("inner 2");
        });
        StackSwitch outer = new StackSwitch(() -> {
            log.add("outer 1 " + inner.resume());
            StackSwitch.suspend();
            log.add("outer 2");
        });
        assertFalse(outer.resume());
        assertTrue(outer.resume());
        assertTrue(inner.resume());
        assertEquals(List.of("inner 1", "outer 1 false", "outer 2", "inner 2"), log);
    }

    @Test
    void anExceptionLeavesTheCallThatItEndsIn() {
        StackSwitch stack = new StackSwitch(() -> {
            StackSwitch.suspend();
            throw new Trap(Trap.Kind.UNREACHABLE);
        });
        assertFalse(stack.resume());
        assertEquals(
                Trap.Kind.UNREACHABLE, assertThrows(Trap.class, stack::resume).kind());
    }

    @Test
    void aDeepStackIsKept() {
        CompletableFuture<Integer> depth = new CompletableFuture<>();
        Thread thread = new Thread(
                null,
                () -> {
                    int[] reached = new int[1];
                    StackSwitch stack = new StackSwitch(() -> reached[0] = descend(10_000));
                    stack.resume();
                    stack.resume();
                    depth.complete(reached[0]);
                },
                "deep",
                256L << 20);
        thread.start();
        assertEquals(10_000, depth.join());
    }

    private static int descend(int depth) {
        if (depth == 0) {
            StackSwitch.suspend();
            return 0;
        }
        return descend(depth - 1) + 1;
    }

    /** Its initialiser is called by the JVM, whose frames cannot be moved. */
    private static final class SuspendingInitialiser {
        static final Throwable FAILURE = suspend();

        private static Throwable suspend() {
            try {
                StackSwitch.suspend();
                return null;
            } catch (StackSwitch.PinnedException e) {
                return e;
            }
        }
    }

    @Test
    void aPinnedStackIsRefused() {
        List<Throwable> failure = new ArrayList<>();
        assertTrue(new StackSwitch(() -> failure.add(SuspendingInitialiser.FAILURE)).resume());
        assertEquals(
                "the stack cannot be suspended: it is pinned by a native",
                failure.getFirst().getMessage());
    }
}
