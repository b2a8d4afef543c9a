package dev.quire.properties.sequence;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.generate.Acts;
import dev.quire.properties.generate.Operations;
import dev.quire.properties.generate.Races;
import dev.quire.properties.generate.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One configuration and one sequence out of choices, and what became of them in lock step. */
public final class GeneratedRun {
    private final Subject subject;
    private final LockStep run;
    private final Operations operations;
    private final List<Step> steps = new ArrayList<>();

    private GeneratedRun(Subject subject, Scene scene) {
        this.subject = subject;
        this.run = new LockStep(scene.setup(), subject);
        this.operations = new Operations(scene, run);
    }

    /** Runs up to {@code length} operations, to the first that fails. */
    public static GeneratedRun of(
            Choices choices, MachineSpec machine, Subject subject, int length) {
        GeneratedRun made = new GeneratedRun(subject, Scene.choose(choices, machine));
        Acts acts = new Acts(made.operations, machine.geometry().blockEntries(), Races.SOME);
        Outcome outcome = Outcome.PASSED;
        int tries = 0;
        while (tries++ < length && outcome != Outcome.FAILED && outcome != Outcome.ILLEGAL_ACT) {
            Operation operation = made.operations.next(choices);
            List<Act> inside = acts.inside(operation, choices);
            outcome = made.run.step(operation, inside);
            if (outcome != Outcome.ILLEGAL) {
                made.steps.add(new Step(operation, inside));
            }
        }
        return made;
    }

    /** Another operation for the state that it has reached; almost always a legal one. */
    public Operation next(Choices choices) {
        return operations.next(choices);
    }

    public Subject subject() {
        return subject;
    }

    public Setup setup() {
        return run.setup();
    }

    /** The steps that ran, the failing one last. */
    public List<Step> steps() {
        return steps;
    }

    /** The runner, with the state that was reached. */
    public LockStep state() {
        return run;
    }

    public boolean passed() {
        return !run.failed();
    }

    /** Why it failed, if it did. */
    public Optional<Verdict> verdict() {
        return passed() ? Optional.empty() : Optional.of(run.verdict());
    }

    @Override
    public String toString() {
        return subject.name()
                + " on "
                + setup().machine().text()
                + ", "
                + steps.size()
                + " steps: "
                + verdict().map(Verdict::text).orElse("passed");
    }
}
