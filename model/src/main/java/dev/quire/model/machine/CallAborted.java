package dev.quire.model.machine;

/** Unwinds a call that must not go on; carries nothing but its reason and is made once for each. */
public final class CallAborted extends RuntimeException {
    /** The call has used up its accesses. */
    public static final CallAborted ENDLESS = new CallAborted("too many accesses");

    /** The call has looked too often at an entry while nobody stored to any. */
    public static final CallAborted UNCHANGED = new CallAborted("nobody changes what it looks at");

    /** The call reached for a slot that is none of its own. */
    public static final CallAborted OUT_OF_RANGE = new CallAborted("a slot out of range");

    /** Another CPU is to run first; the call goes on later. */
    public static final CallAborted PREEMPTED = new CallAborted("preempted");

    /** Whether the call does not come to its end. */
    public boolean endless() {
        return this == ENDLESS || this == UNCHANGED;
    }

    private CallAborted(String reason) {
        super(reason, null, false, false);
    }
}
