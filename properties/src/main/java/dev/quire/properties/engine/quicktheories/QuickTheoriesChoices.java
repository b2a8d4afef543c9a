package dev.quire.properties.engine.quicktheories;

import static org.quicktheories.QuickTheory.qt;

import dev.quire.properties.choice.BorrowedChoices;
import dev.quire.properties.choice.Choices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.quicktheories.core.Gen;
import org.quicktheories.core.RandomnessSource;
import org.quicktheories.impl.Constraint;

/** Choices that QuickTheories makes. */
public final class QuickTheoriesChoices {
    private QuickTheoriesChoices() {}

    /**
     * The first of so many examples for which a theory does not hold; it is not shrunk here.
     *
     * @param generator makes an example out of choices
     */
    public static <T> Optional<T> firstFailing(
            long seed, int examples, Function<Choices, T> generator, Predicate<T> theory) {
        List<T> failing = new ArrayList<>();
        try {
            qt().withFixedSeed(seed)
                    .withExamples(examples)
                    .withShrinkCycles(0)
                    .withUnlimitedTestingTime()
                    .forAll(gen(generator))
                    .check(
                            example -> {
                                boolean holds = theory.test(example);
                                if (!holds) {
                                    failing.add(example);
                                }
                                return holds;
                            });
        } catch (AssertionError e) {
            if (failing.isEmpty()) {
                throw e;
            }
        }
        return failing.stream().findFirst();
    }

    private static <T> Gen<T> gen(Function<Choices, T> generator) {
        return source -> generator.apply(new BorrowedChoices(bound -> below(source, bound)));
    }

    private static int below(RandomnessSource source, int bound) {
        return (int) source.next(Constraint.between(0, bound - 1));
    }
}
