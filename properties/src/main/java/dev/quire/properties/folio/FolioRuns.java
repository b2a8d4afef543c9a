package dev.quire.properties.folio;

import java.util.Arrays;

/**
 * Codes of 16 bits for runs of four longs: a state of folios is long, and made of few different
 * ones. Code 0 is the run of zeros.
 *
 * <p>Shared by the worlds of an exploration: all threads look, one adds while the others wait.
 */
final class FolioRuns {
    /** The longs of a run, and the codes in a word. */
    static final int RUN = 4;

    private static final int BITS = Long.SIZE / RUN;
    private static final int COUNT = 1 << BITS;
    private static final int INDEX = 2 * COUNT;
    private static final long MASK = COUNT - 1;

    private final int[] index = new int[INDEX];
    private long[] runs = new long[RUN << 8];
    private int count;

    FolioRuns() {
        learn(new long[RUN], 0);
    }

    /** The longs that a state of so many longs must be filled up to. */
    static int padded(int longs) {
        int whole = RUN * RUN;
        return (longs + whole - 1) / whole * whole;
    }

    /** The words of a packed state. */
    static int words(int longs) {
        return padded(longs) / (RUN * RUN);
    }

    private static int hash(long[] state, int at) {
        long hash = 0;
        for (int i = 0; i < RUN; i++) {
            hash = (hash ^ state[at + i]) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> Long.SIZE - BITS - 1);
    }

    /** The place of a run in the index: its own, or the free one where it belongs. */
    private int place(long[] state, int at) {
        int place = hash(state, at);
        while (index[place] != 0 && !same((index[place] - 1) * RUN, state, at)) {
            place = place + 1 & INDEX - 1;
        }
        return place;
    }

    private boolean same(int own, long[] state, int at) {
        for (int i = 0; i < RUN; i++) {
            if (runs[own + i] != state[at + i]) {
                return false;
            }
        }
        return true;
    }

    /** Gives every run of a padded state a code. */
    void learnAll(long[] state) {
        for (int at = 0; at < state.length; at += RUN) {
            learn(state, at);
        }
    }

    private void learn(long[] state, int at) {
        int place = place(state, at);
        if (index[place] != 0) {
            return;
        }
        if (count == COUNT) {
            throw new IllegalStateException(
                    "a small machine must have at most " + COUNT + " different runs of a state");
        }
        if (runs.length == count * RUN) {
            runs = Arrays.copyOf(runs, 2 * runs.length);
        }
        System.arraycopy(state, at, runs, count * RUN, RUN);
        index[place] = ++count;
    }

    /** Packs a padded state; false if one of its runs has no code. */
    boolean pack(long[] state, long[] to) {
        for (int word = 0; word < to.length; word++) {
            long codes = 0;
            for (int i = 0; i < RUN; i++) {
                int entry = index[place(state, (word * RUN + i) * RUN)];
                if (entry == 0) {
                    return false;
                }
                codes |= (long) (entry - 1) << i * BITS;
            }
            to[word] = codes;
        }
        return true;
    }

    /** Unpacks what {@link #pack} wrote. */
    void unpack(long[] from, int at, long[] state) {
        for (int run = 0; run < state.length / RUN; run++) {
            int code = (int) (from[at + run / RUN] >>> run % RUN * BITS & MASK);
            System.arraycopy(runs, code * RUN, state, run * RUN, RUN);
        }
    }

    /** All runs that have codes, one after the other, in the order of these. */
    long[] all() {
        return Arrays.copyOf(runs, count * RUN);
    }
}
