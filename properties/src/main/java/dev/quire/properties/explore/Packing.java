package dev.quire.properties.explore;

import java.util.Arrays;

/** Fields of some bits each, one after the other in words. */
final class Packing {
    private long[] words;
    private int at;

    /** The words that so many bits need. */
    static int words(int bits) {
        return (bits + Long.SIZE - 1) / Long.SIZE;
    }

    /** Goes to the first field of these words. */
    void begin(long[] packed) {
        words = packed;
        at = 0;
    }

    /** Clears these words and goes to the first field. */
    void clear(long[] packed) {
        Arrays.fill(packed, 0);
        begin(packed);
    }

    /** Writes the next field. */
    void put(long value, int bits) {
        int shift = at & Long.SIZE - 1;
        words[at >>> 6] |= value << shift;
        if (shift + bits > Long.SIZE) {
            words[(at >>> 6) + 1] |= value >>> Long.SIZE - shift;
        }
        at += bits;
    }

    /** Leaves the next field as it is. */
    void skip(int bits) {
        at += bits;
    }

    /** Reads the next field, of less than 32 bits. */
    int take(int bits) {
        return (int) takeLong(bits);
    }

    /** Reads the next field. */
    long takeLong(int bits) {
        int shift = at & Long.SIZE - 1;
        long value = words[at >>> 6] >>> shift;
        if (shift + bits > Long.SIZE) {
            value |= words[(at >>> 6) + 1] << Long.SIZE - shift;
        }
        at += bits;
        return value & (1L << bits) - 1;
    }
}
