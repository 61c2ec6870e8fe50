package dev.habu.spec.differential;

import dev.habu.compiler.binary.ModuleDecoder;
import dev.habu.compiler.module.WasmModule;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Adds exports to a module, so that its memories and globals can be compared, too. */
final class ExportedState {
    private static final int EXPORTS = 7;
    private static final int MEMORY = 2;
    private static final int GLOBAL = 3;

    private ExportedState() {}

    /** The module with an export for each memory and, if wanted, for each global. */
    static byte[] of(byte[] module, boolean globals) {
        WasmModule decoded = ModuleDecoder.decode(module);
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        int memoryCount = decoded.memories().size();
        int globalCount = globals ? decoded.globals().size() : 0;
        for (int i = 0; i < memoryCount; i++) {
            entry(entries, "memory " + i, MEMORY, i);
        }
        for (int i = 0; i < globalCount; i++) {
            entry(entries, "global " + i, GLOBAL, i);
        }
        int at = 8;
        int[] read = new int[1];
        while (at < module.length && comesBeforeExports(module[at])) {
            at = uleb(module, at + 1, read) + read[0];
        }
        int end = at;
        byte[] old = {};
        if (at < module.length && module[at] == EXPORTS) {
            int content = uleb(module, at + 1, read);
            end = content + read[0];
            content = uleb(module, content, read);
            old = Arrays.copyOfRange(module, content, end);
        }
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        uleb(section, decoded.exports().size() + memoryCount + globalCount);
        section.writeBytes(old);
        section.writeBytes(entries.toByteArray());
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(module, 0, at);
        result.write(EXPORTS);
        uleb(result, section.size());
        result.writeBytes(section.toByteArray());
        result.write(module, end, module.length - end);
        return result.toByteArray();
    }

    /** Custom sections, those up to the globals, and tags. */
    private static boolean comesBeforeExports(byte id) {
        return id < EXPORTS || id == 13;
    }

    private static void entry(ByteArrayOutputStream out, String name, int kind, int index) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        uleb(out, utf8.length);
        out.writeBytes(utf8);
        out.write(kind);
        uleb(out, index);
    }

    private static void uleb(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /** Reads a number into {@code value} and returns the position behind it. */
    private static int uleb(byte[] bytes, int at, int[] value) {
        int position = at;
        value[0] = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[position++];
            value[0] |= (next & 0x7f) << shift;
            if (next >= 0) {
                return position;
            }
        }
    }
}
