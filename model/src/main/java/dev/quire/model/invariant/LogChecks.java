package dev.quire.model.invariant;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.BreakBeforeMake;
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
    private final Antecedents antecedents;

    private final BlockMoments moments;
    private final FlushCause cause;
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
        this.antecedents = findings.antecedents();
        this.moments = new BlockMoments(context, findings);
        this.cause = new FlushCause(log);
        int slots = memory.slots() + geometry.tableEntries();
        this.stamps = new int[slots];
        this.lastValid = new long[slots];
        this.emptiedAt = new int[slots];
    }

    void check(StepRecord step) {
        stamp++;
        int converted = -1;
        long template = 0;
        boolean folded = false;
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
            boolean live = encoding.valid(old);
            boolean cont = encoding.validCont(next);
            folded |= cont | encoding.validCont(old);
            if (live) {
                stamps[slot] = stamp;
                lastValid[slot] = old;
                emptiedAt[slot] = store;
            }
            if (!encoding.valid(next) || stamps[slot] != stamp) {
                continue;
            }
            boolean resized = encoding.validCont(lastValid[slot]) != cont;
            boolean moved = encoding.changeNeedsBreak(lastValid[slot], next);
            if (moved || resized) {
                boolean flushes = moved || setup.machine().bbm() == BreakBeforeMake.NEEDED;
                checkBreak(slot, store, live, flushes);
            }
            if (resized) {
                int key = (slot >> geometry.blockShift()) << 1 | (cont ? 1 : 0);
                if (key == converted) {
                    checkUniform(slot, template, next);
                } else {
                    converted = key;
                    template = next;
                }
            }
            if (live && log.kind(store) == StepLog.WRITE) {
                checkSafe(step, slot, old, next);
            }
        }
        if (folded) {
            moments.check();
        }
    }

    private void checkEligible(int slot, long next) {
        antecedents.hold(Invariant.CONT_ELIGIBLE);
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

    private void checkBreak(int slot, int store, boolean live, boolean flushes) {
        antecedents.hold(Invariant.BREAK_BEFORE_MAKE);
        int mm = memory.mm(slot);
        long addr = memory.addr(slot);
        long end = addr + geometry.pageSize();
        int emptied = emptiedAt[slot];
        if (live) {
            findings.add(
                    Invariant.BREAK_BEFORE_MAKE,
                    slot,
                    "the "
                            + changed(lastValid[slot], log.next(store))
                            + " of a live entry changed without a store of none");
        } else if (flushes && !log.broken(mm, addr, emptied, store)) {
            findings.add(
                    Invariant.BREAK_BEFORE_MAKE,
                    slot,
                    "the "
                            + changed(lastValid[slot], log.next(store))
                            + " of an entry changed without an invalidation: "
                            + cause.of(mm, addr, end, emptied, store));
        }
    }

    private String changed(long last, long next) {
        long differs = encoding.meaning(last) ^ encoding.meaning(next);
        if (!encoding.changeNeedsBreak(last, next)) {
            return "size";
        }
        if (Meaning.pfn(differs) != 0) {
            return "frame";
        }
        if (Meaning.has(differs, Meaning.SHARE)) {
            return "shareability";
        }
        return Meaning.has(~encoding.meaning(next) & differs, Meaning.NOT_GLOBAL)
                ? "global bit"
                : "memory type";
    }

    private void checkUniform(int slot, long template, long next) {
        antecedents.hold(Invariant.CONVERSION_UNIFORM);
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
        if (!sets) {
            return;
        }
        antecedents.hold(Invariant.STORE_SAFE);
        if (!encoding.changeIsSafe(old, next)) {
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
