package dev.quire.properties.statistics;

import java.util.Arrays;

/** Counts the pairs of one sequence while it runs; used again, it allocates when it is read. */
public final class Tally {
    private final int[] times = new int[Pair.COUNT];
    private final int[] met = new int[Pair.COUNT];
    private int count;

    /** A pair was met; {@link Meeting#NO_PAIR} is not counted. */
    public void met(int pair) {
        if (pair >= 0 && times[pair]++ == 0) {
            met[count++] = pair;
        }
    }

    /** Begins a sequence. */
    public void clear() {
        for (int i = 0; i < count; i++) {
            times[met[i]] = 0;
        }
        count = 0;
    }

    /** What the sequence has met so far. */
    public Met taken() {
        int[] pairs = Arrays.copyOf(met, count);
        int[] often = new int[count];
        for (int i = 0; i < count; i++) {
            often[i] = times[pairs[i]];
        }
        return new Met(pairs, often);
    }
}
