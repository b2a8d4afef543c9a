package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioAct;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.harness.Outcome;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.choice.SeededChoices;
import java.util.ArrayList;
import java.util.List;

/**
 * Generates and runs sequences by their number: the same seed, number and length give the same
 * sequence, whatever ran before. For one thread.
 */
public final class FolioSequences {
    private final FolioLockStep run;
    private final FolioOperations operations;
    private final FolioActs acts;
    private final long seed;
    private final int length;
    private final SeededChoices choices = new SeededChoices(0);

    /** Sequences of {@code length} operations each. */
    public FolioSequences(FolioSubject subject, FolioMachine machine, long seed, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1: " + length);
        }
        this.run = new FolioLockStep(machine, subject);
        this.operations = new FolioOperations(run);
        this.acts = new FolioActs(run);
        this.seed = seed;
        this.length = length;
    }

    /** Runs the sequence of a number, from 0; whether it passed. */
    public boolean run(long number) {
        choices.restart(SeededChoices.part(seed, number));
        return run(choices, null);
    }

    /** Runs a sequence that somebody else chooses; whether it passed. */
    public boolean run(Choices chosen) {
        return run(chosen, null);
    }

    /** Runs the sequence of a number again; its steps, illegal ones left out. */
    public List<FolioStep> steps(long number) {
        choices.restart(SeededChoices.part(seed, number));
        return steps(choices);
    }

    /** Runs a sequence that somebody else chooses; its steps, illegal ones left out. */
    public List<FolioStep> steps(Choices chosen) {
        List<FolioStep> steps = new ArrayList<>();
        run(chosen, steps);
        return steps;
    }

    private boolean run(Choices chosen, List<FolioStep> record) {
        run.reset();
        operations.begin(chosen);
        for (int i = 0; i < length && !run.failed(); i++) {
            FolioOperation operation = operations.next(chosen);
            List<FolioAct> inside = acts.inside(operation, chosen);
            Outcome outcome = run.step(operation, inside);
            if (record != null && outcome != Outcome.ILLEGAL) {
                record.add(new FolioStep(operation, inside));
            }
        }
        return !run.failed();
    }

    /** The runner, to look at. */
    public FolioLockStep lockStep() {
        return run;
    }

    /** The steps of the last sequence. */
    public int lastSteps() {
        return run.steps();
    }

    /** The goals that the last sequence reached. */
    public long goals() {
        return run.goals().reached();
    }

    /** Why the last sequence failed. */
    public FolioVerdict verdict() {
        return run.verdict();
    }
}
