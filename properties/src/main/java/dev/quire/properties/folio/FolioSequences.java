package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioAct;
import dev.quire.model.folio.lockstep.FolioDifference;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.folio.lockstep.TwoFolios;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.TwoSubjects.Meeting;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.choice.SeededChoices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Generates and runs sequences by their number: the same seed, number and length give the same
 * sequence, whatever ran before. For one thread.
 */
public final class FolioSequences {
    private final Optional<TwoFolios> both;
    private final FolioLockStep run;
    private final FolioOperations operations;
    private final FolioActs acts;
    private final long seed;
    private final int length;
    private final SeededChoices choices = new SeededChoices(0);
    private boolean passed = true;
    private boolean parted;

    /** Sequences of {@code length} operations each. */
    public FolioSequences(FolioSubject subject, FolioMachine machine, long seed, int length) {
        this(new FolioTarget(subject, machine), seed, length);
    }

    /**
     * The same of a target: where it is compared with another one, sequences are drawn from the
     * state of the first, and fail where the two differ.
     */
    FolioSequences(FolioTarget target, long seed, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1: " + length);
        }
        this.both = target.pair().map(pair -> pair.open(target.machine()));
        this.run =
                both.map(TwoFolios::first)
                        .orElseGet(() -> new FolioLockStep(target.machine(), target.subject()));
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
        both.ifPresent(TwoFolios::reset);
        operations.begin(chosen);
        passed = true;
        parted = false;
        for (int i = 0; i < length && passed && !parted; i++) {
            FolioOperation operation = operations.next(chosen);
            List<FolioAct> inside = acts.inside(operation, chosen);
            boolean legal = both.isEmpty() ? step(operation, inside) : meet(operation, inside);
            if (record != null && legal) {
                record.add(new FolioStep(operation, inside));
            }
        }
        return passed;
    }

    private boolean step(FolioOperation operation, List<FolioAct> inside) {
        Outcome outcome = run.step(operation, inside);
        passed = outcome != Outcome.FAILED;
        return outcome != Outcome.ILLEGAL;
    }

    private boolean meet(FolioOperation operation, List<FolioAct> inside) {
        Meeting meeting = both.orElseThrow().step(operation, inside);
        passed = meeting != Meeting.DIFFERENT;
        parted = meeting == Meeting.PARTED;
        return meeting != Meeting.ILLEGAL;
    }

    /** How the two differ that the last sequence told apart. */
    FolioDifference difference() {
        return both.orElseThrow().difference();
    }

    /** Whether the last sequence ended early: the rules left a choice, and the two chose. */
    boolean parted() {
        return parted;
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
