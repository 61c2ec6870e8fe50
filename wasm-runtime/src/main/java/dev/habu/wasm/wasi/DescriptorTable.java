package dev.habu.wasm.wasi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The descriptors of a program by their numbers. */
final class DescriptorTable {
    private static final int LIMIT = 65_536;

    private final List<Descriptor> descriptors = new ArrayList<>();

    /** Gives a descriptor the lowest free number. */
    int add(Descriptor descriptor) {
        int free = descriptors.indexOf(null);
        if (free >= 0) {
            descriptors.set(free, descriptor);
            return free;
        }
        if (descriptors.size() >= LIMIT) {
            throw Errno.NFILE.exception();
        }
        descriptors.add(descriptor);
        return descriptors.size() - 1;
    }

    Descriptor get(int number) {
        if (number < 0 || number >= descriptors.size() || descriptors.get(number) == null) {
            throw Errno.BADF.exception();
        }
        return descriptors.get(number);
    }

    /** A descriptor with certain rights. */
    Descriptor get(int number, long rights) {
        Descriptor descriptor = get(number);
        descriptor.require(rights);
        return descriptor;
    }

    /** A directory with certain rights. */
    OpenDirectory directory(int number, long rights) {
        if (get(number) instanceof OpenDirectory directory) {
            directory.require(rights);
            return directory;
        }
        throw Errno.NOTDIR.exception();
    }

    void close(int number) throws IOException {
        Descriptor descriptor = get(number);
        descriptors.set(number, null);
        descriptor.close();
    }

    /** Closes {@code to} and gives its number to {@code from}'s descriptor. */
    void renumber(int from, int to) throws IOException {
        Descriptor moved = get(from);
        Descriptor replaced = get(to);
        if (from != to) {
            descriptors.set(to, moved);
            descriptors.set(from, null);
            replaced.close();
        }
    }

    void closeAll() {
        for (Descriptor descriptor : descriptors) {
            try {
                if (descriptor != null) {
                    descriptor.close();
                }
            } catch (IOException e) {
                // The program has ended; what it wrote has been handed over at each write.
            }
        }
        descriptors.clear();
    }
}
