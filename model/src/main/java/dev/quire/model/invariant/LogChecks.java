package dev.quire.model.invariant;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.operation.Contract;
import dev.quire.model.range.Setup;

/** Judges the stores of a step in their order: break-before-make, conversions, safe changes. */
final class LogChecks {
    private final Setup setup;
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final StepLog log;
    private final Contract contract;
    private final Findings findings;

    private final int[] stamps;
    private final long[] lastValid;
    private final int[] emptiedAt;
    private int stamp;

    LogChecks(Checks.Context context, Findings findings) {
        this.setup = context.setup();
        this.geometry = setup.machine().geometry();
        this.encoding = setup.machine().encoding();
        this.memory = context.memory();
        this.log = context.log();
        this.contract = context.contract();
        this.findings = findings;
        int slots = memory.slots() + geometry.tableEntries();
        this.stamps = new int[slots];
        this.lastValid = new long[slots];
        this.emptiedAt = new int[slots];
    }

    void check(StepRecord step) {
        stamp++;
        int converted = -1;
        long template = 0;
        for (int store = 0; store < log.stores(); store++) {
            int slot = log.slot(store);
            long next = log.next(store);
            if (slot >= memory.slots() || log.kind(store) == StepLog.HARDWARE) {
                continue;
            }
            if (encoding.mknoncont(next) != next && encoding.present(next)) {
                checkEligible(slot, next);
            }
            long old = log.old(store);
            if (encoding.valid(old)) {
                stamps[slot] = stamp;
                lastValid[slot] = old;
                emptiedAt[slot] = store;
            }
            if (!encoding.valid(next) || stamps[slot] != stamp) {
                continue;
            }
            boolean cont = encoding.validCont(next);
            if (encoding.validCont(lastValid[slot]) != cont) {
                checkBreak(slot, store, encoding.valid(old));
                int key = (slot >> geometry.blockShift()) << 1 | (cont ? 1 : 0);
                if (key == converted) {
                    checkUniform(slot, template, next);
                } else {
                    converted = key;
                    template = next;
                    checkAgrees(slot, store, cont);
                }
            }
            if (encoding.valid(old) && log.kind(store) == StepLog.WRITE) {
                checkSafe(step, slot, old, next);
            }
        }
    }

    private void checkEligible(int slot, long next) {
        if (!encoding.valid(next) || !contract.mm(memory.mm(slot)).folds()) {
            findings.add(
                    Invariant.CONT_ELIGIBLE,
                    slot,
                    "stored "
                            + BlockView.text(encoding, next)
                            + " in a "
                            + contract.mm(memory.mm(slot)).kind().word
                            + " address space");
        }
    }

    private void checkBreak(int slot, int store, boolean live) {
        long addr = memory.addr(slot);
        boolean flushed =
                setup.machine().nobbm()
                        || log.invalidated(
                                memory.mm(slot),
                                addr,
                                addr + geometry.pageSize(),
                                emptiedAt[slot],
                                store,
                                false);
        if (live || !flushed) {
            findings.add(
                    Invariant.BREAK_BEFORE_MAKE,
                    slot,
                    live
                            ? "the size of a live entry changed without a store of none"
                            : "the size of an entry changed without an invalidation");
        }
    }

    /** A converted entry beside others of its block that still, or already, are of the old size. */
    private void checkAgrees(int slot, int store, boolean cont) {
        int start = geometry.blockStart(slot);
        for (int other = start; other < start + geometry.blockEntries(); other++) {
            long held = heldAfter(other, store);
            if (encoding.valid(held) && encoding.validCont(held) != cont) {
                findings.add(
                        Invariant.BLOCK_AGREES,
                        other,
                        "the entry is "
                                + BlockView.text(encoding, held)
                                + " while the conversion stores "
                                + BlockView.text(encoding, log.next(store)));
                return;
            }
        }
    }

    /** What a slot held just after a store to its block. */
    private long heldAfter(int slot, int store) {
        for (int later = store + 1; later < log.stores(); later++) {
            if (log.slot(later) == slot) {
                return log.old(later);
            }
        }
        return memory.raw(slot);
    }

    private void checkUniform(int slot, long template, long next) {
        if (encoding.young(template) != encoding.young(next)
                || encoding.dirty(template) != encoding.dirty(next)) {
            findings.add(
                    Invariant.CONVERSION_UNIFORM,
                    slot,
                    "the conversion stored "
                            + BlockView.text(encoding, template)
                            + " and "
                            + BlockView.text(encoding, next));
        }
    }

    private void checkSafe(StepRecord step, int slot, long old, long next) {
        boolean sets =
                switch (step.call) {
                    case SET_PTES, SET_PTE_AT, MODIFY_PROT_COMMIT_PTES -> true;
                    default -> false;
                };
        if (sets && !encoding.changeIsSafe(old, next)) {
            findings.add(
                    Invariant.STORE_SAFE,
                    slot,
                    "stored "
                            + BlockView.text(encoding, next)
                            + " over "
                            + BlockView.text(encoding, old));
        }
    }
}
