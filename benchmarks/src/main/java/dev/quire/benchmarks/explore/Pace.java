package dev.quire.benchmarks.explore;

import java.util.Locale;

/** The runs of one explorer: how many distinct states a second it visits. */
final class Pace {
    private final String name;
    private long states;
    private double seconds;
    private double best;

    Pace(String name) {
        this.name = name;
    }

    /** One more run. */
    void add(long distinct, double time) {
        states += distinct;
        seconds += time;
        best = Math.max(best, distinct / time);
    }

    /** Distinct states a second over all runs. */
    double mean() {
        return states / seconds;
    }

    /** Distinct states a second of the best run, which others on the machine disturbed least. */
    double best() {
        return best;
    }

    /** One row of a table. */
    String text() {
        return String.format(Locale.ROOT, "%-58s %,14.0f %,14.0f", name, mean(), best);
    }
}
