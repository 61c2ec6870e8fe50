package dev.habu.wasm.wasi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code poll_oneoff}: waits for clocks and for descriptors that can be read or written. */
final class PollCalls {
    private static final int SUBSCRIPTION = 48;
    private static final int EVENT = 32;
    private static final int CLOCK = 0;
    private static final int READ = 1;
    private static final int ABSOLUTE = 1;
    private static final int MAX_SUBSCRIPTIONS = 65_536;

    /** How often a standard input that has nothing yet is asked again. */
    private static final long INPUT_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /**
     * Something that a program waits for.
     *
     * @param deadline of a clock: when it ends by {@link System#nanoTime}
     * @param descriptor of a descriptor: its number
     */
    private record Subscription(long userdata, int type, long deadline, int descriptor) {}

    private record Event(Subscription of, int error, long bytes) {}

    private final GuestMemory memory;
    private final DescriptorTable descriptors;

    PollCalls(GuestMemory memory, DescriptorTable descriptors) {
        this.memory = memory;
        this.descriptors = descriptors;
    }

    void oneoff(Arguments a) throws IOException {
        int count = a.i32(2);
        if (count <= 0 || count > MAX_SUBSCRIPTIONS) {
            throw Errno.INVAL.exception();
        }
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subscriptions.add(subscription(a.i32(0) + i * SUBSCRIPTION));
        }
        List<Event> events = ready(subscriptions);
        while (events.isEmpty()) {
            sleep(subscriptions);
            events = ready(subscriptions);
        }
        int address = a.i32(1);
        for (Event event : events) {
            write(event, address);
            address += EVENT;
        }
        memory.i32(a.i32(3), events.size());
    }

    private Subscription subscription(int address) {
        long userdata = memory.i64(address);
        int type = memory.u8(address + 8);
        if (type != CLOCK) {
            return new Subscription(userdata, type, Long.MAX_VALUE, memory.i32(address + 16));
        }
        long wait = memory.i64(address + 24);
        int clock = memory.i32(address + 16);
        if ((memory.u16(address + 40) & ABSOLUTE) != 0) {
            wait -= ProcessCalls.now(clock);
        }
        long nanos = wait < 0 && (memory.u16(address + 40) & ABSOLUTE) == 0 ? Long.MAX_VALUE / 2 : Math.max(wait, 0);
        return new Subscription(userdata, type, System.nanoTime() + Math.min(nanos, Long.MAX_VALUE / 2), -1);
    }

    private List<Event> ready(List<Subscription> subscriptions) throws IOException {
        List<Event> events = new ArrayList<>();
        long now = System.nanoTime();
        for (Subscription subscription : subscriptions) {
            if (subscription.type == CLOCK) {
                if (now - subscription.deadline >= 0) {
                    events.add(new Event(subscription, 0, 0));
                }
                continue;
            }
            try {
                Descriptor descriptor = descriptors.get(subscription.descriptor);
                long bytes = subscription.type == READ ? descriptor.readable() : 1;
                if (bytes > 0) {
                    events.add(new Event(subscription, 0, bytes));
                }
            } catch (ErrnoException e) {
                events.add(new Event(subscription, e.errno.code, 0));
            }
        }
        return events;
    }

    private static void sleep(List<Subscription> subscriptions) {
        long now = System.nanoTime();
        long nanos = Long.MAX_VALUE;
        for (Subscription subscription : subscriptions) {
            nanos = Math.min(nanos, subscription.type == CLOCK ? subscription.deadline - now : INPUT_CHECK_NANOS);
        }
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Errno.INTR.exception();
        }
    }

    private void write(Event event, int address) {
        memory.i64(address, event.of.userdata);
        memory.i64(address + 8, event.error | (long) event.of.type << 16);
        memory.i64(address + 16, event.bytes);
        memory.i64(address + 24, 0);
    }
}
