package dev.quire.properties.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MedianTest {
    private static final double CONFIDENCE = 0.95;

    private static List<OptionalLong> values(long... values) {
        return LongStream.of(values).mapToObj(OptionalLong::of).toList();
    }

    /** Of 20 values the 6th and the 15th: a table value of the sign test. */
    @Test
    void interval_ofTwentyValues_goesFromTheSixthToTheFifteenth() {
        Median median = Median.of(values(LongStream.rangeClosed(1, 20).toArray()), CONFIDENCE);
        assertEquals(OptionalLong.of(10), median.value());
        assertEquals(OptionalLong.of(6), median.low());
        assertEquals(OptionalLong.of(15), median.high());
    }

    @Test
    void interval_ofFewValues_isNotKnown() {
        Median five = Median.of(values(1, 2, 3, 4, 5), CONFIDENCE);
        assertFalse(five.known());
        assertEquals(OptionalLong.of(3), five.value());
        Median six = Median.of(values(1, 2, 3, 4, 5, 6), CONFIDENCE);
        assertTrue(six.known());
        assertEquals(OptionalLong.of(1), six.low());
        assertEquals(OptionalLong.of(6), six.high());
    }

    @Test
    void median_valuesBeyondTheBound_countAboveAllOthers() {
        List<OptionalLong> values = new ArrayList<>(values(5, 7));
        values.add(OptionalLong.empty());
        assertEquals(OptionalLong.of(7), Median.of(values, CONFIDENCE).value());
        values.add(OptionalLong.empty());
        assertEquals(OptionalLong.empty(), Median.of(values, CONFIDENCE).value());
        assertThrows(IllegalArgumentException.class, () -> Median.of(List.of(), CONFIDENCE));
    }

    /** Of uniform draws the median is known: intervals of 95 % miss it as seldom as they say. */
    @Test
    void interval_ofDrawsWithAKnownMedian_holdsItAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(1);
        int held = 0;
        for (int i = 0; i < 2_000; i++) {
            long[] draws = LongStream.range(0, 20).map(n -> random.nextLong(1_000_001)).toArray();
            Median median = Median.of(values(draws), CONFIDENCE);
            boolean low = median.low().orElseThrow() <= 500_000;
            held += low && median.high().orElseThrow() >= 500_000 ? 1 : 0;
        }
        assertTrue(held >= 1_890 && held <= 1_945, "held " + held);
    }

    /** Clopper and Pearson's limits, as tables have them. */
    @Test
    void share_ofTwenty_hasTheLimitsOfTheTables() {
        Estimate none = Confidence.share(20, 0, CONFIDENCE);
        assertEquals(0, none.low());
        assertEquals(0.1684, none.high(), 5e-5);
        Estimate half = Confidence.share(20, 10, CONFIDENCE);
        assertEquals(0.2720, half.low(), 5e-5);
        assertEquals(0.7280, half.high(), 5e-5);
        Estimate all = Confidence.share(20, 20, CONFIDENCE);
        assertEquals(0.8316, all.low(), 5e-5);
        assertEquals(1, all.high());
        assertThrows(IllegalArgumentException.class, () -> Confidence.share(0, 0, CONFIDENCE));
    }
}
