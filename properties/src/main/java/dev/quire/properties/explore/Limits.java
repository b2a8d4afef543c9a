package dev.quire.properties.explore;

/**
 * How far an exploration goes.
 *
 * @param depth the most transitions from the first state; {@link Integer#MAX_VALUE}: to the end
 * @param bytes the most that the states may take
 * @param workers the threads that run transitions
 */
public record Limits(int depth, long bytes, int workers) {
    public Limits {
        if (depth < 0) {
            throw new IllegalArgumentException("depth must be at least 0: " + depth);
        }
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be at least 1: " + workers);
        }
    }

    /** To the end, in half of the heap, on one thread. */
    public static Limits none() {
        return new Limits(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2, 1);
    }

    /** The same with another depth. */
    public Limits withDepth(int other) {
        return new Limits(other, bytes, workers);
    }

    /** The same on so many threads. */
    public Limits withWorkers(int other) {
        return new Limits(depth, bytes, other);
    }

    /** The same in so many bytes. */
    public Limits withBytes(long other) {
        return new Limits(depth, other, workers);
    }
}
