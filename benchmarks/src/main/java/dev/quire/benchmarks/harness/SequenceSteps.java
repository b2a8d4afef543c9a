package dev.quire.benchmarks.harness;

import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.campaign.Coverage;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.generate.Races;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Generated sequences by number, run by the harness as a campaign's worker runs them. */
@State(Scope.Thread)
public class SequenceSteps {
    static final long SEED = 1;
    static final String MACHINE = "arm64-4k";

    /** Operations of a sequence. */
    @Param("1000")
    public int length;

    /** What others do inside calls. */
    Races races = Races.SOME;

    private SequenceRunner runner;
    private long number;

    /** Runs the next sequence; how many of its operations were legal. */
    long run(StepCounters counters) {
        return run(number++, counters);
    }

    /** Runs one of the first sequences, which share a configuration. */
    long runInOneConfiguration(StepCounters counters) {
        return run(number++ % SequenceRunner.SEQUENCES_PER_SCENE, counters);
    }

    private long run(long chosen, StepCounters counters) {
        if (runner == null) {
            runner =
                    new SequenceRunner(
                            Subjects.CONTPTE, Machines.named(MACHINE), SEED, length, races);
        }
        Coverage coverage = runner.coverage();
        long before = coverage.steps();
        if (!runner.run(chosen)) {
            throw new AssertionError("the subject must pass: " + runner.verdict());
        }
        long steps = coverage.steps() - before;
        counters.add(steps, coverage.meanNr(), coverage.foldedShare());
        return steps;
    }
}
