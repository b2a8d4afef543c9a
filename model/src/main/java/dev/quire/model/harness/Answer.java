package dev.quire.model.harness;

/**
 * What a call must return, as far as that is the same for every right subject.
 *
 * @param returns which of the others count
 * @param meaning of the entry that is returned, or that comes with a count
 * @param bounds its young and dirty, of {@code Bounds}
 * @param least the smallest count; of a truth value, 1 where it must be true
 * @param most the largest count; of a truth value, 0 where it must be false
 */
public record Answer(Returns returns, long meaning, int bounds, int least, int most) {
    /** The call returns nothing. */
    static final Answer NOTHING = new Answer(Returns.NOTHING, 0, 0, 0, 0);

    static Answer entry(long meaning, int bounds) {
        return new Answer(Returns.ENTRY, meaning, bounds, 0, 0);
    }

    static Answer truth(boolean must, boolean may) {
        return new Answer(Returns.TRUTH, 0, 0, must ? 1 : 0, may ? 1 : 0);
    }

    /** What kind of value a call returns. */
    public enum Returns {
        NOTHING,
        ENTRY,
        /** An entry of which every bit counts. */
        VALUE,
        TRUTH,
        COUNT,
        /** A count, and the entry that was given, which it may change. */
        COUNT_AND_ENTRY
    }
}
