package dev.quire.model.harness;

import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.Checks;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Walker;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.Bounds;
import dev.quire.model.reference.Reference;
import java.util.Arrays;

/** The hardware accesses of one step, and what the reference must know of those that completed. */
final class HardwareActs {
    private final Geometry geometry;
    private final Memory memory;
    private final Walker walker;
    private final StepLog log;
    private final Reference reference;
    private final GoalWatch goals;

    private int completed;
    private int[] accessed = new int[4];
    private int[] raised = new int[4];
    private boolean marked;

    HardwareActs(
            Geometry geometry,
            Memory memory,
            Walker walker,
            StepLog log,
            Reference reference,
            GoalWatch goals) {
        this.geometry = geometry;
        this.memory = memory;
        this.walker = walker;
        this.log = log;
        this.reference = reference;
        this.goals = goals;
    }

    void clear() {
        completed = 0;
        marked = false;
    }

    /** Whether another descriptor than an accessed page's own was marked. */
    boolean markedNeighbour() {
        return marked;
    }

    /** One access: it completes, or faults and changes nothing. */
    void act(Operation act, StepRecord step) {
        int slot = memory.slot(act.mm(), act.addr());
        long through = act.value();
        int used = through >= 0 && through < memory.slots() ? (int) through : slot;
        int stores = log.stores();
        if (!walker.access(act.cpu(), kind(act.call()), slot, used)) {
            goals.faulted();
            return;
        }
        marked |= log.stores() > stores && log.slot(stores) != slot;
        if (completed == accessed.length) {
            accessed = Arrays.copyOf(accessed, 2 * completed);
            raised = Arrays.copyOf(raised, 2 * completed);
        }
        accessed[completed] = slot;
        raised[completed++] = Bounds.exactly(true, act.call() == Call.WRITE);
        step.actsCompleted = completed;
    }

    private static int kind(Call call) {
        return switch (call) {
            case READ -> Walker.READ;
            case WRITE -> Walker.WRITE;
            case EXECUTE -> Walker.EXECUTE;
            default -> throw new AssertionError("harness bug: not hardware: " + call);
        };
    }

    /** What hardware did must show, but for what the call clears on the block just then. */
    void raise(StepRecord step, int mask) {
        for (int i = 0; i < completed; i++) {
            int bits = raised[i] & mask;
            int block = geometry.blockStart(accessed[i]);
            boolean touched =
                    block >= geometry.blockStart(step.slot)
                            && block <= geometry.blockStart(step.end - 1);
            int flags = step.operation.flags();
            if (touched && step.call.clearsYoung(flags)) {
                bits &= ~Bounds.MUST_YOUNG;
            }
            if (touched && step.call.clearsDirty(flags)) {
                bits &= ~Bounds.MUST_DIRTY;
            }
            reference.raise(accessed[i], bits);
        }
    }

    /** Judges the blocks that were accessed, as {@link Checks#checkAccessed} does. */
    void check(Checks checks, StepRecord step, Checks.Eye eye) {
        for (int i = 0; i < completed; i++) {
            checks.checkAccessed(step, accessed[i], eye);
        }
    }
}
