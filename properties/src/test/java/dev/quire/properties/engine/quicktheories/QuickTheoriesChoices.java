package dev.quire.properties.engine.quicktheories;

import dev.quire.properties.choice.BorrowedChoices;
import dev.quire.properties.choice.Choices;
import java.util.function.Function;
import org.quicktheories.core.Gen;
import org.quicktheories.core.RandomnessSource;
import org.quicktheories.impl.Constraint;

/** Choices that QuickTheories makes. */
public final class QuickTheoriesChoices {
    private QuickTheoriesChoices() {}

    /** Whatever a generator makes out of choices. */
    public static <T> Gen<T> gen(Function<Choices, T> generator) {
        return source -> generator.apply(new BorrowedChoices(bound -> below(source, bound)));
    }

    private static int below(RandomnessSource source, int bound) {
        return (int) source.next(Constraint.between(0, bound - 1));
    }
}
