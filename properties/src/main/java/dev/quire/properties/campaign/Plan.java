package dev.quire.properties.campaign;

import java.util.List;

/**
 * What to hunt over.
 *
 * @param targets take turns, a few sequences each
 * @param seed of all choices
 * @param length operations in a sequence
 * @param budget over all targets and workers
 * @param workers threads; they change nothing about the result of a budget of steps
 */
public record Plan(List<Target> targets, long seed, int length, Budget budget, int workers) {
    /** Operations in a sequence unless a hunt is told otherwise. */
    public static final int LENGTH_DEFAULT = 40;

    public static final int LENGTH_MAX = 100_000;
    public static final int WORKERS_MAX = 1024;

    public Plan {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a hunt must have a target: it has none");
        }
        if (length < 1 || length > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "length must be 1 to " + LENGTH_MAX + ": length=" + length);
        }
        if (workers < 1 || workers > WORKERS_MAX) {
            throw new IllegalArgumentException(
                    "workers must be 1 to " + WORKERS_MAX + ": workers=" + workers);
        }
    }
}
