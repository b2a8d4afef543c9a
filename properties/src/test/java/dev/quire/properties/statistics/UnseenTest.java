package dev.quire.properties.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The estimates against examples by hand, and against draws whose truth is known. */
class UnseenTest {
    private static final int RUNS = 1_000;

    /** Three standard deviations of the share of so many runs that 95 % of intervals cover. */
    private static final double STRAY = 0.021;

    private static long[] frequencies(long... once) {
        long[] frequencies = new long[Unseen.FREQUENCIES];
        System.arraycopy(once, 0, frequencies, 1, once.length);
        return frequencies;
    }

    private static void assertEstimate(double value, double low, double high, Estimate seen) {
        assertEquals(value, seen.value(), 1e-5);
        assertEquals(low, seen.low(), 1e-5);
        assertEquals(high, seen.high(), 1e-5);
    }

    @Test
    void chance_byHand_isTheShareOfLoneSequences() {
        assertEstimate(0.2, 0, 0.2 + 0.371877, Unseen.chance(10, 2, 1));
        double reach = 1.959964 * Math.sqrt(300 * 0.7 + 200) / 1000;
        assertEstimate(0.3, 0.3 - reach, 0.3 + reach, Unseen.chance(1000, 300, 100));
    }

    @Test
    void chance_noLoneSequence_isBoundedByTheExactInterval() {
        assertEstimate(0, 0, 0.036217, Unseen.chance(100, 0, 0));
        assertEstimate(1, 0.963783, 1, Unseen.chance(100, 100, 0));
        assertEstimate(1, 0, 1, Unseen.chance(0, 0, 0));
    }

    @Test
    void chance_countsThatCannotBe_areRejected() {
        assertThrows(IllegalArgumentException.class, () -> Unseen.chance(3, 4, 0));
        assertThrows(IllegalArgumentException.class, () -> Unseen.chance(3, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> Unseen.chance(3, 1, -1));
        assertThrows(IllegalArgumentException.class, () -> new Estimate(1, 2, 3));
    }

    @Test
    void classes_byHand_areChaosLowerBound() {
        assertEstimate(3.6, 0.496519, 26.101742, Unseen.classes(10, 20, frequencies(4, 2)));
    }

    @Test
    void classes_noneMetTwice_takesTheOtherForm() {
        assertEstimate(2.7, 0.324100, 22.493071, Unseen.classes(10, 7, frequencies(3, 0, 4)));
    }

    @Test
    void classes_allMetOften_leaveOnlyWhatChanceHides() {
        assertEstimate(0, 0, 1.138959, Unseen.classes(10, 5, frequencies(0, 0, 5)));
        assertEstimate(0, 0, 0, Unseen.classes(1000, 5, frequencies()));
    }

    @Test
    void classes_fewerThanTwoSequences_haveNoUpperEnd() {
        assertEquals(Double.POSITIVE_INFINITY, Unseen.classes(1, 5, frequencies(5)).high());
        assertEquals(Double.POSITIVE_INFINITY, Unseen.classes(0, 0, frequencies()).high());
    }

    @Test
    void chanceOfNew_knownDistribution_isCoveredAsOftenAsStated() {
        double[] chances = new double[300];
        Arrays.setAll(chances, i -> 0.6 / (1 + i));
        Shares shares = simulate(chances, 300, true);
        assertTrue(Math.abs(shares.covered - 0.95) < STRAY, shares::toString);
        assertEquals(shares.truth, shares.estimate, 0.02 * shares.truth, shares::toString);
    }

    @Test
    void chanceOfNew_hardlyAnythingLeft_isStillCovered() {
        double[] chances = new double[30];
        Arrays.fill(chances, 0.03);
        Shares shares = simulate(chances, 150, true);
        assertTrue(shares.covered > 0.93, shares::toString);
    }

    @Test
    void unseen_classesAlikelyMet_isCoveredAsOftenAsStated() {
        double[] chances = new double[200];
        Arrays.fill(chances, 0.015);
        Shares shares = simulate(chances, 100, false);
        assertTrue(Math.abs(shares.covered - 0.95) < STRAY, shares::toString);
        assertEquals(shares.truth, shares.estimate, 0.05 * shares.truth, shares::toString);
    }

    @Test
    void unseen_someClassesRare_isALowerBound() {
        double[] chances = new double[300];
        Arrays.setAll(chances, i -> 0.6 / (1 + i));
        Shares shares = simulate(chances, 150, false);
        assertTrue(shares.estimate < shares.truth, shares::toString);
        assertTrue(shares.estimate > shares.truth / 3, shares::toString);
    }

    /** Means over all runs, and the share of runs whose interval held the truth. */
    private record Shares(double truth, double estimate, double covered) {}

    /** Sequences that meet each class by its chance, whatever others they meet. */
    private static Shares simulate(double[] chances, int sequences, boolean chanceOfNew) {
        SplittableRandom random = new SplittableRandom(0x5eed);
        double truths = 0;
        double estimates = 0;
        int covered = 0;
        for (int run = 0; run < RUNS; run++) {
            PairCounts counts = new PairCounts();
            Tally tally = new Tally();
            for (int sequence = 0; sequence < sequences; sequence++) {
                tally.clear();
                for (int pair = 0; pair < chances.length; pair++) {
                    tally.met(random.nextDouble() < chances[pair] ? pair : Meeting.NO_PAIR);
                }
                counts.add(tally.taken());
            }
            double nothingNew = 1;
            int left = 0;
            for (int pair = 0; pair < chances.length; pair++) {
                if (counts.sequences(pair) == 0) {
                    nothingNew *= 1 - chances[pair];
                    left++;
                }
            }
            double truth = chanceOfNew ? 1 - nothingNew : left;
            Estimate estimate = chanceOfNew ? counts.chanceOfNew() : counts.unseen();
            truths += truth;
            estimates += estimate.value();
            covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        }
        return new Shares(truths / RUNS, estimates / RUNS, (double) covered / RUNS);
    }
}
