package dev.quire.properties.statistics;

import org.apache.commons.math3.distribution.BetaDistribution;

/** What a count of trials says about a rate. */
public final class Confidence {
    private Confidence() {}

    /**
     * The highest failure rate that trials leave plausible: one-sided, exact.
     *
     * <p>Source: Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the
     * case of the binomial" (Biometrika 1934).
     *
     * @param confidence above 0 and below 1
     * @return 0 to 1; 1 if there were no trials or all failed
     */
    public static double upperBound(long trials, long failures, double confidence) {
        if (failures < 0 || failures > trials) {
            throw new IllegalArgumentException(
                    "failures must be 0 to trials: trials=" + trials + " failures=" + failures);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "confidence must be above 0 and below 1: " + confidence);
        }
        if (failures == trials) {
            return 1;
        }
        if (failures == 0) {
            return -Math.expm1(Math.log1p(-confidence) / trials);
        }
        return new BetaDistribution(failures + 1.0, (double) trials - failures)
                .inverseCumulativeProbability(confidence);
    }

    /**
     * The share of successes and its two-sided interval: exact, from the same source.
     *
     * @param trials at least 1
     * @param confidence above 0 and below 1
     */
    public static Estimate share(long trials, long successes, double confidence) {
        if (trials < 1) {
            throw new IllegalArgumentException("trials must be at least 1: " + trials);
        }
        double oneSided = (1 + confidence) / 2;
        double low = 1 - upperBound(trials, trials - successes, oneSided);
        double high = upperBound(trials, successes, oneSided);
        return new Estimate((double) successes / trials, low, high);
    }
}
