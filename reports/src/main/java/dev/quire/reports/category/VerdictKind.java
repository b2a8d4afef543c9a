package dev.quire.reports.category;

/**
 * How the message of a red test says what was found: a line of it starts with the words of one
 * kind. The order is the order of the report.
 *
 * <p>The patterns are used by Java here and by Allure in the published report, on the whole message
 * and with {@code ^} matching at each line.
 */
enum VerdictKind {
    /** An invariant is false; each invariant gets a category of its own. */
    INVARIANT("invariant", "invariant[ ]+"),
    /** Subject and reference do not show the same. */
    DIFFERENCE("difference from the reference", "difference(?=[ ]{2}|:)"),
    LIVELOCK("LIVELOCK: retries for ever", "LIVELOCK\\b"),
    HANG("HANG: the process is silent", "HANG\\b"),
    CRASH("CRASH: the process died", "CRASH\\b"),
    PROTOCOL("PROTOCOL: a line cannot be read", "PROTOCOL\\b"),
    SELF_CHECK("SELF-CHECK: failed in the subject", "SELF-CHECK\\b"),
    /** Generation did not get where it must: a green run would prove nothing. */
    GOAL_MISSED("goal missed", "goal missed\\b"),
    /** Ours, not the subject's. */
    HARNESS_BUG("harness bug", "harness bug:");

    private final String title;
    private final String lineStart;

    VerdictKind(String title, String lineStart) {
        this.title = title;
        this.lineStart = lineStart;
    }

    /** The name of the category. */
    String title() {
        return title;
    }

    /** A regular expression for the beginning of a line which names this kind. */
    String lineStart() {
        return lineStart;
    }
}
