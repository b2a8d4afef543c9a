package dev.quire.properties.statistics;

import java.util.Arrays;

/** Which pairs one sequence meets while it runs; used again, it allocates when it is read. */
public final class Tally {
    private final boolean[] seen = new boolean[Pair.COUNT];
    private final short[] met = new short[Pair.COUNT];
    private int count;

    /** A pair was met; {@link Meeting#NO_PAIR} is not counted. */
    public void met(int pair) {
        if (pair >= 0 && !seen[pair]) {
            seen[pair] = true;
            met[count++] = (short) pair;
        }
    }

    /** Begins a sequence. */
    public void clear() {
        for (int i = 0; i < count; i++) {
            seen[met[i]] = false;
        }
        count = 0;
    }

    /** What the sequence has met so far. */
    public Met taken() {
        return new Met(Arrays.copyOf(met, count));
    }
}
