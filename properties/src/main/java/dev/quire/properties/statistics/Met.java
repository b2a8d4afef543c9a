package dev.quire.properties.statistics;

/** The pairs that one sequence met, each once, in the order in which it met them. */
public final class Met {
    /** No pair. */
    public static final Met NOTHING = new Met(new int[0], new int[0]);

    private final int[] pairs;
    private final int[] times;

    Met(int[] pairs, int[] times) {
        this.pairs = pairs;
        this.times = times;
    }

    /** How many different ones. */
    public int count() {
        return pairs.length;
    }

    /** The number of one of them. */
    public int pair(int index) {
        return pairs[index];
    }

    /** How often it was met. */
    public int times(int index) {
        return times[index];
    }
}
