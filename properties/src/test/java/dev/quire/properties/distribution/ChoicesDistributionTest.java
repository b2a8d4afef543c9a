package dev.quire.properties.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.properties.choice.Choices;
import dev.quire.properties.choice.SeededChoices;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded choices are uniform below their bound; so are the first ones of a seed's parts. */
final class ChoicesDistributionTest {
    /** Below this, uniform choices would look so skewed once in a thousand seeds. */
    private static final double SIGNIFICANCE = 0.001;

    private static final int PER_CELL = 400;

    private static double probability(long[] seen) {
        double[] expected = new double[seen.length];
        Arrays.fill(expected, (double) Arrays.stream(seen).sum() / seen.length);
        return new ChiSquareTest().chiSquareTest(expected, seen);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8, 12, 16, 40, 100, 1000})
    void below_anyBound_isUniform(int bound) {
        SeededChoices choices = new SeededChoices(0x5eed);
        long[] seen = new long[bound];
        IntStream.range(0, bound * PER_CELL).forEach(i -> seen[choices.below(bound)]++);
        double probability = probability(seen);
        assertTrue(probability > SIGNIFICANCE, () -> "p=" + probability);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 40})
    void below_firstOfEachPart_isUniform(int bound) {
        long[] seen = new long[bound];
        for (int number = 0; number < bound * PER_CELL; number++) {
            seen[new SeededChoices(SeededChoices.part(1, number)).below(bound)]++;
        }
        double probability = probability(seen);
        assertTrue(probability > SIGNIFICANCE, () -> "p=" + probability);
    }

    @Test
    void below_neighbouringChoices_areIndependent() {
        SeededChoices choices = new SeededChoices(0x9a12);
        long[] seen = new long[64];
        for (int i = 0; i < 64 * PER_CELL; i++) {
            seen[8 * choices.below(8) + choices.below(8)]++;
        }
        double probability = probability(seen);
        assertTrue(probability > SIGNIFICANCE, () -> "p=" + probability);
    }

    @Test
    void test_lowBitsOfACounter_areFoundSkewed() {
        int[] next = new int[1];
        Choices counting = bound -> next[0]++ % 5 % bound;
        long[] seen = new long[8];
        for (int i = 0; i < 8 * PER_CELL; i++) {
            seen[counting.below(8)]++;
        }
        assertTrue(probability(seen) < SIGNIFICANCE);
    }
}
