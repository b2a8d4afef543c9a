package dev.quire.properties.engine.jqwik;

import dev.quire.properties.choice.BorrowedChoices;
import dev.quire.properties.choice.Choices;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;

/** Choices that jqwik makes. */
public final class JqwikChoices {
    /** The size that jqwik gives a generator for a property of 1000 tries. */
    private static final int TRIES = 1000;

    private JqwikChoices() {}

    /** Whatever a generator makes out of choices; it is not shrunk here. */
    public static <T> Arbitrary<T> arbitrary(Function<Choices, T> generator) {
        return Arbitraries.randomValue(
                random -> generator.apply(new BorrowedChoices(random::nextInt)));
    }

    /**
     * The first of its values for which a theory does not hold, outside of any property; it is not
     * shrunk here. There is no end while the theory holds.
     *
     * @param generator makes a value out of choices
     */
    public static <T> T firstFailing(
            long seed, Function<Choices, T> generator, Predicate<T> theory) {
        JqwikSession.start();
        try {
            RandomGenerator<T> values = arbitrary(generator).generator(TRIES);
            Random random = new Random(seed);
            T value = values.next(random).value();
            while (theory.test(value)) {
                value = values.next(random).value();
            }
            return value;
        } finally {
            JqwikSession.finish();
        }
    }
}
