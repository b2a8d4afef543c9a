package dev.quire.properties.explore;

import java.util.Arrays;

/**
 * Short codes for entries, and for each the code of its image under an exchange of the folios.
 *
 * <p>Shared by the worlds of an exploration: all threads look, one adds while the others wait.
 */
final class Codes {
    /** The bits of a code. */
    static final int BITS = 10;

    /** The codes that there may be. */
    static final int COUNT = 1 << BITS;

    private static final int INDEX = 4 * COUNT;

    private final long[] raws = new long[COUNT];
    private final int[] images = new int[COUNT];
    private final int[] index = new int[INDEX];
    private int count;

    Codes() {
        learn(0, 0);
    }

    private static int hash(long raw) {
        return (int) (raw * 0x9e3779b97f4a7c15L >>> 64 - BITS - 2);
    }

    /** The code of an entry, or -1. */
    int find(long raw) {
        int at = hash(raw);
        while (index[at] != 0) {
            if (raws[index[at] - 1] == raw) {
                return index[at] - 1;
            }
            at = at + 1 & INDEX - 1;
        }
        return -1;
    }

    /** Gives an entry and its image codes, if they have none. */
    void learn(long raw, long image) {
        int code = add(raw);
        int other = add(image);
        images[code] = other;
        images[other] = code;
    }

    private int add(long raw) {
        int known = find(raw);
        if (known >= 0) {
            return known;
        }
        if (count == COUNT) {
            throw new IllegalStateException(
                    "a small machine must have at most " + COUNT + " different entries");
        }
        int at = hash(raw);
        while (index[at] != 0) {
            at = at + 1 & INDEX - 1;
        }
        raws[count] = raw;
        index[at] = ++count;
        return count - 1;
    }

    long raw(int code) {
        return raws[code];
    }

    /** The code of the image. */
    int image(int code) {
        return images[code];
    }

    /** All entries that have codes, in the order of these. */
    long[] all() {
        return Arrays.copyOf(raws, count);
    }
}
