package dev.quire.model.subject;

import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.RangeApi;
import dev.quire.model.range.Setup;
import java.util.Optional;

/**
 * An implementation under test.
 *
 * @param name as traces and the command line write it
 * @param sentence what it is
 * @param contVisible whether its reads may show the contiguous bit; its setters ignore it then
 * @param foldsExactly whether it folds whenever it may, which is checked then
 */
public record Subject(
        String name, String sentence, RangeApi api, boolean contVisible, boolean foldsExactly) {
    /** Its API for one run; one that runs outside of this JVM is told the configuration. */
    public RangeApi open(Setup setup, Memory memory) {
        return api instanceof RemoteApi remote ? remote.open(setup, memory) : api;
    }

    /** Tells an API that {@link #open} returned that a sequence begins. */
    public static void restart(RangeApi opened) {
        if (opened instanceof RemoteApi remote) {
            remote.restart();
        }
    }

    /** The read of a CPU that stands where it is preempted, if an opened API knows such a thing. */
    public static Optional<StandingRead> standing(RangeApi opened, int cpu) {
        return opened instanceof RemoteApi remote ? remote.standing(cpu) : Optional.empty();
    }

    /** Whether it has all the functions that an operation calls. */
    public boolean offers(Operation operation) {
        return !(api instanceof RemoteApi remote) || remote.offers(operation);
    }

    /** How often a call may look at an entry while nobody stores to any. */
    public int retriesMax() {
        return api instanceof RemoteApi remote ? remote.retriesMax() : MachinePort.RETRIES_MAX;
    }

    /** Whether it keeps nothing but entries, so that a state can be put back in these alone. */
    public boolean stateless() {
        return !(api instanceof RemoteApi remote) || remote.stateless();
    }

    /** Whether it runs outside of this JVM, so that others may end it or slow it down. */
    public boolean remote() {
        return api instanceof RemoteApi;
    }

    /** The same subject for another thread; to be closed there. */
    public Subject apart() {
        return api instanceof RemoteApi remote
                ? new Subject(name, sentence, remote.apart(), contVisible, foldsExactly)
                : this;
    }

    /** Whether to wait for it no longer than its good calls suggest. */
    public void hurry(boolean hurries) {
        if (api instanceof RemoteApi remote) {
            remote.hurry(hurries);
        }
    }

    /** Ends what runs outside of this JVM. */
    public void close() {
        if (api instanceof RemoteApi remote) {
            remote.close();
        }
    }
}
