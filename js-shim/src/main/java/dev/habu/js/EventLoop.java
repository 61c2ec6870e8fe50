package dev.habu.js;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The event loop of one {@link JsRuntime}: macrotasks in order of arrival, timers in order of their time, and all
 * microtasks after each of them. An error in a task is reported and never ends the loop.
 *
 * <p>{@link #execute}, {@link #submit}, {@link #hold} and {@link #isLoopThread} may be called from any thread, the rest
 * only on the loop thread.
 */
public final class EventLoop implements Executor {
    /** Keeps the loop from counting as idle; closing it more than once does no harm. Any thread may close it. */
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /** What surrounds a task: entering JavaScript and the microtask checkpoint. */
    interface TaskScope {
        void begin();

        /** Ends the task and runs the microtasks if it was the outermost one. */
        void end();

        /** Takes what a task threw. */
        void failed(Throwable cause);
    }

    private static final class Timer implements Comparable<Timer> {
        final int id;
        final Runnable task;
        final long intervalNanos;
        long dueNanos;
        long order;

        Timer(int id, Runnable task, long intervalNanos) {
            this.id = id;
            this.task = task;
            this.intervalNanos = intervalNanos;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(dueNanos - other.dueNanos, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private static final long MAX_DELAY_MILLIS = Integer.MAX_VALUE;

    private final TaskScope scope;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Map<Integer, Timer> timersById = new HashMap<>();
    private final AtomicInteger holds = new AtomicInteger();
    private final List<Runnable> idleListeners = new ArrayList<>();
    private int lastTimerId;
    private long timerOrder;
    private volatile Thread thread;
    private volatile boolean closed;

    EventLoop(TaskScope scope) {
        this.scope = scope;
    }

    /**
     * Runs a task on the loop thread after those already queued.
     *
     * @throws RejectedExecutionException if the loop is closed
     */
    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("The JavaScript event loop is closed");
        }
        tasks.add(task);
    }

    /**
     * Runs a task on the loop thread. What it throws completes the future exceptionally; a script's error as a {@link
     * JsException}. Closing the loop first cancels it.
     */
    public <T> CompletableFuture<T> submit(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(new Submitted<>(task, result));
        return result;
    }

    private record Submitted<T>(Callable<T> task, CompletableFuture<T> result) implements Runnable {
        @Override
        public void run() {
            try {
                result.complete(task.call());
            } catch (Throwable e) {
                result.completeExceptionally(
                        JsValues.isJsThrow(e) || e instanceof org.graalvm.polyglot.PolyglotException
                                ? JsException.of(e)
                                : e);
                if (e instanceof Error error && !(e instanceof StackOverflowError)) {
                    throw error;
                }
            }
        }
    }

    /** Whether the caller runs on the loop thread. */
    public boolean isLoopThread() {
        return Thread.currentThread() == thread;
    }

    /**
     * Runs a task after a delay.
     *
     * @param delayMillis at least 0; smaller and not-a-number delays of a script count as 0
     * @param repeat whether to run again every {@code delayMillis} (at least 1) until cleared
     * @return the timer's id, positive
     */
    public int setTimer(Runnable task, long delayMillis, boolean repeat) {
        long delay = Math.clamp(delayMillis, repeat ? 1 : 0, MAX_DELAY_MILLIS);
        long nanos = TimeUnit.MILLISECONDS.toNanos(delay);
        Timer timer = new Timer(++lastTimerId, task, repeat ? nanos : -1);
        schedule(timer, System.nanoTime() + nanos);
        timersById.put(timer.id, timer);
        return timer.id;
    }

    private void schedule(Timer timer, long dueNanos) {
        timer.dueNanos = dueNanos;
        timer.order = ++timerOrder;
        timers.add(timer);
    }

    /** Clears a timer; an unknown id is ignored. */
    public void clearTimer(int id) {
        Timer timer = timersById.remove(id);
        if (timer != null) {
            timers.remove(timer);
        }
    }

    /** Says that something outside the loop (an open connection, say) can still wake scripts, until it is closed. */
    public Hold hold() {
        holds.incrementAndGet();
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.compareAndSet(true, false) && holds.decrementAndGet() == 0 && !closed) {
                tasks.add(EventLoop::wake);
            }
        };
    }

    /** Whether no task, timer or {@link Hold} is left: then no pending promise can settle by itself any more. */
    public boolean isIdle() {
        return tasks.isEmpty() && timersById.isEmpty() && holds.get() == 0;
    }

    /** Registers a listener that runs as a task each time the loop has become idle (see {@link #isIdle}). */
    public void onIdle(Runnable listener) {
        idleListeners.add(listener);
    }

    /** The loop itself; returns after {@link #stop}. */
    void run() {
        thread = Thread.currentThread();
        boolean worked = false;
        while (!closed) {
            if (worked && isIdle() && !idleListeners.isEmpty()) {
                worked = false;
                List.copyOf(idleListeners).forEach(this::runTask);
                continue;
            }
            Runnable next;
            try {
                next = nextTask();
            } catch (InterruptedException e) {
                continue; // Only stop() ends the loop; an interrupt was meant for a task that is over.
            }
            if (next != null) {
                worked = true;
                runTask(next);
            }
        }
        abandonTasks();
    }

    /** The next due timer or queued task, whichever was first; null to look again. */
    private Runnable nextTask() throws InterruptedException {
        Timer first = timers.peek();
        if (first == null) {
            return tasks.take();
        }
        long wait = first.dueNanos - System.nanoTime();
        if (wait > 0) {
            return tasks.poll(wait, TimeUnit.NANOSECONDS);
        }
        // Timers that keep coming due must not starve the queue: what is queued by now runs between two of them.
        int queued = tasks.size();
        for (int i = 0; i < queued && !closed; i++) {
            Runnable task = tasks.poll();
            if (task != null) {
                runTask(task);
            }
        }
        Timer due = timers.peek();
        if (due == null || due.dueNanos - System.nanoTime() > 0) {
            return null;
        }
        timers.remove();
        if (due.intervalNanos < 0) {
            timersById.remove(due.id);
        } else {
            schedule(due, System.nanoTime() + due.intervalNanos);
        }
        return due.task;
    }

    private void runTask(Runnable task) {
        if (closed) {
            return;
        }
        scope.begin();
        try {
            task.run();
        } catch (Throwable e) {
            scope.failed(e);
        }
        try {
            scope.end();
        } catch (Throwable e) {
            scope.failed(e);
        }
    }

    /** Makes the loop end after its current task; queued tasks are dropped. Any thread. */
    void stop() {
        closed = true;
        tasks.add(EventLoop::wake);
    }

    /** A task that only makes the loop look again. */
    private static void wake() {}

    boolean isClosed() {
        return closed;
    }

    private void abandonTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            if (task instanceof Submitted<?> submitted) {
                submitted.result().cancel(false);
            }
        }
        timers.clear();
        timersById.clear();
    }
}
