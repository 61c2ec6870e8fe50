package dev.habu.compiler.binary;

import dev.habu.compiler.Limit;
import dev.habu.compiler.LimitException;
import dev.habu.compiler.MalformedModuleException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the values of the binary format (WebAssembly 3.0, section 5.2) from a range of the module's bytes. */
public class ByteReader {
    private final byte[] bytes;
    private int position;
    private int end;

    /** Reads from {@code position} to before {@code end}. */
    public ByteReader(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    /** The bytes of the whole module. */
    public final byte[] bytes() {
        return bytes;
    }

    /** The offset of the next byte in the module. */
    public final int position() {
        return position;
    }

    /** The offset behind the last byte that may be read. */
    public final int end() {
        return end;
    }

    /** Whether all has been read. */
    public final boolean atEnd() {
        return position >= end;
    }

    final void setEnd(int newEnd) {
        end = newEnd;
    }

    /** Moves to another offset. */
    public final void seek(int newPosition) {
        position = newPosition;
    }

    /** A malformed-module exception for the current position. */
    public final MalformedModuleException malformed(String message) {
        return new MalformedModuleException(message, position);
    }

    /** The next byte, 0 to 255. */
    public final int u8() {
        if (position >= end) {
            throw malformed(end == bytes.length ? "unexpected end" : "unexpected end of section or function");
        }
        return bytes[position++] & 0xff;
    }

    /** The next byte without moving, or -1 at the end. */
    public final int peek() {
        return position < end ? bytes[position] & 0xff : -1;
    }

    /** Passes over {@code count} bytes and returns the offset of the first. */
    public final int skip(long count) {
        if (count > end - position) {
            throw malformed(end == bytes.length ? "unexpected end" : "unexpected end of section or function");
        }
        int from = position;
        position += (int) count;
        return from;
    }

    /** An unsigned 32-bit LEB128; the result is to be read as unsigned. */
    public final int u32() {
        int b = u8();
        if (b < 0x80) {
            return b;
        }
        int result = b & 0x7f;
        for (int shift = 7; shift < 35; shift += 7) {
            b = u8();
            if (shift == 28 && b >= 0x10) {
                position--;
                throw malformed(b >= 0x80 ? "integer representation too long" : "integer too large");
            }
            result |= (b & 0x7f) << shift;
            if (b < 0x80) {
                return result;
            }
        }
        throw new AssertionError();
    }

    /** An unsigned 64-bit LEB128; the result is to be read as unsigned. */
    public final long u64() {
        long result = 0;
        for (int shift = 0; ; shift += 7) {
            int b = u8();
            if (shift == 63 && b > 1) {
                position--;
                throw malformed(b >= 0x80 ? "integer representation too long" : "integer too large");
            }
            result |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return result;
            }
        }
    }

    /** A signed LEB128 of {@code bits} (32, 33 or 64) bits. */
    public final long signed(int bits) {
        long result = 0;
        for (int shift = 0; ; shift += 7) {
            int b = u8();
            int left = bits - shift;
            if (left < 7) {
                int sign = (b << 25) >> 25 >> (left - 1);
                if (b >= 0x80 || (sign != 0 && sign != -1)) {
                    position--;
                    throw malformed(b >= 0x80 ? "integer representation too long" : "integer too large");
                }
            }
            result |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                int used = Math.min(shift + 7, 64);
                return result << (64 - used) >> (64 - used);
            }
        }
    }

    /** Four bytes, little-endian. */
    public final int fixed32() {
        int from = skip(4);
        return (bytes[from] & 0xff)
                | (bytes[from + 1] & 0xff) << 8
                | (bytes[from + 2] & 0xff) << 16
                | (bytes[from + 3] & 0xff) << 24;
    }

    /** Eight bytes, little-endian. */
    public final long fixed64() {
        long low = Integer.toUnsignedLong(fixed32());
        return low | (long) fixed32() << 32;
    }

    /** The length of a vector whose items take at least one byte each. */
    public final int count(String what) {
        int count = u32();
        if (count < 0 || count > Limit.VECTOR) {
            if (Integer.toUnsignedLong(count) > end - position) {
                throw malformed("length out of bounds: " + Integer.toUnsignedString(count) + " " + what);
            }
            throw new LimitException(count + " " + what + "", Limit.VECTOR, position);
        }
        if (count > end - position) {
            throw malformed(
                    "unexpected end: " + count + " " + what + " announced, " + (end - position) + " bytes left");
        }
        return count;
    }

    /** A name: a byte vector that is UTF-8. */
    public final String name() {
        int length = u32();
        int from = skip(Integer.toUnsignedLong(length));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedModuleException("malformed UTF-8 encoding", from);
        }
    }
}
