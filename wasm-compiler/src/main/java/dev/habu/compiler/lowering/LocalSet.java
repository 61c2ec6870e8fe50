package dev.habu.compiler.lowering;

import java.util.Arrays;
import java.util.BitSet;

/**
 * An immutable set of locals. {@link Liveness} keeps one for each node and label; those that differ little share nearly all of what they hold, so that
 * functions with tens of thousands of locals need no more memory for a node than others.
 */
final class LocalSet {
    static final LocalSet EMPTY = new LocalSet(new long[0][]);

    /** How many locals a word of a chunk holds, as a power of two. */
    private static final int WORD_BITS = 6;

    /** How many locals a chunk holds, as a power of two. A change copies a chunk and the references to all. */
    private static final int CHUNK_BITS = 10;

    private static final int WORDS_MASK = (1 << (CHUNK_BITS - WORD_BITS)) - 1;

    private static final long[] NONE = {};

    /** The chunks in order; words that are missing at the end of one are zero. */
    private final long[][] chunks;

    private LocalSet(long[][] chunks) {
        this.chunks = chunks;
    }

    private static int word(int local) {
        return (local >> WORD_BITS) & WORDS_MASK;
    }

    private boolean contains(int local) {
        int chunk = local >> CHUNK_BITS;
        return chunk < chunks.length
                && word(local) < chunks[chunk].length
                && (chunks[chunk][word(local)] & 1L << local) != 0;
    }

    LocalSet with(int local) {
        if (contains(local)) {
            return this;
        }
        int chunk = local >> CHUNK_BITS;
        long[][] changed = Arrays.copyOf(chunks, Math.max(chunks.length, chunk + 1));
        Arrays.fill(changed, chunks.length, changed.length, NONE);
        changed[chunk] = Arrays.copyOf(changed[chunk], Math.max(changed[chunk].length, word(local) + 1));
        changed[chunk][word(local)] |= 1L << local;
        return new LocalSet(changed);
    }

    LocalSet without(int local) {
        if (!contains(local)) {
            return this;
        }
        long[][] changed = chunks.clone();
        long[] words = chunks[local >> CHUNK_BITS].clone();
        words[word(local)] &= ~(1L << local);
        changed[local >> CHUNK_BITS] = words;
        return new LocalSet(changed);
    }

    /** The locals of both; one of the two itself if the other brings no more. */
    LocalSet union(LocalSet other) {
        if (other == this || other.chunks.length == 0) {
            return this;
        }
        if (chunks.length == 0) {
            return other;
        }
        long[][] all = new long[Math.max(chunks.length, other.chunks.length)][];
        boolean mine = true;
        boolean others = true;
        for (int i = 0; i < all.length; i++) {
            long[] a = i < chunks.length ? chunks[i] : NONE;
            long[] b = i < other.chunks.length ? other.chunks[i] : NONE;
            boolean first = covers(a, b);
            boolean second = covers(b, a);
            all[i] = first ? a : second ? b : union(a, b);
            mine &= first;
            others &= second;
        }
        return mine ? this : others ? other : new LocalSet(all);
    }

    private static long[] union(long[] a, long[] b) {
        long[] all = Arrays.copyOf(a, Math.max(a.length, b.length));
        for (int i = 0; i < b.length; i++) {
            all[i] |= b[i];
        }
        return all;
    }

    private static boolean covers(long[] a, long[] b) {
        for (int i = 0; i < b.length; i++) {
            if (b[i] != 0 && (i >= a.length || (b[i] & ~a[i]) != 0)) {
                return false;
            }
        }
        return true;
    }

    BitSet toBitSet() {
        long[] words = new long[chunks.length << (CHUNK_BITS - WORD_BITS)];
        for (int i = 0; i < chunks.length; i++) {
            System.arraycopy(chunks[i], 0, words, i << (CHUNK_BITS - WORD_BITS), chunks[i].length);
        }
        return BitSet.valueOf(words);
    }
}
