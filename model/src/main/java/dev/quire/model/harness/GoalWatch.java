package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.Antecedents;
import dev.quire.model.invariant.Checks;
import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Moments;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Contract;
import dev.quire.model.operation.Operation;

/** Which goals were reached, and how many blocks were touched and folded. */
public final class GoalWatch {
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final Folios folios;
    private final StepLog log;
    private final Contract contract;
    private final Antecedents antecedents;

    private boolean asleep;
    private long reached;
    private long ranges;
    private long slots;
    private long blocks;
    private long folded;

    GoalWatch(Checks.Context context, Antecedents antecedents) {
        this.antecedents = antecedents;
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.folios = context.folios();
        this.log = context.log();
        this.contract = context.contract();
    }

    /** From now on it watches no step: what it knows of them is of no use, and takes time. */
    public void sleep() {
        asleep = true;
    }

    /** What the last call stored and asked of the TLBs. */
    StepLog log() {
        return log;
    }

    /** The reached goals, a bit each. */
    public long reached() {
        return reached;
    }

    /** Which invariants were put to the test. */
    public Antecedents antecedents() {
        return antecedents;
    }

    /** Calls with a range. */
    public long ranges() {
        return ranges;
    }

    /** The slots in these ranges together. */
    public long slots() {
        return slots;
    }

    /** The blocks that these ranges and hardware accesses touched. */
    public long blocks() {
        return blocks;
    }

    /** Those of them that were contiguous before the call or after it. */
    public long folded() {
        return folded;
    }

    private void reach(Goal goal) {
        reached |= goal.bit();
    }

    void faulted() {
        reach(Goal.FAULTED);
    }

    void inside(boolean within) {
        if (within) {
            reach(Goal.ACT_INSIDE);
        }
    }

    /** A CPU is about to drop what it keeps of a slot. */
    void evicted(Tlb tlb, int cpu, int slot) {
        for (int entry = 0; entry < tlb.count(); entry++) {
            if (tlb.ending(entry) && tlb.cpu(entry) == cpu && tlb.covers(entry, slot)) {
                reach(
                        tlb.endedBy(entry, cpu)
                                ? Goal.EVICTED_UNDER_INVALIDATION
                                : Goal.EVICTED_ELSEWHERE);
            }
        }
    }

    void lockless(StepRecord step, Moments moments) {
        for (int i = 1; i < moments.count(); i++) {
            if (moments.meaning(i) != moments.meaning(0)) {
                reach(Goal.LOCKLESS_OVERTAKEN);
            }
        }
    }

    void locklessInside(int slot, int pieces, int cuts) {
        if (pieces > 1) {
            reach(Goal.LOCKLESS_PREEMPTED);
        }
        if (cuts > 1) {
            reach(Goal.LOCKLESS_ACROSS_CALLS);
        }
        for (int store = 0; store < log.stores(); store++) {
            if (encoding.validCont(log.old(store))
                    && log.kind(store) == StepLog.EXCHANGE
                    && geometry.blockStart(log.slot(store)) == geometry.blockStart(slot)) {
                reach(Goal.LOCKLESS_DURING_UNFOLD);
            }
        }
    }

    void step(StepRecord step, boolean neighbourMarked) {
        if (asleep) {
            return;
        }
        if (neighbourMarked) {
            reach(Goal.NEIGHBOUR_MARKED);
        }
        count(step);
        switch (step.call) {
            case SET_PTES -> set(step);
            case SET_PTE_AT -> reach(Goal.SOFTLEAF);
            case MODIFY_PROT_COMMIT_PTES -> committed(step);
            case FOLIO_PTE_BATCH_FLAGS, UNMAP_BATCH -> batch(step);
            case MOVE_PTES -> {
                if (Meaning.present(step.meaningBefore)) {
                    reach(Goal.MOVED);
                }
            }
            case PTEP_GET -> siblings(step);
            case WRPROTECT_PTES -> {
                if (firstWholeBlockFolded(step)) {
                    reach(Goal.WHOLE_BLOCK_KEPT);
                }
            }
            default -> {}
        }
        if (!step.call.reads() && !step.call.hardware()) {
            edges(step);
        }
    }

    private void count(StepRecord step) {
        if (step.call == Call.PTE_ADVANCE_PFN) {
            return;
        }
        if (!step.call.hardware()) {
            ranges++;
            slots += step.end - step.slot;
        }
        int last = geometry.blockStart(step.end - 1);
        for (int at = geometry.blockStart(step.slot); at <= last; at += geometry.blockEntries()) {
            blocks++;
            if (encoding.validCont(memory.raw(at)) || wasFolded(at)) {
                folded++;
            }
        }
    }

    private boolean wasFolded(int start) {
        for (int store = 0; store < log.stores(); store++) {
            if (geometry.blockStart(log.slot(store)) == start) {
                return encoding.validCont(log.old(store));
            }
        }
        return false;
    }

    private void set(StepRecord step) {
        int nr = step.end - step.slot;
        boolean cont = encoding.validCont(memory.raw(step.end - 1));
        if (nr == 1 && cont) {
            reach(Goal.FOLDED);
        }
        if (nr > 1 && firstWholeBlockFolded(step)) {
            reach(Goal.BORN_FOLDED);
        }
        Operation operation = step.operation;
        long entries = geometry.blockEntries();
        boolean large = folios.pages(operation.value()) >= entries;
        if (large && (operation.value() - step.slot) % entries != 0) {
            reach(Goal.UNALIGNED_FOLIO);
        }
        if (operation.has(Operation.SPECIAL)) {
            reach(Goal.SPECIAL);
        }
        if (operation.has(Operation.CONT)) {
            reach(Goal.CONT_GIVEN);
        }
        if (contract.mm(operation.mm()).kind() != AddressSpace.Kind.USER) {
            reach(Goal.KERNEL);
        }
    }

    private boolean firstWholeBlockFolded(StepRecord step) {
        int entries = geometry.blockEntries();
        int start = geometry.blockStart(step.slot + entries - 1);
        return start + entries <= step.end && encoding.validCont(memory.raw(start));
    }

    private void committed(StepRecord step) {
        reach(step.commitsPart ? Goal.COMMITTED_IN_PARTS : Goal.PROTECTION_CHANGED);
    }

    private void batch(StepRecord step) {
        int last = step.slot + (int) Math.max(step.result, 1) - 1;
        if (last < memory.slots() && geometry.blockStart(step.slot) != geometry.blockStart(last)) {
            reach(Goal.BATCH_OVER_BLOCKS);
        }
    }

    private void siblings(StepRecord step) {
        long own = memory.raw(step.slot);
        if (encoding.validCont(own) && !encoding.dirty(own) && encoding.dirty(step.result)) {
            reach(Goal.DIRTY_IN_SIBLING_ONLY);
        }
    }

    private void edges(StepRecord step) {
        int first = geometry.blockStart(step.slot);
        int last = geometry.blockStart(step.end - 1);
        if (last - first >= 2 * geometry.blockEntries()) {
            reach(Goal.SEVERAL_BLOCKS);
        }
        if (step.end - step.slot > 1 && (step.end & geometry.tableEntries() - 1) == 0) {
            reach(Goal.TO_TABLE_END);
        }
        if (step.slot != first && wasFolded(first) && !encoding.validCont(memory.raw(first))) {
            reach(Goal.UNFOLDED_AT_START);
        }
        if (last != first
                && geometry.blockStart(step.end) != step.end
                && wasFolded(last)
                && !encoding.validCont(memory.raw(step.end))) {
            reach(Goal.UNFOLDED_AT_END);
        }
    }
}
