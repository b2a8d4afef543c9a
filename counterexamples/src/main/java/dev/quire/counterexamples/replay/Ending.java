package dev.quire.counterexamples.replay;

/** How a replay ended, beside what the trace is kept for. */
public enum Ending {
    /** It fails as recorded, to the letter: kind, invariant and step. */
    REPRODUCED("reproduced"),

    /** It fails, and no verdict was recorded. */
    FAILED("fails"),

    /** It fails, but not as recorded. */
    DIFFERS("fails differently"),

    /** It does not fail. */
    PASSED("passed");

    /** For reports. */
    public final String words;

    Ending(String words) {
        this.words = words;
    }
}
