package dev.quire.model.subject;

import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.RangeApi;
import dev.quire.model.range.Setup;
import java.util.Optional;

/**
 * A range API that runs outside of this JVM: it is told the configuration, may lack functions, and
 * may die. For one thread; {@link #apart} makes one for another.
 */
public interface RemoteApi extends RangeApi, AutoCloseable {
    /** The same implementation as a run on this configuration and memory sees it, just begun. */
    RemoteApi open(Setup setup, Memory memory);

    /** A sequence begins: the implementation forgets everything. */
    void restart();

    /** Another instance of the implementation, for another thread. */
    RemoteApi apart();

    /** How often a call may look at an entry while nobody stores to any. */
    int retriesMax();

    /** The read of a CPU that stands where it is preempted; none if it must run again. */
    Optional<StandingRead> standing(int cpu);

    /** Whether it keeps nothing between two accesses. */
    boolean stateless();

    /** Whether it has all the functions that an operation calls. */
    boolean offers(Operation operation);

    /** Whether to wait for answers no longer than the good calls so far suggest. */
    void hurry(boolean hurries);

    /** Ends what runs outside; a later call starts it anew. */
    @Override
    void close();
}
