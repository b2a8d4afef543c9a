package dev.quire.model.machine;

/** Unwinds a call that has used up its accesses; carries nothing and is made once. */
public final class CallAborted extends RuntimeException {
    static final CallAborted INSTANCE = new CallAborted();

    private CallAborted() {
        super("the call was aborted", null, false, false);
    }
}
