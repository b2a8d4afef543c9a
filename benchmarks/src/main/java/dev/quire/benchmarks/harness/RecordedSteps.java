package dev.quire.benchmarks.harness;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.generate.Races;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The sequences of one configuration, generated beforehand: what is left of a step is running and
 * checking it.
 */
@State(Scope.Thread)
public class RecordedSteps {
    /** Operations of a sequence. */
    @Param("1000")
    public int length;

    /** What others do inside calls. */
    Races races = Races.SOME;

    /** Whether CPUs keep translations. */
    boolean keeps = true;

    private final List<List<Step>> sequences = new ArrayList<>();
    private LockStep run;
    private int next;

    /** Generates the sequences by running them. */
    @Setup
    public void record() {
        SequenceRunner runner =
                new SequenceRunner(
                        Subjects.CONTPTE,
                        Machines.named(SequenceSteps.MACHINE),
                        SequenceSteps.SEED,
                        length,
                        races);
        for (int number = 0; number < SequenceRunner.SEQUENCES_PER_SCENE; number++) {
            sequences.add(runner.steps(number));
        }
        run = new LockStep(runner.setup(), Subjects.CONTPTE);
        if (!keeps) {
            run.tlb().keepNone();
        }
    }

    private List<Step> next() {
        List<Step> sequence = sequences.get(next);
        next = (next + 1) % sequences.size();
        return sequence;
    }

    /** Runs the next sequence from empty tables; its steps. */
    long run(StepCounters counters) {
        List<Step> steps = next();
        run.reset();
        for (int i = 0; i < steps.size(); i++) {
            if (run.step(steps.get(i)) != Outcome.PASSED) {
                throw new AssertionError("a recorded step must pass: " + i);
            }
        }
        counters.steps += run.steps();
        return run.steps();
    }

    /** Makes the operations of the next sequence and their acts again, and nothing else. */
    long copy(StepCounters counters, Consumer<Object> sink) {
        List<Step> steps = next();
        for (int i = 0; i < steps.size(); i++) {
            sink.accept(copy(steps.get(i).operation()));
            sink.accept(copy(steps.get(i).acts()));
        }
        counters.steps += steps.size();
        return steps.size();
    }

    private static Operation copy(Operation operation) {
        return operation.withCpu(operation.cpu());
    }

    private static List<Act> copy(List<Act> acts) {
        return switch (acts.size()) {
            case 0 -> List.of();
            case 1 -> List.of(copy(acts.get(0)));
            case 2 -> List.of(copy(acts.get(0)), copy(acts.get(1)));
            default -> List.of(copy(acts.get(0)), copy(acts.get(1)), copy(acts.get(2)));
        };
    }

    private static Act copy(Act act) {
        return new Act(act.access(), copy(act.operation()));
    }
}
