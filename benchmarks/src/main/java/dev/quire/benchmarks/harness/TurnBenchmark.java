package dev.quire.benchmarks.harness;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Pairs of {@link StepBenchmark} in one process: an invocation is a sequence of each. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TurnBenchmark {
    /** With races at each access of each call, and without any. */
    @Benchmark
    public long races(RacingSteps racing, QuietSteps quiet, Turns turns) {
        return turns.take(racing::run, quiet::run);
    }

    /** With TLBs and without; without races. */
    @Benchmark
    public long translations(
            QuietRecordedSteps kept, QuietRecordedStepsUnkept unkept, Turns turns) {
        return turns.take(kept::run, unkept::run);
    }

    /** The harness, and an action chain as jqwik means it. */
    @Benchmark
    public long chains(SequenceSteps sequences, ShrinkableChainSteps chains, Turns turns) {
        return turns.take(sequences::run, chains::run);
    }
}
