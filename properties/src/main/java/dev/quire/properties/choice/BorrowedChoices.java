package dev.quire.properties.choice;

import java.util.function.IntUnaryOperator;

/** Choices that a test engine makes. */
public final class BorrowedChoices implements Choices {
    private final IntUnaryOperator below;

    /** A source that answers a bound with a number below it. */
    public BorrowedChoices(IntUnaryOperator below) {
        this.below = below;
    }

    @Override
    public int below(int bound) {
        int chosen = below.applyAsInt(bound);
        if (chosen < 0 || chosen >= bound) {
            throw new IllegalArgumentException(
                    "a choice must be below its bound: " + chosen + " of " + bound);
        }
        return chosen;
    }
}
