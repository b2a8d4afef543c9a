package dev.quire.model.folio;

import java.util.Arrays;

/**
 * A set of numbers below a bound, one bit each; nothing is allocated after construction. What it
 * costs to go through it or to clear it follows how far apart its numbers are, not the bound.
 */
public final class NumberSet {
    private final long[] bits;
    private final int bound;

    /** The words from the first to the last one in which there may be a bit. */
    private int low;

    private int high;

    /** No number; those to come are 0 to {@code bound - 1}. */
    public NumberSet(int bound) {
        this.bound = bound;
        bits = new long[(bound + Long.SIZE - 1) / Long.SIZE];
        low = bits.length;
        high = -1;
    }

    public void clear() {
        if (low <= high) {
            Arrays.fill(bits, low, high + 1, 0);
        }
        low = bits.length;
        high = -1;
    }

    private void or(int word, long mask) {
        bits[word] |= mask;
        low = Math.min(low, word);
        high = Math.max(high, word);
    }

    public void add(int number) {
        or(number >> 6, 1L << number);
    }

    /** Adds numbers that follow one another. */
    public void add(int from, int nr) {
        int end = from + nr;
        for (int at = from; at < end; ) {
            int next = Math.min(end, (at | Long.SIZE - 1) + 1);
            or(at >> 6, -1L >>> Long.SIZE - (next - at) << at);
            at = next;
        }
    }

    /** Adds a number for each bit of a mask, the first one a multiple of 64. */
    public void addMask(int from, long mask) {
        long below = bound - from < Long.SIZE ? (1L << bound - from) - 1 : -1;
        or(from >> 6, mask & below);
    }

    /** Adds the numbers of another set of the same bound. */
    public void addAll(NumberSet others) {
        for (int word = others.low; word <= others.high; word++) {
            or(word, others.bits[word]);
        }
    }

    /** Adds every number. */
    public void addAll() {
        add(0, bound);
    }

    public boolean has(int number) {
        return (bits[number >> 6] & 1L << number) != 0;
    }

    /** The lowest number of the set that is not below {@code from}, or -1. */
    public int next(int from) {
        int word = Math.max(low, from >> 6);
        long mask = word == from >> 6 ? -1L << from : -1;
        while (word <= high) {
            long left = bits[word] & mask;
            if (left != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(left);
            }
            mask = -1;
            word++;
        }
        return -1;
    }
}
