package dev.quire.model.machine;

import java.util.Arrays;

/**
 * One kind of mark on the slots that kept translations stand for: a bit for each slot of a block,
 * for each entry of a {@link Tlb}.
 */
final class SlotMarks {
    private final int words;
    private final long[] bits;

    /** No marks, on so many entries of so many slots. */
    SlotMarks(int entries, int slots) {
        this.words = (slots + Long.SIZE - 1) / Long.SIZE;
        this.bits = new long[entries * words];
    }

    /** Marks a slot, counted from the first one of its entry. */
    void mark(int entry, int slot) {
        bits[entry * words + slot / Long.SIZE] |= 1L << slot;
    }

    boolean marked(int entry, int slot) {
        return (bits[entry * words + slot / Long.SIZE] & 1L << slot) != 0;
    }

    /** The marks of the first 64 slots of an entry. */
    long first(int entry) {
        return bits[entry * words];
    }

    /** Puts back what {@link #first} returned; the entry has no other marks. */
    void restore(int entry, long first) {
        bits[entry * words] = first;
    }

    /** An entry begins anew. */
    void clear(int entry) {
        Arrays.fill(bits, entry * words, (entry + 1) * words, 0);
    }

    /** An entry goes, and those after it, {@code count} without it, move up. */
    void remove(int entry, int count) {
        int from = (entry + 1) * words;
        System.arraycopy(bits, from, bits, entry * words, (count - entry) * words);
    }
}
