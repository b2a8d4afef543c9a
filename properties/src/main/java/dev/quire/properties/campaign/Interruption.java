package dev.quire.properties.campaign;

/** A wish to end early: made once, from any thread, and seen by all who work. */
public final class Interruption {
    private volatile boolean requested;

    /** Makes the wish. */
    public void request() {
        requested = true;
    }

    /** Whether it was made. */
    public boolean requested() {
        return requested;
    }
}
