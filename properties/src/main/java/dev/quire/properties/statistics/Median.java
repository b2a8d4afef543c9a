package dev.quire.properties.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * The median of numbers of which some are only known to lie beyond a bound, and its interval.
 *
 * <p>The interval is of order statistics and needs no distribution: the median lies between the
 * r-th value from below and the r-th from above unless fewer than r of the draws fall on one side
 * of it, and r is the largest number for which that is rare enough.
 *
 * <p>Source: David and Nagaraja, Order Statistics, 3rd edition, section 7.1.
 *
 * @param value empty: beyond the bound
 * @param known whether there are values enough for an interval
 * @param low the lower end of the interval; empty: beyond the bound, or not known
 * @param high the upper end; empty: beyond the bound, or not known
 */
public record Median(OptionalLong value, boolean known, OptionalLong low, OptionalLong high) {
    /** A number that nothing is left to chance of. */
    public static Median exactly(OptionalLong value) {
        return new Median(value, true, value, value);
    }

    /**
     * Of these values.
     *
     * @param values at least one; empty: beyond the bound, which is above all others
     * @param confidence above 0 and below 1
     */
    public static Median of(List<OptionalLong> values, double confidence) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a median must have a value: there is none");
        }
        long[] sorted =
                values.stream().mapToLong(value -> value.orElse(Long.MAX_VALUE)).sorted().toArray();
        int n = sorted.length;
        int rank = rank(n, confidence);
        OptionalLong upper = at(sorted, n / 2 + 1);
        OptionalLong lower = at(sorted, (n + 1) / 2);
        OptionalLong middle =
                upper.isEmpty()
                        ? upper
                        : OptionalLong.of(
                                lower.getAsLong() + (upper.getAsLong() - lower.getAsLong()) / 2);
        return new Median(
                middle,
                rank > 0,
                rank == 0 ? OptionalLong.empty() : at(sorted, rank),
                rank == 0 ? OptionalLong.empty() : at(sorted, n + 1 - rank));
    }

    /** Of whole numbers that are all known: theirs. */
    public static long of(long[] values) {
        List<OptionalLong> known = Arrays.stream(values).mapToObj(OptionalLong::of).toList();
        return of(known, 0.5).value().orElseThrow();
    }

    private static OptionalLong at(long[] sorted, int place) {
        long value = sorted[place - 1];
        return value == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The r of the class comment; 0 if even the extremes say too little. */
    private static int rank(int n, double confidence) {
        BinomialDistribution sides = new BinomialDistribution(null, n, 0.5);
        int rank = 0;
        while (rank < n / 2 && sides.cumulativeProbability(rank) <= (1 - confidence) / 2) {
            rank++;
        }
        return rank;
    }
}
