package dev.quire.benchmarks.harness;

import java.util.function.ToLongFunction;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Two ways to run steps that take turns, sequence by sequence: what disturbs the machine disturbs
 * both. Each one's pace is its steps over its nanoseconds.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Turns {
    /** Checked steps of the first way. */
    public long firstSteps;

    /** Nanoseconds in which it ran them. */
    public long firstNanos;

    /** Checked steps of the second way. */
    public long secondSteps;

    /** Nanoseconds in which it ran them. */
    public long secondNanos;

    private final StepCounters counters = new StepCounters();
    private boolean secondBegins;

    /** Runs a sequence in each way; who begins changes every time. */
    long take(ToLongFunction<StepCounters> first, ToLongFunction<StepCounters> second) {
        secondBegins = !secondBegins;
        long start = System.nanoTime();
        long steps = (secondBegins ? second : first).applyAsLong(counters);
        long middle = System.nanoTime();
        long stepsAfter = (secondBegins ? first : second).applyAsLong(counters);
        long end = System.nanoTime();
        firstSteps += secondBegins ? stepsAfter : steps;
        firstNanos += secondBegins ? end - middle : middle - start;
        secondSteps += secondBegins ? steps : stepsAfter;
        secondNanos += secondBegins ? middle - start : end - middle;
        return steps + stepsAfter;
    }
}
