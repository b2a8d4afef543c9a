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
import dev.quire.model.operation.Operation;
import dev.quire.model.range.RangeApi;

/**
 * The lockless read of another CPU inside a call: whole at one access of the call, or in pieces at
 * several. One at a time; a piece that is left when the call ends runs then.
 */
final class LocklessActs {
    private final RangeApi api;
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final BlockView view;
    private final Checks checks;
    private final GoalWatch goals;
    private final MachinePort port;
    private final PreemptedRead read;
    private final StepRecord step = new StepRecord();
    private final Moments moments = new Moments();
    private boolean open;
    private int pieces;

    LocklessActs(
            RangeApi api,
            Checks.Context context,
            Checks checks,
            GoalWatch goals,
            MachinePort.FrameOwners owners) {
        this.api = api;
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.view = new BlockView(geometry, encoding, memory);
        this.checks = checks;
        this.goals = goals;
        this.port =
                new MachinePort(
                        context.setup().machine(), memory, context.tlb(), context.log(), owners);
        this.read = new PreemptedRead(port);
    }

    /** A call begins. */
    void clear() {
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

    /** Another CPU has changed something: the read that is under way spans what its slot holds. */
    void moment() {
        if (open) {
            moments.add(
                    encoding.meaning(memory.raw(step.slot)),
                    view.young(step.slot),
                    view.dirty(step.slot));
        }
    }

    /**
     * A read begins, after the end of one that was left.
     *
     * @return why it was ended, or null
     */
    CallAborted begin(Operation act, StepRecord outer) {
        CallAborted before = finish(outer);
        if (before != null) {
            return before;
        }
        step.begin(act, memory.slot(act.mm(), act.addr()));
        moments.clear();
        read.begin();
        open = true;
        pieces = 0;
        int lowest = geometry.blockStart(step.slot);
        boolean atRest = outer.call.reads();
        int accessesMax = atRest ? MachinePort.ACCESSES_MAX : 64 + 8 * geometry.blockEntries();
        port.begin(act.cpu(), accessesMax, lowest, lowest + geometry.blockEntries() - 1);
        return goOn(act, outer);
    }

    /** It goes on, if one of this CPU is under way. */
    CallAborted resume(Operation act, StepRecord outer) {
        return open && act.cpu() == step.operation.cpu() ? goOn(act, outer) : null;
    }

    /** What is left of a read runs to its end. */
    CallAborted finish(StepRecord outer) {
        return open ? goOn(Integer.MAX_VALUE, outer) : null;
    }

    private CallAborted goOn(Operation act, StepRecord outer) {
        return goOn(act.value() > 0 ? (int) act.value() : Integer.MAX_VALUE, outer);
    }

    private CallAborted goOn(int reads, StepRecord outer) {
        boolean atRest = outer.call.reads();
        moment();
        read.goOn(reads);
        pieces++;
        try {
            step.result = api.ptepGetLockless(read, step.slot);
            checks.checkLockless(step, moments, atRest);
            goals.locklessInside(outer, step.slot, pieces);
        } catch (CallAborted e) {
            if (e == CallAborted.PREEMPTED) {
                return null;
            }
            open = false;
            checks.checkWarning(port);
            return atRest || e == CallAborted.OUT_OF_RANGE ? e : null;
        }
        open = false;
        checks.checkWarning(port);
        return null;
    }
}
