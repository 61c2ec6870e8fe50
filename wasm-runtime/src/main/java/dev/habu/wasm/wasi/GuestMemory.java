package dev.habu.wasm.wasi;

import dev.habu.wasm.Memory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The program's memory as WASI functions see it. An address out of bounds is {@link Errno#FAULT}. */
final class GuestMemory {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Memory memory;

    void attach(Memory memory) {
        this.memory = memory;
    }

    /** The bytes, of which {@code length} at {@code address} exist. */
    private byte[] bytes(int address, int length) {
        if (memory == null) {
            throw new IllegalStateException("a WASI function was called before the instance was attached");
        }
        byte[] bytes = memory.bytes;
        if (address < 0 || length < 0 || address > Math.min(bytes.length, memory.size()) - length) {
            throw Errno.FAULT.exception();
        }
        return bytes;
    }

    int u8(int address) {
        return bytes(address, 1)[address] & 0xFF;
    }

    int u16(int address) {
        return (short) SHORT.get(bytes(address, 2), address) & 0xFFFF;
    }

    int i32(int address) {
        return (int) INT.get(bytes(address, 4), address);
    }

    long i64(int address) {
        return (long) LONG.get(bytes(address, 8), address);
    }

    void u8(int address, int value) {
        bytes(address, 1)[address] = (byte) value;
    }

    void u16(int address, int value) {
        SHORT.set(bytes(address, 2), address, (short) value);
    }

    void i32(int address, int value) {
        INT.set(bytes(address, 4), address, value);
    }

    void i64(int address, long value) {
        LONG.set(bytes(address, 8), address, value);
    }

    /** A window on the bytes, which must not be kept. */
    ByteBuffer window(int address, int length) {
        return ByteBuffer.wrap(bytes(address, length), address, length);
    }

    void put(int address, byte[] value, int length) {
        System.arraycopy(value, 0, bytes(address, length), address, length);
    }

    /** Text in UTF-8. */
    String text(int address, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(window(address, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Errno.ILSEQ.exception();
        }
    }

    /** Does something with each buffer of a list of them until one is not used to its end; returns how many bytes were used. */
    int eachBuffer(int list, int count, BufferUse use) throws java.io.IOException {
        int total = 0;
        for (int i = 0; i < count; i++) {
            int entry = list + i * 8;
            ByteBuffer buffer = window(i32(entry), i32(entry + 4));
            if (!buffer.hasRemaining()) {
                continue;
            }
            int used = use.apply(buffer, total);
            total += Math.max(used, 0);
            if (buffer.hasRemaining()) {
                break;
            }
        }
        return total;
    }

    /** Reads into a buffer or writes from it. */
    interface BufferUse {
        /** Returns how many bytes were moved; {@code before} were moved by earlier buffers of the list. */
        int apply(ByteBuffer buffer, int before) throws java.io.IOException;
    }
}
