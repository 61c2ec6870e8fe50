package dev.habu.compiler.binary;

import dev.habu.compiler.MalformedModuleException;
import java.util.Map;

/** Reads the function names of the name section (WebAssembly 3.0, section 7.4.1). What is malformed in it is ignored, as the specification wants. */
final class NameSection {
    private static final int FUNCTION_NAMES = 1;

    private NameSection() {}

    static void read(byte[] bytes, int from, int end, Map<Integer, String> names) {
        ByteReader in = new ByteReader(bytes, from, end);
        try {
            while (!in.atEnd()) {
                int id = in.u8();
                int size = in.u32();
                int next = in.skip(Integer.toUnsignedLong(size)) + size;
                if (id == FUNCTION_NAMES) {
                    in.seek(next - size);
                    int count = in.count("names");
                    for (int i = 0; i < count; i++) {
                        int index = in.u32();
                        names.put(index, in.name());
                    }
                }
                in.seek(next);
            }
        } catch (MalformedModuleException e) {
            // A custom section cannot make a module malformed; the names read so far are kept.
        }
    }
}
