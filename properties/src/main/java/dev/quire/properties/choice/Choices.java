package dev.quire.properties.choice;

/** Where every choice of a generator comes from. */
public interface Choices {
    /** A number from 0 to {@code bound - 1}; {@code bound} is at least 1. */
    int below(int bound);

    /** Whether something happens that has {@code parts} chances in {@code of}. */
    default boolean chance(int parts, int of) {
        return below(of) < parts;
    }

    /** A number from {@code least} to {@code most}, both included. */
    default int between(int least, int most) {
        return least + below(most - least + 1);
    }
}
