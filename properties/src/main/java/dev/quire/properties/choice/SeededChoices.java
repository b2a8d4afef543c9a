package dev.quire.properties.choice;

/**
 * Choices from a seed: the same on every JDK and machine.
 *
 * <p>SplitMix64 of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA
 * 2014), written out so that no library decides what a seed means.
 */
public final class SeededChoices implements Choices {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private long state;

    public SeededChoices(long seed) {
        state = seed;
    }

    /** The seed of a run's part, such as its sequence of this number. */
    public static long part(long seed, long number) {
        return mix(seed + STEP * (number + 1));
    }

    /** Starts again from a seed. */
    public void restart(long seed) {
        state = seed;
    }

    @Override
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a bound must be at least 1: " + bound);
        }
        state += STEP;
        return (int) ((mix(state) >>> 32) * bound >>> 32);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
