package dev.quire.model.subject;

/** A subject that cannot be run at all: there is none, or it does not say hello. */
public final class SubjectUnavailable extends RuntimeException {
    /** Says what was found and what is expected. */
    public SubjectUnavailable(String message) {
        super(message);
    }

    /** The same with its cause. */
    public SubjectUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
