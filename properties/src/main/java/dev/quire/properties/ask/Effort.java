package dev.quire.properties.ask;

/**
 * What an answer may cost.
 *
 * @param seed of generated workloads
 * @param steps of each generated workload, at least 1
 * @param states that each search may visit, at least 1
 */
public record Effort(long seed, int steps, int states) {
    /** Operations of a generated workload, if nobody says otherwise. */
    public static final int STEPS = 20_000;

    /** States of a search, if nobody says otherwise. */
    public static final int STATES = 1_000_000;

    public Effort {
        if (steps < 1 || states < 1) {
            throw new IllegalArgumentException(
                    "steps and states must be at least 1: steps=" + steps + " states=" + states);
        }
    }
}
