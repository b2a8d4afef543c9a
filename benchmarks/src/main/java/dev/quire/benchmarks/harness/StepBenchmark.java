package dev.quire.benchmarks.harness;

import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

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

    /** An action chain of jqwik drives it, in the cheapest way; arguments do not shrink. */
    @Benchmark
    public long actionChain(ChainSteps chains, StepCounters counters) {
        return chains.run(counters);
    }

    /** The same, with choices that jqwik can shrink. */
    @Benchmark
    public long shrinkableChain(ShrinkableChainSteps chains, StepCounters counters) {
        return chains.run(counters);
    }

    /** Without generation: running and checking alone. */
    @Benchmark
    public long recorded(RecordedSteps sequence, StepCounters counters) {
        return sequence.run(counters);
    }

    /** One operation, for the bytes that it takes. */
    @Benchmark
    public Operation operation() {
        return Operation.of(Call.PTEP_GET, 1, 0, 1);
    }
}
