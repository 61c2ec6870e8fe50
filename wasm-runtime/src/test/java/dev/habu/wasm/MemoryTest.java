package dev.habu.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class MemoryTest {
    private static final int PAGE = Memory.PAGE_SIZE;

    private static MemoryType type(long min, Long max, boolean shared, boolean wide) {
        return new MemoryType(new Limits(min, max), shared, wide);
    }

    /** A memory that goes from one array to the next after 2 pages, then after each. */
    private static Memory inSmallArrays(int pages) {
        Memory memory = new Memory(type(0, null, false, true), 2 * PAGE, MemoryType.PAGE_BITS);
        assertEquals(0, memory.grow(pages));
        return memory;
    }

    @Test
    void accessesGoAcrossTheBordersOfArrays() {
        Memory memory = inSmallArrays(4);
        for (int border = 2 * PAGE; border <= 3 * PAGE; border += PAGE) {
            for (int width = 1; width <= 8; width *= 2) {
                for (int at = border - 9; at <= border + 1; at++) {
                    long value = 0x8182_8384_8586_8788L >>> (64 - width * 8);
                    memory.write(at, width, value);
                    int unused = 64 - width * 8;
                    assertEquals(value << unused >> unused, memory.read(at, width), width + " bytes at " + at);
                    assertEquals((byte) value, memory.read(at, 1));
                }
            }
        }
        memory.write(4L * PAGE - 8, 8, 7);
        assertEquals(7, memory.read(4L * PAGE - 8, 8));
        assertThrows(Trap.class, () -> memory.read(4L * PAGE - 7, 8));
        assertThrows(Trap.class, () -> memory.read(-1, 1));
        assertThrows(Trap.class, () -> memory.write(Long.MIN_VALUE, 4, 0));
    }

    @Test
    void growingKeepsWhatIsThere() {
        Memory memory = inSmallArrays(1);
        for (int pages = 1; pages < 6; pages++) {
            memory.write((long) pages * PAGE - 8, 8, pages);
            assertEquals(pages, memory.grow(1));
        }
        for (int pages = 1; pages < 6; pages++) {
            assertEquals(pages, memory.read((long) pages * PAGE - 8, 8));
        }
        assertEquals(0, memory.read(6L * PAGE - 8, 8));
        assertEquals(2 * PAGE, memory.bytes.length);
    }

    @Test
    void growingOftenByAPageCopiesSeldomAndEndsExactly() {
        Memory memory = Memory.of(type(1, null, false, false));
        Set<Integer> arrays = new HashSet<>();
        for (int pages = 1; pages < 1_000; pages++) {
            assertEquals(pages, memory.grow(1));
            long size = (pages + 1L) * PAGE;
            assertEquals(size, memory.size());
            assertEquals(0, memory.read(size - 8, 8));
            memory.write(size - 8, 8, pages);
            assertThrows(Trap.class, () -> memory.read(size - 7, 8));
            assertThrows(Trap.class, () -> memory.write(size, 1, 1));
            assertThrows(Trap.class, () -> memory.fill(size - 1, 1, 2));
            assertThrows(Trap.class, () -> memory.copy(size - 1, memory, 0, 2));
            assertThrows(Trap.class, () -> memory.copy(0, memory, size - 1, 2));
            arrays.add(System.identityHashCode(memory.bytes));
        }
        assertTrue(arrays.size() < 50, arrays.size() + " arrays");
        for (int pages = 1; pages < 1_000; pages++) {
            assertEquals(pages, memory.read((pages + 1L) * PAGE - 8, 8));
        }
        assertEquals(1_000 * PAGE, memory.exactBytes().length);
        memory.grow(1);
        assertEquals(1_001 * PAGE, memory.bytes.length);
        assertEquals(999, memory.read(1_000L * PAGE - 8, 8));
    }

    @Test
    void bulkOperationsGoAcrossTheBordersOfArrays() {
        Memory memory = inSmallArrays(5);
        byte[] model = new byte[5 * PAGE];
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            int length = random.nextInt(3 * PAGE);
            int to = random.nextInt(model.length - length + 1);
            int from = random.nextInt(model.length - length + 1);
            switch (i % 3) {
                case 0 -> {
                    memory.fill(to, i, length);
                    java.util.Arrays.fill(model, to, to + length, (byte) i);
                }
                case 1 -> {
                    memory.copy(to, memory, from, length);
                    System.arraycopy(model, from, model, to, length);
                }
                default -> {
                    byte[] data = new byte[length + 5];
                    random.nextBytes(data);
                    memory.init(to, new DataSegment(data, 5, length), 0, length);
                    System.arraycopy(data, 5, model, to, length);
                }
            }
        }
        for (int at = 0; at < model.length; at++) {
            if (memory.read(at, 1) != model[at]) {
                assertEquals(model[at], memory.read(at, 1), "byte " + at);
            }
        }
    }

    @Test
    void whatCannotBeAllocatedIsRefusedBeforeItIs() {
        LinkException above = assertThrows(LinkException.class, () -> Memory.of(type(1L << 40, null, false, true)));
        assertEquals(
                "memory of 1099511627776 pages is above the limit of 262144 pages of 65536 bytes", above.getMessage());
        assertThrows(LinkException.class, () -> Memory.of(type(-1, null, false, true)));
        long room = Runtime.getRuntime().maxMemory() / PAGE + 1;
        if (room <= Memory.MAX_BYTES / PAGE) {
            LinkException full = assertThrows(LinkException.class, () -> Memory.of(type(room, null, false, true)));
            assertEquals("no room for a memory of " + room + " pages", full.getMessage());
        }
        assertEquals(-1, Memory.of(type(1, null, false, false)).grow(1L << 40));
        assertThrows(
                LinkException.class,
                () -> new Table(new TableType(RefType.FUNCREF, new Limits(0xffff_ffffL, null), false), null));
    }

    @Test
    void pagesOfOneByte() {
        Memory memory = Memory.of(new MemoryType(new Limits(3, 10L), false, false, 0));
        assertEquals(3, memory.size());
        assertEquals(3, memory.grow(7));
        assertEquals(-1, memory.grow(1));
        memory.write(9, 1, 5);
        assertThrows(Trap.class, () -> memory.write(10, 1, 5));
        assertEquals("memory 10 10 with pages of 1 bytes", memory.type().toString());
    }

    @Test
    void sharedMemoryGrowsWithoutMoving() {
        SharedMemory memory = (SharedMemory) Memory.of(type(1, 1_100L, true, false));
        long border = 1L << 26; // between two pieces
        assertThrows(Trap.class, () -> memory.read(border, 1));
        assertEquals(1, memory.grow(1_099));
        memory.write(border - 3, 8, 0x0102_0304_0506_0708L);
        assertEquals(0x0102_0304_0506_0708L, memory.read(border - 3, 8));
        memory.fill(border - 100, 9, 200);
        memory.copy(border - 50, memory, border - 100, 120);
        assertEquals(9, memory.read(border + 69, 1));
        assertEquals(-1, memory.grow(1));
    }

    @Test
    void threadsExchangeInOneStep() {
        Memory memory = Memory.of(type(1, 1L, true, false));
        for (int width = 1; width <= 8; width *= 2) {
            int size = width;
            long at = 64L + width;
            Runnable count = () -> {
                for (int i = 0; i < 20_000; i++) {
                    long before;
                    do {
                        before = memory.readAtomic(at, size);
                    } while (memory.compareExchange(at, size, before, before + 1) != before);
                }
            };
            CompletableFuture<Void> other = CompletableFuture.runAsync(count);
            count.run();
            other.join();
            int unused = 64 - width * 8;
            assertEquals(40_000L << unused >> unused, memory.read(at, width), width + " bytes");
            memory.write(at, width, 0);
        }
        assertEquals(0, memory.read(64, 1));
    }

    @Test
    void threadsWaitAndAreWoken() {
        Memory memory = Memory.of(type(1, 1L, true, false));
        assertEquals(1, memory.await(8, 4, 5, -1), "another value");
        assertEquals(2, memory.await(8, 4, 0, 1_000_000), "nobody wakes it");
        assertEquals(0, memory.wake(8, -1));
        CompletableFuture<Integer> waiter = CompletableFuture.supplyAsync(() -> memory.await(8, 8, 0, 20_000_000_000L));
        int woken = 0;
        while (woken == 0 && !waiter.isDone()) {
            assertEquals(0, memory.wake(16, -1));
            woken = memory.wake(8, 1);
        }
        assertEquals(1, woken);
        assertEquals(0, waiter.join());
        Trap trap = assertThrows(
                Trap.class, () -> Memory.of(type(1, 1L, false, false)).await(0, 4, 0, 0));
        assertTrue(trap.getMessage().startsWith("expected shared memory"));
    }
}
