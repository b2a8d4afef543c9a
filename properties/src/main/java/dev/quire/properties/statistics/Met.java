package dev.quire.properties.statistics;

/** The pairs that one sequence met, each once, in the order in which it met them. */
public final class Met {
    /** No pair. */
    public static final Met NOTHING = new Met(new short[0]);

    private final short[] pairs;

    Met(short[] pairs) {
        this.pairs = pairs;
    }

    /** How many different ones. */
    public int count() {
        return pairs.length;
    }

    /** The number of one of them. */
    public int pair(int index) {
        return pairs[index];
    }
}
