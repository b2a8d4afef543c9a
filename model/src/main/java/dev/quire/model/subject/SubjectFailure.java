package dev.quire.model.subject;

/** What a subject outside of this JVM did in place of ending its call: a verdict in the making. */
public final class SubjectFailure extends RuntimeException {
    private final transient Kind kind;

    /** A failure of this kind; the message says what was seen last. */
    public SubjectFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What it was. */
    public Kind kind() {
        return kind;
    }

    /** The rows of the protocol's table. */
    public enum Kind {
        /** It exited, or a signal ended it, in the middle of a call. */
        CRASH,
        /** It said nothing for too long. */
        HANG,
        /** It made too many accesses, or looked again and again at what nobody changes. */
        LIVELOCK,
        /** It broke the protocol. */
        PROTOCOL,
        /** A check of its own failed. */
        SELF_CHECK
    }
}
