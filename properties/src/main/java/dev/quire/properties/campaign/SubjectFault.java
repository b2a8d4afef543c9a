package dev.quire.properties.campaign;

import dev.quire.model.subject.SubjectUnavailable;

/** A subject that could not be run to a verdict: it broke off, or it keeps state. */
public final class SubjectFault extends RuntimeException {
    /** It cannot be run at all. */
    SubjectFault(SubjectUnavailable cause) {
        super(cause.getMessage(), cause);
    }

    /** It keeps state, so that what it did does not come again. */
    public SubjectFault(String message) {
        super(message);
    }

    /** It threw what no verdict is made of. */
    public SubjectFault(String where, Throwable cause) {
        super(where + " broke off: " + cause + place(cause), cause);
    }

    private static String place(Throwable cause) {
        StackTraceElement[] frames = cause.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0];
    }
}
