package dev.quire.model.invariant;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;

/** Judges how a call behaved: where it reached, what it flushed, what it left to a retry. */
final class CallChecks {
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final StepLog log;
    private final Findings findings;
    private final Antecedents antecedents;
    private final FlushCause cause;

    CallChecks(Checks.Context context, Findings findings) {
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.log = context.log();
        this.findings = findings;
        this.antecedents = findings.antecedents();
        this.cause = new FlushCause(log);
    }

    void checkWarning(MachinePort port) {
        antecedents.hold(Invariant.CRASH_FREE);
        if (!port.warning().isEmpty()) {
            findings.add(Invariant.CRASH_FREE, -1, "the subject warned: " + port.warning());
        }
    }

    void check(StepRecord step, MachinePort port) {
        checkWarning(port);
        if (port.accesses() > 0) {
            antecedents.hold(Invariant.READS_IN_RANGE);
        }
        switch (step.call) {
            case CLEAR_FLUSH_YOUNG_PTES -> flushYoung(step);
            case PTEP_CLEAR_FLUSH -> {
                if (encoding.valid(step.result)) {
                    flushed(step, step.slot, step.slot + 1, false);
                }
            }
            case UNMAP_BATCH -> flushed(step, step.slot, step.slot + step.countExpected, false);
            case MOVE_PTES -> flushed(step, step.slot, step.end, false);
            case PTEP_SET_ACCESS_FLAGS -> {
                accessFlags(step);
                if (step.result != 0 && step.operation.has(Operation.WRITE_FAULT)) {
                    upgraded(step);
                }
            }
            default -> {}
        }
    }

    /** All pages of these slots are invalidated after the last store to any of them, or to each. */
    private void flushed(StepRecord step, int start, int end, boolean local) {
        int after = -1;
        for (int store = 0; store < log.stores(); store++) {
            boolean software = log.kind(store) != StepLog.HARDWARE;
            if (software && log.slot(store) >= start && log.slot(store) < end) {
                after = store;
            }
        }
        if (after >= 0) {
            antecedents.hold(Invariant.FLUSH_OWED);
        }
        if (end <= start || invalidated(start, end, after, local)) {
            return;
        }
        for (int slot = start; slot < end; slot++) {
            int last = lastStore(slot);
            if (owes(step, slot) && !invalidated(slot, slot + 1, last, local)) {
                int mm = memory.mm(slot);
                long addr = memory.addr(slot);
                long past = addr + geometry.pageSize();
                findings.add(
                        Invariant.FLUSH_OWED,
                        slot,
                        "the call owes an invalidation of this page"
                                + (local ? ": " : " on all cpus: ")
                                + cause.of(mm, addr, past, last, log.stores()));
                return;
            }
        }
    }

    private boolean invalidated(int start, int end, int after, boolean local) {
        long addr = memory.addr(start);
        long past = addr + ((long) (end - start) << geometry.pageShift());
        return log.invalidated(memory.mm(start), addr, past, after, log.stores(), local);
    }

    private int lastStore(int slot) {
        int store = log.stores() - 1;
        while (store >= 0 && (log.slot(store) != slot || log.kind(store) == StepLog.HARDWARE)) {
            store--;
        }
        return store;
    }

    /** What a slot held when the step began. */
    private long before(int slot) {
        for (int store = 0; store < log.stores(); store++) {
            if (log.slot(store) == slot) {
                return log.old(store);
            }
        }
        return memory.raw(slot);
    }

    /** Of a slot that nobody could have kept, or that lost nothing, no flush is owed. */
    private boolean owes(StepRecord step, int slot) {
        long before = before(slot);
        if (step.call == Call.CLEAR_FLUSH_YOUNG_PTES) {
            return encoding.young(before) && !encoding.young(memory.raw(slot));
        }
        return encoding.valid(before);
    }

    /** Of a block that stays one, every descriptor may have been kept. */
    private void upgraded(StepRecord step) {
        boolean block = encoding.validCont(memory.raw(step.slot));
        int start = block ? geometry.blockStart(step.slot) : step.slot;
        flushed(step, start, start + (block ? geometry.blockEntries() : 1), true);
    }

    /** All that was made old: a page may be kept through any entry that was young. */
    private void flushYoung(StepRecord step) {
        if (step.result != 0) {
            int start = geometry.blockStart(step.slot);
            int end = geometry.blockStart(step.end - 1) + geometry.blockEntries();
            flushed(step, start, end, false);
        }
    }

    /** Each descriptor that a walker may use for the page permits what the entry asked for. */
    private void accessFlags(StepRecord step) {
        antecedents.hold(Invariant.ACCESS_FLAGS_LIVE);
        if (step.result == 0 && softwareStored()) {
            findings.add(
                    Invariant.ACCESS_FLAGS_LIVE, step.slot, "returned false but changed an entry");
        }
        if (!encoding.validCont(memory.raw(step.slot))) {
            satisfied(step, step.slot);
            return;
        }
        int start = geometry.blockStart(step.slot);
        for (int slot = start; slot < start + geometry.blockEntries(); slot++) {
            if (encoding.validCont(memory.raw(slot)) && !satisfied(step, slot)) {
                return;
            }
        }
    }

    private boolean softwareStored() {
        for (int store = 0; store < log.stores(); store++) {
            if (log.kind(store) != StepLog.HARDWARE && log.old(store) != log.next(store)) {
                return true;
            }
        }
        return false;
    }

    private boolean satisfied(StepRecord step, int slot) {
        Operation operation = step.operation;
        long raw = memory.raw(slot);
        boolean writes = operation.has(Operation.ENTRY_WRITE);
        boolean dirty = operation.has(Operation.DIRTY);
        boolean satisfied =
                (!operation.has(Operation.ENTRY_YOUNG) || encoding.young(raw))
                        && (!dirty || encoding.dirty(raw))
                        && (!writes || encoding.write(raw))
                        && (!writes || !dirty || encoding.hardwareWritable(raw));
        if (!satisfied) {
            findings.add(
                    Invariant.ACCESS_FLAGS_LIVE,
                    slot,
                    "a walker of this descriptor faults again: "
                            + BlockView.text(encoding, raw)
                            + ", asked for "
                            + operation.text());
        }
        return satisfied;
    }
}
