package dev.quire.benchmarks.harness;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.generate.Acts;
import dev.quire.properties.generate.Operations;
import dev.quire.properties.generate.Scene;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One sequence, generated beforehand: what is left of a step is running and checking it. */
@State(Scope.Thread)
public class RecordedSteps {
    private static final int LENGTH = 1000;

    private final List<Step> steps = new ArrayList<>(LENGTH);
    private LockStep run;

    /** Generates the sequence by running it. */
    @Setup
    public void record() {
        SeededChoices choices = new SeededChoices(SequenceSteps.SEED);
        Scene scene = Scene.choose(choices, Machines.named(SequenceSteps.MACHINE));
        run = new LockStep(scene.setup(), Subjects.CONTPTE);
        Operations operations = new Operations(scene, run);
        Acts acts = new Acts(operations, scene.setup().machine().geometry().blockEntries());
        for (int i = 0; i < LENGTH; i++) {
            Operation operation = operations.next(choices);
            List<Act> inside = acts.inside(operation, choices);
            if (run.step(operation, inside) == Outcome.PASSED) {
                steps.add(new Step(operation, inside));
            }
        }
    }

    /** Runs the sequence again from empty tables; its steps. */
    long run(StepCounters counters) {
        run.reset();
        for (int i = 0; i < steps.size(); i++) {
            if (run.step(steps.get(i)) != Outcome.PASSED) {
                throw new AssertionError("harness bug: a recorded step must pass: " + i);
            }
        }
        counters.steps += run.steps();
        return run.steps();
    }
}
