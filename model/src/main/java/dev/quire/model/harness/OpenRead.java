package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.invariant.Checks;
import dev.quire.model.invariant.Moments;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.CallAborted;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.RangeApi;
import dev.quire.model.subject.StandingRead;
import dev.quire.model.subject.Subject;
import java.util.Optional;

/**
 * The lockless read of one CPU: whole, or in pieces at several accesses of several calls.
 *
 * <p>One that begins in pieces stands between them, if its API knows such a thing; else, as one
 * that was not to be cut, it runs again up to where it was.
 *
 * <p>It is judged when it ends, on every value that its slot held since it began. Young and dirty
 * are judged only where it ends at rest and no call stored to its block meanwhile: a block that
 * changes entry by entry shows them as no moment did.
 */
final class OpenRead {
    private final RangeApi api;
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final StepLog log;
    private final BlockView view;
    private final Checks checks;
    private final GoalWatch goals;
    private final MachinePort port;
    private final PreemptedRead read;
    private Optional<StandingRead> standing = Optional.empty();
    private final StepRecord step = new StepRecord();
    private final Moments moments = new Moments();
    private boolean begun;
    private boolean open;
    private int pieces;
    private int storesSeen;
    private boolean disturbed;
    private int cuts;
    private int cutIn;

    OpenRead(RangeApi api, int retriesMax, Checks.Context context, Checks checks, GoalWatch goals) {
        this.api = api;
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.log = context.log();
        this.view = new BlockView(geometry, encoding, memory);
        this.checks = checks;
        this.goals = goals;
        this.port =
                new MachinePort(
                        context.setup().machine(),
                        memory,
                        context.tlb(),
                        log,
                        new FolioOwners(context.folios()));
        port.retriesMax(retriesMax);
        this.read = new PreemptedRead(port);
    }

    boolean isOpen() {
        return open;
    }

    /** Whether a resume goes on with it, the last one that its CPU began. */
    boolean isNamedBy(Operation resume) {
        return begun
                && step.operation.mm() == resume.mm()
                && step.operation.addr() == resume.addr();
    }

    /** How many reads it has made. */
    int reads() {
        return read.reads();
    }

    /** Forgets it; it is not judged. */
    void drop() {
        begun = false;
        open = false;
    }

    /** What is under way, or was last. */
    StepRecord step() {
        return step;
    }

    /** The port of what is under way, or was last. */
    MachinePort port() {
        return port;
    }

    void begin(Operation operation) {
        step.begin(operation, memory.slot(operation.mm(), operation.addr()));
        moments.clear();
        standing =
                operation.value() > 0 ? Subject.standing(api, operation.cpu()) : Optional.empty();
        standing.ifPresent(StandingRead::begin);
        read.begin(standing.isPresent());
        begun = true;
        open = true;
        pieces = 0;
        storesSeen = log.stores();
        disturbed = false;
        cuts = 0;
        cutIn = -1;
    }

    void beforeLogIsCleared() {
        if (open) {
            look();
            storesSeen = 0;
        }
    }

    /** Takes in what was stored since it last looked. */
    private void look() {
        for (; storesSeen < log.stores(); storesSeen++) {
            int slot = log.slot(storesSeen);
            boolean here = geometry.blockStart(slot) == geometry.blockStart(step.slot);
            disturbed |= here && log.kind(storesSeen) != StepLog.HARDWARE;
            if (slot == step.slot) {
                long pte = log.next(storesSeen);
                boolean present = encoding.present(pte);
                moments.addNew(
                        encoding.meaning(pte),
                        present && encoding.young(pte),
                        present && encoding.dirty(pte));
            }
        }
        moments.addNew(
                encoding.meaning(memory.raw(step.slot)),
                view.young(step.slot),
                view.dirty(step.slot));
    }

    /**
     * It goes on; in the middle of a change, where it may rightly spin, for a while and no more.
     *
     * @param reads for so many reads; 0: to its end
     * @param cut the number of the call that it cuts in its middle, else -1
     * @return why the run must fail, or null
     */
    CallAborted goOn(long reads, StepRecord outer, int cut) {
        boolean atRest = outer.call.reads();
        look();
        read.goOn(reads > 0 ? (int) reads : Integer.MAX_VALUE);
        pieces++;
        if (cut >= 0 && cut != cutIn) {
            cutIn = cut;
            cuts++;
        }
        int lowest = geometry.blockStart(step.slot);
        int accessesMax = atRest ? MachinePort.ACCESSES_MAX : 64 + 8 * geometry.blockEntries();
        port.begin(step.operation.cpu(), accessesMax, lowest, lowest + geometry.blockEntries() - 1);
        CallAborted why = null;
        try {
            step.result =
                    standing.isPresent()
                            ? standing.get().run(read, step.slot)
                            : api.ptepGetLockless(read, step.slot);
            open = false;
            checks.checkLockless(step, moments, atRest && !disturbed);
            goals.locklessInside(step.slot, pieces, cuts);
        } catch (CallAborted e) {
            boolean stands = e == CallAborted.PREEMPTED || e.endless() && !atRest;
            open = stands;
            why = stands ? null : e;
        }
        checks.checkWarning(port);
        return why;
    }
}
