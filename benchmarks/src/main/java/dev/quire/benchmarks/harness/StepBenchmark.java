package dev.quire.benchmarks.harness;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Checked steps a second on one thread: generation, both sides and all invariants.
 *
 * <p>An invocation is a sequence; the steps are counted apart, because a few operations of a
 * sequence turn out to be illegal and are skipped.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StepBenchmark {
    /** The harness drives itself. */
    @Benchmark
    public long harness(SequenceSteps sequences, StepCounters counters) {
        return sequences.run(counters);
    }

    /** An action chain of jqwik drives it in the cheapest way: not even jqwik can shrink it. */
    @Benchmark
    public long actionChain(ChainSteps chains, StepCounters counters) {
        return chains.run(counters);
    }

    /** An action chain as jqwik means it: of arbitraries, so that it shrinks what fails. */
    @Benchmark
    public long shrinkableChain(ShrinkableChainSteps chains, StepCounters counters) {
        return chains.run(counters);
    }

    /** Without generation: running and checking alone. */
    @Benchmark
    public long recorded(RecordedSteps sequence, StepCounters counters) {
        return sequence.run(counters);
    }

    /** Nothing happens inside calls. */
    @Benchmark
    public long quiet(QuietSteps sequences, StepCounters counters) {
        return sequences.run(counters);
    }

    /** Running and checking alone, where nothing happens inside calls. */
    @Benchmark
    public long quietRecorded(QuietRecordedSteps sequence, StepCounters counters) {
        return sequence.run(counters);
    }

    /** The same sequences on a machine without TLBs. */
    @Benchmark
    public long quietRecordedUnkept(QuietRecordedStepsUnkept sequence, StepCounters counters) {
        return sequence.run(counters);
    }

    /** At each access of each call something may happen, and does at one in four. */
    @Benchmark
    public long racing(RacingSteps sequences, StepCounters counters) {
        return sequences.run(counters);
    }

    /** All sequences in one configuration: what is left of the bytes is what steps allocate. */
    @Benchmark
    public long oneConfiguration(SequenceSteps sequences, StepCounters counters) {
        return sequences.runInOneConfiguration(counters);
    }

    /** The operations of such sequences and their acts made again, for the bytes they take. */
    @Benchmark
    public long operations(RecordedSteps sequence, StepCounters counters, Blackhole sink) {
        return sequence.copy(counters, sink::consume);
    }
}
