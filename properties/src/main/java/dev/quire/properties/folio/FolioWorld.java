package dev.quire.properties.folio;

import dev.quire.model.folio.lockstep.FolioAct;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioRule;
import dev.quire.model.folio.lockstep.FolioState;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.harness.Outcome;
import dev.quire.properties.explore.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Folios on a small machine: the real subject and reference in lock step, each transition with all
 * checks. A transition is an operation alone, or with what another CPU does at one of its points.
 *
 * <p>Transitions after which there are more references, pins, folios or marks than the machine
 * allows are left out. A state and its image under an exchange of the two folios pack into the same
 * words, where each operation is there on both; the CPUs need no exchange, as no state has anything
 * of one of them.
 */
final class FolioWorld implements World {
    private final FolioSmallMachine machine;
    private final FolioRuns runs;
    private final boolean symmetric;
    private final FolioLockStep run;
    private final FolioState state;
    private final List<FolioOperation> operations;
    private final List<FolioStep> alone;
    private final List<List<List<FolioOperation>>> inside;
    private final long[] entered;
    private final long[] now;
    private final long[] image;

    private int number;
    private int others;
    private int point;
    private int points;
    private FolioStep step;
    private boolean stands;
    private boolean moved;
    private long calls;

    FolioWorld(FolioSmallMachine machine, FolioSubject subject, FolioRuns runs, boolean symmetric) {
        this.machine = machine;
        this.runs = runs;
        this.symmetric = symmetric && machine.exchangesFolios();
        run = new FolioLockStep(machine.machine(), subject);
        state = run.state();
        operations = machine.operations();
        alone = operations.stream().map(FolioStep::of).toList();
        inside = operations.stream().map(machine::inside).toList();
        int longs = FolioRuns.padded(state.words());
        entered = new long[longs];
        now = new long[longs];
        image = new long[longs];
    }

    @Override
    public int words() {
        return FolioRuns.words(state.words());
    }

    @Override
    public void initial(long[] to) {
        run.reset();
        state.pack(now, 0);
        runs.learnAll(now);
        runs.pack(now, to);
    }

    @Override
    public void enter(long[] from, int at) {
        runs.unpack(from, at, entered);
        number = -1;
        points = 0;
        stands = false;
    }

    @Override
    public boolean advance() {
        while (next()) {
            if (!stands) {
                state.unpack(entered, 0);
                stands = true;
            }
            boolean bare = step.acts().isEmpty();
            if (bare && run.contract().check(step.operation()) != FolioRule.LEGAL) {
                continue;
            }
            if (machine.redundant(step.operation(), run.pages())) {
                continue;
            }
            Outcome outcome = run.step(step);
            if (outcome == Outcome.ILLEGAL) {
                continue;
            }
            if (outcome == Outcome.FAILED) {
                stands = false;
                return true;
            }
            points = bare ? run.points() : points;
            state.pack(now, 0);
            moved = !Arrays.equals(entered, now);
            stands = !moved;
            if (machine.fits(run)) {
                calls |= 1L << step.operation().call().ordinal();
                return true;
            }
        }
        return false;
    }

    /** The next transition, which may be illegal: an operation, then it with each act inside. */
    private boolean next() {
        if (number >= 0 && nextInside()) {
            return true;
        }
        if (++number == operations.size()) {
            return false;
        }
        others = 0;
        point = -1;
        points = 0;
        step = alone.get(number);
        return true;
    }

    private boolean nextInside() {
        List<List<FolioOperation>> all = inside.get(number);
        if (++point >= points) {
            point = 0;
            others++;
        }
        if (points == 0 || others >= all.size()) {
            return false;
        }
        List<FolioAct> acts = new ArrayList<>();
        all.get(others).forEach(act -> acts.add(new FolioAct(point, act)));
        step = new FolioStep(operations.get(number), acts);
        return true;
    }

    @Override
    public boolean failed() {
        return run.failed();
    }

    @Override
    public boolean moved() {
        return moved;
    }

    @Override
    public boolean pack(long[] to) {
        return runs.pack(symmetric ? lower() : now, to);
    }

    /** Packs the state itself, not an image of it, whose runs must have codes or get them. */
    void packItself(long[] to) {
        runs.learnAll(now);
        runs.pack(now, to);
    }

    /** The state, or its image if that is the lower one. */
    private long[] lower() {
        System.arraycopy(now, 0, image, 0, now.length);
        state.exchangeHalves(image, 0);
        return Arrays.compare(image, now) < 0 ? image : now;
    }

    @Override
    public void learn() {
        runs.learnAll(symmetric ? lower() : now);
    }

    @Override
    public long[] codes() {
        return runs.all();
    }

    @Override
    public void learn(long[] parts) {
        runs.learnAll(parts);
    }

    /** A bit for each call that was a transition, by ordinal. */
    long calls() {
        return calls;
    }

    /** The last transition. */
    FolioStep step() {
        return step;
    }
}
