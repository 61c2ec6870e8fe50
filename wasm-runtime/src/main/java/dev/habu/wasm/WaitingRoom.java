package dev.habu.wasm;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The threads that wait at addresses of a shared memory, each address first come first served. */
final class WaitingRoom {
    private static final int NOTIFIED = 0;
    private static final int NOT_EQUAL = 1;
    private static final int TIMED_OUT = 2;

    private static final class Waiter {
        final Condition woken;
        boolean notified;

        Waiter(Condition woken) {
            this.woken = woken;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Queue<Waiter>> waiters = new HashMap<>();

    /**
     * Waits, if {@code condition} holds; nobody can notify between the look and the waiting.
     *
     * @param timeout in nanoseconds; negative: without end
     * @throws IllegalStateException if the thread is interrupted
     */
    int await(long address, BooleanSupplier condition, long timeout) {
        lock.lock();
        try {
            if (!condition.getAsBoolean()) {
                return NOT_EQUAL;
            }
            Waiter waiter = new Waiter(lock.newCondition());
            Queue<Waiter> queue = waiters.computeIfAbsent(address, a -> new ArrayDeque<>());
            queue.add(waiter);
            try {
                return await(waiter, timeout) ? NOTIFIED : TIMED_OUT;
            } finally {
                queue.remove(waiter);
                if (queue.isEmpty()) {
                    waiters.remove(address, queue);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the thread was interrupted in memory.atomic.wait", e);
        } finally {
            lock.unlock();
        }
    }

    private static boolean await(Waiter waiter, long timeout) throws InterruptedException {
        long left = timeout;
        while (!waiter.notified && (timeout < 0 || left > 0)) {
            if (timeout < 0) {
                waiter.woken.await();
            } else {
                left = waiter.woken.awaitNanos(left);
            }
        }
        return waiter.notified;
    }

    /** Wakes up to {@code count} (unsigned) threads that wait at the address. */
    int wake(long address, int count) {
        lock.lock();
        try {
            Queue<Waiter> queue = waiters.getOrDefault(address, new ArrayDeque<>());
            int woken = 0;
            while (Integer.compareUnsigned(woken, count) < 0 && !queue.isEmpty()) {
                Waiter waiter = queue.remove();
                waiter.notified = true;
                waiter.woken.signal();
                woken++;
            }
            return woken;
        } finally {
            lock.unlock();
        }
    }
}
