package dev.quire.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One invocation of each benchmark of checked steps: it runs, and the workload is the same. */
class StepBenchmarkTest {
    private static final int LENGTH = 200;
    private static final int INVOCATIONS = 200;

    private final StepBenchmark benchmark = new StepBenchmark();
    private final StepCounters counters = new StepCounters();

    @Test
    void harness_oneSequence_countsItsSteps() {
        SequenceSteps sequences = new SequenceSteps();
        sequences.length = LENGTH;

        long steps = benchmark.harness(sequences, counters);

        assertEquals(steps, counters.steps);
        assertTrue(steps > LENGTH / 2 && steps <= LENGTH, "steps=" + steps);
    }

    @Test
    void quietRecorded_withAndWithoutTlbs_runTheSameSteps() {
        QuietRecordedSteps kept = new QuietRecordedSteps();
        QuietRecordedStepsUnkept unkept = new QuietRecordedStepsUnkept();
        kept.length = LENGTH;
        unkept.length = LENGTH;
        kept.record();
        unkept.record();
        for (int i = 0; i < INVOCATIONS; i++) {
            long steps = benchmark.quietRecorded(kept, counters);
            assertEquals(steps, benchmark.quietRecordedUnkept(unkept, counters));
        }
    }

    @Test
    void actionChain_oneChain_runsToItsEnd() {
        ChainSteps chains = new ChainSteps();
        chains.length = LENGTH;

        long steps = run(chains, 1);

        assertTrue(steps > LENGTH / 2 && steps <= LENGTH, "steps=" + steps);
    }

    @Test
    void shrinkableChain_oneChain_runsToItsEnd() {
        ShrinkableChainSteps chains = new ShrinkableChainSteps();
        chains.length = LENGTH;

        long steps = run(chains, 1);

        assertTrue(steps > LENGTH / 2 && steps <= LENGTH, "steps=" + steps);
    }

    @Test
    void actionChain_manyChains_haveTheWorkloadOfTheHarness() {
        SequenceSteps sequences = new SequenceSteps();
        sequences.length = LENGTH;
        for (int i = 0; i < INVOCATIONS; i++) {
            benchmark.harness(sequences, counters);
        }
        double harness = counters.nr / counters.steps;
        StepCounters driven = new StepCounters();
        ChainSteps chains = new ChainSteps();
        chains.length = LENGTH;
        chains.start();
        for (int i = 0; i < INVOCATIONS; i++) {
            benchmark.actionChain(chains, driven);
        }
        chains.finish();

        assertEquals(harness, driven.nr / driven.steps, harness / 2);
    }

    @Test
    void recorded_twice_runsTheSameSteps() {
        RecordedSteps first = recorded();
        RecordedSteps second = recorded();

        assertEquals(benchmark.recorded(first, counters), benchmark.recorded(second, counters));
    }

    private static RecordedSteps recorded() {
        RecordedSteps sequences = new RecordedSteps();
        sequences.length = LENGTH;
        sequences.record();
        return sequences;
    }

    @Test
    void operations_ofASequence_areAsManyAsItsSteps() {
        List<Object> made = new ArrayList<>();

        long operations = recorded().copy(counters, made::add);

        assertEquals(benchmark.recorded(recorded(), counters), operations);
        assertEquals(operations, made.stream().filter(Operation.class::isInstance).count());
    }

    @Test
    void oneConfiguration_oneSequence_isRun() {
        SequenceSteps sequences = new SequenceSteps();
        sequences.length = LENGTH;

        long steps = benchmark.oneConfiguration(sequences, counters);

        assertTrue(steps > LENGTH / 2 && steps <= LENGTH, "steps=" + steps);
    }

    private long run(ChainSteps chains, int times) {
        chains.start();
        long steps = 0;
        for (int i = 0; i < times; i++) {
            steps += chains.run(counters);
        }
        chains.finish();
        return steps;
    }
}
