package dev.quire.benchmarks.process;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the process was asked; JMH reports it as a rate. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class ProcessCounters {
    /** Calls that the process ran: steps that are not hardware's. */
    public long calls;
}
