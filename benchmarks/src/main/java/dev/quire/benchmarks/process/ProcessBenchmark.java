package dev.quire.benchmarks.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Checked calls a second of one process; an invocation is a sequence. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ProcessBenchmark {
    /** Over pipes, entries lent: nothing happens inside a call. */
    @Benchmark
    public long lent(ProcessSteps steps, ProcessCounters counters)
            throws IOException, InterruptedException {
        return steps.run(counters);
    }

    /** Over pipes, others may act before every access. */
    @Benchmark
    public long stepped(RacingSteps steps, ProcessCounters counters)
            throws IOException, InterruptedException {
        return steps.run(counters);
    }

    /** Over shared memory, others may act before every access. */
    @Benchmark
    public long shared(SharedSteps steps, ProcessCounters counters)
            throws IOException, InterruptedException {
        return steps.run(counters);
    }
}
