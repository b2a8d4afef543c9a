package dev.quire.model.subject;

import dev.quire.model.machine.Port;

/** A lockless read that stands where its port ends it, and goes on from there: for one CPU. */
public interface StandingRead {
    /** The next run begins another; one that stands is given up then. */
    void begin();

    /**
     * Begins it, or goes on with the access at which it stands.
     *
     * @return the value of the entry, as {@code ptep_get_lockless} returns it
     * @throws dev.quire.model.machine.CallAborted as the port throws it: it stands
     */
    long run(Port port, int slot);
}
