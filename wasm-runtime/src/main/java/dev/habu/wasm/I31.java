package dev.habu.wasm;

/** An integer of 31 bits as a reference (WebAssembly 3.0, section 4.2.13). Equal ones are the same for {@code ref.eq}, whichever objects they are. */
public final class I31 extends EqObject {
    private static final int SMALL = 256;
    private static final I31[] SMALL_ONES = new I31[SMALL];

    static {
        for (int i = 0; i < SMALL; i++) {
            SMALL_ONES[i] = new I31(i);
        }
    }

    private final int value;

    private I31(int value) {
        this.value = value;
    }

    /** The reference for the lower 31 bits of an integer. */
    public static I31 of(int value) {
        return value >= 0 && value < SMALL ? SMALL_ONES[value] : new I31(value << 1 >> 1);
    }

    /** The value as a signed integer. */
    public int signed() {
        return value;
    }

    /** The value as an unsigned integer. */
    public int unsigned() {
        return value & 0x7fff_ffff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof I31 that && value == that.value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public String toString() {
        return "(ref.i31 " + value + ")";
    }
}
