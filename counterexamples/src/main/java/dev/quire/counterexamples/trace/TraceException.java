package dev.quire.counterexamples.trace;

/** A trace that cannot be read or run: where, what was found, and what would be right. */
public final class TraceException extends IllegalArgumentException {
    /**
     * A fault in one line.
     *
     * @param file as the user named it
     * @param line counted from 1
     * @param fault what was found, what would be right
     */
    public TraceException(String file, int line, String fault) {
        super(file + ":" + line + ": " + fault);
    }

    public TraceException(String file, int line, String fault, Throwable cause) {
        super(file + ":" + line + ": " + fault, cause);
    }

    /** A fault of the file as a whole. */
    TraceException(String file, String fault, Throwable cause) {
        super(file + ": " + fault, cause);
    }
}
