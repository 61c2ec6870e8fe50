package dev.habu.compiler.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the values of the binary format (WebAssembly 3.0, section 5.2). */
final class BinaryWriter {
    private byte[] bytes = new byte[32];
    private int size;

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
    }

    BinaryWriter u8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    BinaryWriter u32(int value) {
        return u64(Integer.toUnsignedLong(value));
    }

    BinaryWriter u64(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            u8((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        return u8((int) rest);
    }

    /** A signed integer of any width. */
    BinaryWriter signed(long value) {
        long rest = value;
        while (rest < -64 || rest > 63) {
            u8((int) (rest & 0x7F) | 0x80);
            rest >>= 7;
        }
        return u8((int) (rest & 0x7F));
    }

    BinaryWriter fixed32(int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            u8(value >>> shift);
        }
        return this;
    }

    BinaryWriter fixed64(long value) {
        return fixed32((int) value).fixed32((int) (value >>> 32));
    }

    BinaryWriter raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    BinaryWriter raw(BinaryWriter value) {
        reserve(value.size);
        System.arraycopy(value.bytes, 0, bytes, size, value.size);
        size += value.size;
        return this;
    }

    /** The length of a value in bytes and the value. */
    BinaryWriter sized(BinaryWriter value) {
        return u32(value.size).raw(value);
    }

    BinaryWriter name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return u32(utf8.length).raw(utf8);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
