package dev.quire.benchmarks;

import java.util.Locale;

/**
 * A quotient of two figures of one run, and what it must be.
 *
 * @param score the quotient of the mean scores, which is judged
 * @param best the quotient of the best iterations, which noise on the machine disturbs less
 * @param least what it must be at least; NaN where there is no such bound
 * @param most what it must be at most; NaN where there is no such bound
 */
public record Ratio(String name, double score, double best, double least, double most) {
    /** One that must be at least so much. */
    public static Ratio atLeast(String name, double score, double best, double least) {
        return new Ratio(name, score, best, least, Double.NaN);
    }

    static Ratio atMost(String name, double score, double best, double most) {
        return new Ratio(name, score, best, Double.NaN, most);
    }

    /** A quotient that is only told. */
    public static Ratio told(String name, double score, double best) {
        return new Ratio(name, score, best, Double.NaN, Double.NaN);
    }

    /** Whether the bound holds, if there is one. */
    public boolean holds() {
        return !(score < least) && !(score > most);
    }

    /** One row of a table. */
    public String text() {
        String bound = "";
        if (!Double.isNaN(least)) {
            bound = String.format(Locale.ROOT, ">= %,.2f", least);
        } else if (!Double.isNaN(most)) {
            bound = String.format(Locale.ROOT, "<= %,.2f", most);
        }
        String verdict = bound.isEmpty() ? "" : holds() ? "holds" : "DOES NOT HOLD";
        return String.format(
                        Locale.ROOT,
                        "%-58s %,14.2f %,14.2f  %-15s %s",
                        name,
                        score,
                        best,
                        bound,
                        verdict)
                .stripTrailing();
    }
}
