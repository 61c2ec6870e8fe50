package dev.habu.wasm.wasi;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Arguments, environment variables, clocks and random numbers. */
final class ProcessCalls {
    /** Clock numbers: the time of day, one that never goes back, and the processor time of the process. */
    private static final int REALTIME = 0;

    private static final int MONOTONIC = 1;
    private static final int PROCESS_CPU = 2;
    private static final int THREAD_CPU = 3;

    private static final int CHUNK = 8192;

    private final GuestMemory memory;
    private final List<String> arguments;
    private final List<String> environment;
    private final SecureRandom random = new SecureRandom();

    /**
     * Makes the functions.
     *
     * @param environment {@code NAME=VALUE}
     */
    ProcessCalls(GuestMemory memory, List<String> arguments, List<String> environment) {
        this.memory = memory;
        this.arguments = arguments;
        this.environment = environment;
    }

    void argsGet(Arguments a) {
        strings(arguments, a);
    }

    void argsSizesGet(Arguments a) {
        sizes(arguments, a);
    }

    void environGet(Arguments a) {
        strings(environment, a);
    }

    void environSizesGet(Arguments a) {
        sizes(environment, a);
    }

    private void strings(List<String> strings, Arguments a) {
        int pointer = a.i32(0);
        int address = a.i32(1);
        for (String string : strings) {
            byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
            memory.i32(pointer, address);
            memory.put(address, bytes, bytes.length);
            memory.u8(address + bytes.length, 0);
            pointer += 4;
            address += bytes.length + 1;
        }
    }

    private void sizes(List<String> strings, Arguments a) {
        memory.i32(a.i32(0), strings.size());
        memory.i32(
                a.i32(1),
                strings.stream()
                        .mapToInt(string -> string.getBytes(StandardCharsets.UTF_8).length + 1)
                        .sum());
    }

    void clockResGet(Arguments a) {
        now(a.i32(0));
        memory.i64(a.i32(1), a.i32(0) == MONOTONIC ? 1 : 1_000);
    }

    void clockTimeGet(Arguments a) {
        memory.i64(a.i32(2), now(a.i32(0)));
    }

    /** What a clock shows, in nanoseconds. */
    static long now(int clock) {
        return switch (clock) {
            case REALTIME -> {
                Instant now = Instant.now();
                yield TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
            }
            case MONOTONIC -> System.nanoTime();
            case PROCESS_CPU, THREAD_CPU ->
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(Duration::toNanos)
                        .orElseThrow(Errno.NOTSUP::exception);
            default -> throw Errno.INVAL.exception();
        };
    }

    void randomGet(Arguments a) {
        int address = a.i32(0);
        int length = a.i32(1);
        memory.window(address, length);
        byte[] bytes = new byte[Math.min(length, CHUNK)];
        for (int done = 0; done < length; done += bytes.length) {
            random.nextBytes(bytes);
            memory.put(address + done, bytes, Math.min(bytes.length, length - done));
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // what sched_yield is for
    void yieldTurn(Arguments a) {
        Thread.yield();
    }
}
