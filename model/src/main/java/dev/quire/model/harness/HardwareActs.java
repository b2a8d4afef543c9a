package dev.quire.model.harness;

import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.Checks;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
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
    private final Tlb tlb;
    private final Walker walker;
    private final StepLog log;
    private final Checks checks;
    private final Reference reference;
    private final GoalWatch goals;

    private int completed;
    private int[] accessed = new int[4];
    private int[] raised = new int[4];
    private boolean marked;
    private long fillsBefore;
    private int stored;
    private int[] storedSlots = new int[4];
    private int[] storedCpus = new int[4];
    private long[] storedPtes = new long[4];

    HardwareActs(
            MachineSpec spec,
            Memory memory,
            Tlb tlb,
            Walker walker,
            StepLog log,
            Checks checks,
            Reference reference,
            GoalWatch goals) {
        this.geometry = spec.geometry();
        this.memory = memory;
        this.tlb = tlb;
        this.checks = checks;
        this.walker = walker;
        this.log = log;
        this.reference = reference;
        this.goals = goals;
    }

    /** Begins a step. */
    void begin(StepRecord step) {
        checks.before(step);
        completed = 0;
        marked = false;
        stored = 0;
        fillsBefore = tlb.fills();
    }

    /** Whether another descriptor than an accessed page's own was marked. */
    boolean markedNeighbour() {
        return marked;
    }

    /** One access, or one change of what a CPU keeps; false if the access faulted. */
    boolean act(Operation act, StepRecord step) {
        int slot = act == step.operation ? step.slot : memory.slot(act.mm(), act.addr());
        long through = act.value();
        int used = through >= 0 && through < memory.slots() ? (int) through : -1;
        switch (act.call()) {
            case EVICT -> {
                goals.evicted(tlb, act.cpu(), slot);
                tlb.evict(act.cpu(), slot);
            }
            case FILL -> fill(act, step, slot, used);
            default -> {
                return access(act, step, slot, used);
            }
        }
        return true;
    }

    /** It completes, or faults and changes nothing. */
    private boolean access(Operation act, StepRecord step, int slot, int through) {
        int stores = log.stores();
        int how = walker.access(act.cpu(), kind(act.call()), slot, through);
        if (how == Walker.FAULTED) {
            goals.faulted();
            return false;
        }
        marked |= log.stores() > stores && log.slot(stores) != slot;
        int bits = Bounds.exactly(true, act.call() == Call.WRITE);
        completed(step, slot, how == Walker.UNSEEN ? bits & Bounds.MAY : bits);
        boolean stored = how == Walker.UNSEEN && act.call() == Call.WRITE;
        if (stored && !tlb.mayLoseStores(walker.kept(), slot)) {
            unseen(slot, act.cpu(), tlb.pte(walker.kept(), slot));
        }
        return true;
    }

    private void completed(StepRecord step, int slot, int bits) {
        step.actsCompleted++;
        for (int i = 0; i < completed; i++) {
            if (accessed[i] == slot) {
                raised[i] |= bits;
                return;
            }
        }
        if (completed == accessed.length) {
            accessed = Arrays.copyOf(accessed, 2 * completed);
            raised = Arrays.copyOf(raised, 2 * completed);
        }
        accessed[completed] = slot;
        raised[completed++] = bits;
    }

    private void unseen(int slot, int cpu, long pte) {
        if (stored == storedSlots.length) {
            storedSlots = Arrays.copyOf(storedSlots, 2 * stored);
            storedCpus = Arrays.copyOf(storedCpus, 2 * stored);
            storedPtes = Arrays.copyOf(storedPtes, 2 * stored);
        }
        storedSlots[stored] = slot;
        storedCpus[stored] = cpu;
        storedPtes[stored++] = pte;
    }

    private void fill(Operation act, StepRecord step, int slot, int through) {
        int stores = log.stores();
        boolean wide = act.has(Operation.BLOCK);
        if (walker.fill(act.cpu(), slot, through, wide) == Walker.FAULTED) {
            return;
        }
        checks.checkFilled();
        if (log.stores() > stores) {
            marked |= log.slot(stores) != slot;
            completed(step, slot, Bounds.YOUNG);
        }
    }

    private static int kind(Call call) {
        return switch (call) {
            case READ -> Walker.READ;
            case WRITE -> Walker.WRITE;
            case EXECUTE -> Walker.EXECUTE;
            default -> throw new AssertionError("harness bug: not hardware: " + call);
        };
    }

    /**
     * What hardware did must show, but for what the call clears on the block just then; whether the
     * reference did not know all of it yet.
     */
    boolean raise(StepRecord step, int mask) {
        boolean widened = false;
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
            widened |= reference.raise(accessed[i], bits);
        }
        return widened;
    }

    /** Judges the blocks that were accessed, as {@link Checks#checkAccessed} does. */
    void check(StepRecord step, Checks.Eye eye) {
        for (int i = 0; i < completed; i++) {
            checks.checkAccessed(step, accessed[i], eye);
        }
    }

    /** Judges what CPUs keep after the step, and what they stored through it. */
    void checkTranslations(StepRecord step) {
        for (int i = 0; i < stored; i++) {
            boolean cleared =
                    step.call.clearsDirty(step.operation.flags())
                            && geometry.blockStart(storedSlots[i]) >= geometry.blockStart(step.slot)
                            && storedSlots[i]
                                    < geometry.blockStart(step.end - 1) + geometry.blockEntries();
            if (!cleared) {
                checks.checkStored(step, storedSlots[i], storedCpus[i], storedPtes[i]);
            }
        }
        if (!tlb.isEmpty()) {
            checks.checkTranslations(step, fillsBefore);
        }
    }
}
