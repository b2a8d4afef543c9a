package dev.quire.reports.results;

/** How a test ended, in Allure's words; {@code UNKNOWN} is a result file that does not say. */
public enum Status {
    PASSED("passed"),
    FAILED("failed"),
    BROKEN("broken"),
    SKIPPED("skipped"),
    UNKNOWN("unknown");

    private final String text;

    Status(String text) {
        this.text = text;
    }

    /** The word that result files and reports use. */
    public String text() {
        return text;
    }

    /** Whether the test found something wrong: an assertion failed, or the test itself broke. */
    public boolean isRed() {
        return this == FAILED || this == BROKEN;
    }
}
