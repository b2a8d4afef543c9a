package dev.quire.benchmarks.harness;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What the steps of a benchmark came to. JMH reports each field as a rate; a quotient of two of
 * them is a figure of the workload.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class StepCounters {
    /** Checked steps, illegal ones not counted. */
    public long steps;

    /** Over {@link #steps}: the mean slots of a call's range. */
    public double nr;

    /** Over {@link #steps}: the share of touched blocks that were contiguous. */
    public double folded;

    /** Takes in steps of a workload that had these figures. */
    void add(long stepsRun, double meanNr, double foldedShare) {
        steps += stepsRun;
        nr += stepsRun * meanNr;
        folded += stepsRun * foldedShare;
    }
}
