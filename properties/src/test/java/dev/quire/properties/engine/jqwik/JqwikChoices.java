package dev.quire.properties.engine.jqwik;

import dev.quire.properties.choice.BorrowedChoices;
import dev.quire.properties.choice.Choices;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Choices that jqwik makes. */
public final class JqwikChoices {
    private JqwikChoices() {}

    /** Whatever a generator makes out of choices; it is not shrunk here. */
    public static <T> Arbitrary<T> arbitrary(Function<Choices, T> generator) {
        return Arbitraries.randomValue(
                random -> generator.apply(new BorrowedChoices(random::nextInt)));
    }
}
