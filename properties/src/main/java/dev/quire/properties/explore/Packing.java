package dev.quire.properties.explore;

/** Fields of some bits each, one after the other in words. */
final class Packing {
    private long[] words;
    private int at;
    private long word;

    /** The words that so many bits need. */
    static int words(int bits) {
        return (bits + Long.SIZE - 1) / Long.SIZE;
    }

    /** Goes to the first field of these words, to read them. */
    void begin(long[] packed) {
        words = packed;
        at = 0;
    }

    /** Goes to the first field of these words, to write all of them. */
    void write(long[] packed) {
        words = packed;
        at = 0;
        word = 0;
    }

    /** Writes the next field, of less than 64 bits; its word once that is full. */
    void put(long value, int bits) {
        int shift = at & Long.SIZE - 1;
        word |= value << shift;
        at += bits;
        if (shift + bits >= Long.SIZE) {
            words[(at >>> 6) - 1] = word;
            word = value >>> Long.SIZE - shift;
        }
    }

    /** Writes the word that is not full yet, and zero to those behind it. */
    void end() {
        for (int next = at >>> 6; next < words.length; next++) {
            words[next] = word;
            word = 0;
        }
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
