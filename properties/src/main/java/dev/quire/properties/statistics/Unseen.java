package dev.quire.properties.statistics;

/**
 * What sequences say of the classes that none of them has met; all intervals are of 95 %.
 *
 * <p>The sequences are taken for independent draws from one distribution; a sequence meets any
 * number of classes.
 */
public final class Unseen {
    /** One more than the highest frequency that an estimate looks at: the rest weighs nothing. */
    public static final int FREQUENCIES = 64;

    /** What each end of an interval is to hold with. */
    private static final double ONE_SIDED = 0.975;

    /** The standard normal distribution is below it with the probability above. */
    private static final double NORMAL = 1.959963984540054;

    private Unseen() {}

    /**
     * The chance that one more sequence meets a class that none has met: the share of sequences
     * which met one that no other did, of whom each was new to all the others.
     *
     * <pre> chance = lone / n, its variance = (lone (1 - lone / n) + 2 twins) / n^2 </pre>
     *
     * <p>Where a sequence meets one class, these are the estimate of Good and Turing (Good, "The
     * population frequencies of species and the estimation of population parameters", Biometrika
     * 1953) and the normal interval of Esty ("A normal limit law for a nonparametric estimator of
     * the coverage of a random sample", Annals of Statistics 1983). The number of classes met in
     * one sequence, divided by n, would count a sequence with several of them several times. With
     * few lone sequences the normal interval is too narrow, so it is widened to the exact
     * binomial one of {@code lone} in n (Clopper and Pearson, Biometrika 1934).
     *
     * @param sequences n
     * @param lone sequences that met a class which no other met
     * @param twins pairs of other sequences which met a class that only these two met
     * @return 0 to 1; the whole of it if there are no sequences
     */
    public static Estimate chance(long sequences, long lone, long twins) {
        if (lone < 0 || lone > sequences || twins < 0) {
            throw new IllegalArgumentException(
                    "lone sequences must be 0 to all, twins at least 0: sequences="
                            + sequences
                            + " lone="
                            + lone
                            + " twins="
                            + twins);
        }
        if (sequences == 0) {
            return new Estimate(1, 0, 1);
        }
        double chance = (double) lone / sequences;
        double reach = NORMAL * Math.sqrt(lone * (1 - chance) + 2.0 * twins) / sequences;
        double low = 1 - Confidence.upperBound(sequences, sequences - lone, ONE_SIDED);
        double high = Confidence.upperBound(sequences, lone, ONE_SIDED);
        return new Estimate(
                chance,
                Math.max(0, Math.min(chance - reach, low)),
                Math.min(1, Math.max(chance + reach, high)));
    }

    /**
     * How many classes can be met that none has met: Chao's lower bound from incidences (Chao2).
     *
     * <pre> with q1, q2 classes met in one, in two of n sequences, a = (n - 1) / n, r = q1 / q2:
     *   unseen   = a q1^2 / (2 q2)       variance = q2 (a r^2 / 2 + a^2 r^3 + a^2 r^4 / 4)
     *   and if q2 = 0:
     *   unseen   = a q1 (q1 - 1) / 2
     *   variance = a q1 (q1 - 1) / 2 + a^2 q1 (2 q1 - 1)^2 / 4 - a^2 q1^4 / (4 (met + unseen))
     *   interval = unseen / k to unseen k,  k = exp(1.96 sqrt(ln(1 + variance / unseen^2)))
     * </pre>
     *
     * <p>If nothing is estimated to be unseen, the upper end is that of the classes that chance
     * hides from a sample of Poisson frequencies, f classes met i times for each i:
     *
     * <pre> p = sum f_i e^-i / met,  variance = sum f_i (e^-i - e^-2i) - (sum i f_i e^-i)^2 / n
     *   high = met / (1 - p) + 1.96 sqrt(variance) / (1 - p) - met </pre>
     *
     * <p>Source: Chao, "Nonparametric estimation of the number of classes in a population"
     * (Scandinavian Journal of Statistics 1984) and "Estimating the population size for
     * capture-recapture data with unequal catchability" (Biometrics 1987); the variances and
     * intervals as Colwell, EstimateS User's Guide, appendix B, puts them together.
     *
     * @param sequences n
     * @param met classes that some sequence met
     * @param frequencies at index i, classes that i sequences met; {@link #FREQUENCIES} suffice
     * @return with no upper end if there are fewer than two sequences, which say nothing
     */
    public static Estimate classes(long sequences, long met, long[] frequencies) {
        if (sequences < 2 || met == 0) {
            return new Estimate(0, 0, Double.POSITIVE_INFINITY);
        }
        double q1 = frequencies[1];
        double q2 = frequencies[2];
        double a = (sequences - 1.0) / sequences;
        double unseen = q2 > 0 ? a * q1 * q1 / (2 * q2) : a * q1 * (q1 - 1) / 2;
        if (unseen <= 0) {
            return new Estimate(0, 0, hidden(sequences, met, frequencies));
        }
        double variance = variance(q1, q2, a, met + unseen);
        double k =
                StrictMath.exp(NORMAL * Math.sqrt(StrictMath.log1p(variance / (unseen * unseen))));
        return new Estimate(unseen, unseen / k, unseen * k);
    }

    private static double variance(double q1, double q2, double a, double all) {
        if (q2 > 0) {
            double r = q1 / q2;
            return q2 * (a * r * r / 2 + a * a * r * r * r + a * a * r * r * r * r / 4);
        }
        double twice = 2 * q1 - 1;
        return a * q1 * (q1 - 1) / 2
                + a * a * q1 * twice * twice / 4
                - a * a * q1 * q1 * q1 * q1 / (4 * all);
    }

    private static double hidden(long sequences, long met, long[] frequencies) {
        double missed = 0;
        double variance = 0;
        double weighted = 0;
        for (int i = 1; i < frequencies.length; i++) {
            missed += frequencies[i] * StrictMath.exp(-i);
            variance += frequencies[i] * (StrictMath.exp(-i) - StrictMath.exp(-2 * i));
            weighted += i * frequencies[i] * StrictMath.exp(-i);
        }
        variance = Math.max(0, variance - weighted * weighted / sequences);
        double seen = 1 - missed / met;
        return (met + NORMAL * Math.sqrt(variance)) / seen - met;
    }
}
