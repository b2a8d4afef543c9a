package dev.quire.properties.sequence;

/** How much a build runs: {@code -Dquire.effort=N} runs N times as many sequences. */
public final class Effort {
    /** Operations in a sequence. */
    public static final int LENGTH = 60;

    private static final int TIMES = Integer.getInteger("quire.effort", 1);

    private Effort() {}

    /** So many times what a normal build runs. */
    public static int times(int sequences) {
        return sequences * TIMES;
    }
}
