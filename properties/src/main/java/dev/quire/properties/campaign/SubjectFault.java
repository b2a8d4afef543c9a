package dev.quire.properties.campaign;

/** A subject that could not be run to a verdict: it broke off, or it keeps state. */
public final class SubjectFault extends RuntimeException {
    SubjectFault(String message) {
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
