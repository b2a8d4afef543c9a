package dev.quire.model.invariant;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import dev.quire.model.operation.Call;
import dev.quire.model.range.Setup;

/**
 * Judges what CPUs keep of the tables: after a step, each translation beside the entries that it
 * stands for.
 *
 * <p>A range call that leaves the flush to its caller excuses the translations that it made stale;
 * the flush ends them. Source: Linux mm/mmu_gather.c; Arm ARM (DDI 0487), break-before-make.
 */
final class TlbChecks {
    private final Setup setup;
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final Tlb tlb;
    private final StepLog log;
    private final BlockView view;
    private final Findings findings;
    private final Antecedents antecedents;
    private final FlushCause cause;

    TlbChecks(Checks.Context context, Findings findings) {
        this.setup = context.setup();
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.tlb = context.tlb();
        this.log = context.log();
        this.view = new BlockView(geometry, encoding, memory);
        this.findings = findings;
        this.antecedents = findings.antecedents();
        this.cause = new FlushCause(log);
    }

    /** Judges the translation that was made last beside those of the other size. */
    void filled() {
        int made = tlb.count() - 1;
        if (setup.machine().nobbm() || tlb.isEmpty()) {
            return;
        }
        boolean cont = encoding.validCont(tlb.pte(made));
        for (int entry = 0; entry < made; entry++) {
            boolean differs =
                    tlb.cpu(entry) == tlb.cpu(made) && encoding.validCont(tlb.pte(entry)) != cont;
            if (differs) {
                antecedents.hold(Invariant.ONE_SIZE_KEPT);
            }
            int slot = differs ? conflict(entry, made) : -1;
            if (slot >= 0) {
                findings.add(
                        Invariant.ONE_SIZE_KEPT,
                        slot,
                        "cpu "
                                + tlb.cpu(made)
                                + " keeps a block and a single entry: "
                                + text(entry)
                                + " and "
                                + text(made));
            }
        }
    }

    /** A slot that two translations have in common and no call has emptied, or -1. */
    private int conflict(int older, int made) {
        int start = Math.max(tlb.slot(older), tlb.slot(made));
        int end = Math.min(tlb.slot(older) + tlb.size(older), tlb.slot(made) + tlb.size(made));
        for (int slot = start; slot < end; slot++) {
            if (!tlb.emptied(older, slot)) {
                return slot;
            }
        }
        return -1;
    }

    /** Looks at what a flush is about to meet. */
    void before(StepRecord step) {
        if (!step.call.flushes()) {
            return;
        }
        for (int entry = 0; entry < tlb.count(); entry++) {
            if (flushes(step, entry)) {
                antecedents.hold(Invariant.NO_STALE_TRANSLATION);
                if (step.call == Call.FLUSH_TLB_PAGE && tlb.wide(entry)) {
                    antecedents.hold(Invariant.FLUSH_REACHES_BLOCKS);
                }
            }
        }
    }

    private boolean flushes(StepRecord step, int entry) {
        return step.call == Call.FLUSH_TLB_MM
                ? memory.mm(tlb.slot(entry)) == step.operation.mm()
                : tlb.overlaps(entry, step.slot, step.end);
    }

    /**
     * Judges all translations after a step; one that no store came near stays as it was.
     *
     * @param fillsBefore {@link Tlb#fills} when it began
     */
    void check(StepRecord step, long fillsBefore) {
        Call call = step.call;
        if (call.flushes()) {
            checkFlushed(step, fillsBefore);
        }
        if (call.clearsDirty(step.operation.flags())) {
            int from = cleanedFrom(step);
            int to = cleanedTo(step);
            for (int entry = 0; entry < tlb.count(); entry++) {
                if (call != Call.MADVISE_FREE || !tlb.overlaps(entry, step.slot, step.end)) {
                    tlb.cleaned(entry, from, to);
                }
            }
        }
        int lowest = Integer.MAX_VALUE;
        int highest = -1;
        for (int store = 0; store < log.stores(); store++) {
            lowest = Math.min(lowest, log.slot(store));
            highest = Math.max(highest, log.slot(store));
        }
        for (int entry = 0; entry < tlb.count(); entry++) {
            if (tlb.overlaps(entry, lowest, highest + 1)) {
                if (call == Call.SET_PTES) {
                    setClean(step, entry);
                }
                checkStale(step, entry);
            }
        }
    }

    private void checkFlushed(StepRecord step, long fillsBefore) {
        Call call = step.call;
        for (int entry = 0; entry < tlb.count(); entry++) {
            if (flushes(step, entry) && tlb.olderThan(entry, fillsBefore)) {
                boolean page = call == Call.FLUSH_TLB_PAGE && tlb.wide(entry);
                add(
                        page ? Invariant.FLUSH_REACHES_BLOCKS : Invariant.NO_STALE_TRANSLATION,
                        here(step, entry),
                        entry,
                        " after the flush");
            }
        }
    }

    /** The first slot that a flush reached of those that an entry translates. */
    private int here(StepRecord step, int entry) {
        return step.call == Call.FLUSH_TLB_MM ? tlb.slot(entry) : step.slot;
    }

    /** A clean reaches the whole of the blocks that its range cuts. */
    private int cleanedFrom(StepRecord step) {
        boolean folded = encoding.validCont(memory.raw(step.slot));
        return folded ? geometry.blockStart(step.slot) : step.slot;
    }

    private int cleanedTo(StepRecord step) {
        boolean folded = encoding.validCont(memory.raw(step.end - 1));
        return folded ? geometry.blockStart(step.end - 1) + geometry.blockEntries() : step.end;
    }

    /** Who sets a clean value over a dirty page has cleaned it, and owes the flush. */
    private void setClean(StepRecord step, int entry) {
        int end = Math.min(step.end, tlb.slot(entry) + tlb.size(entry));
        for (int slot = Math.max(step.slot, tlb.slot(entry)); slot < end; slot++) {
            if (!view.dirty(slot)) {
                tlb.cleaned(entry, slot, slot + 1);
            }
        }
    }

    private void checkStale(StepRecord step, int entry) {
        antecedents.hold(Invariant.NO_STALE_TRANSLATION);
        for (int slot = tlb.slot(entry); slot < tlb.slot(entry) + tlb.size(entry); slot++) {
            if (!stale(tlb.pte(entry, slot), memory.raw(slot))) {
                continue;
            }
            boolean mine = slot >= step.slot && slot < step.end;
            if (mine && step.call.leavesFlush()) {
                tlb.excuse(entry, slot, memory.raw(slot));
            } else if (!tlb.excused(entry, slot) || mine && owesFlush(step)) {
                add(Invariant.NO_STALE_TRANSLATION, slot, entry, "");
                return;
            }
        }
    }

    /** Of a page that no walk could find, an earlier flush that is still owed ends the rest. */
    private static boolean owesFlush(StepRecord step) {
        return switch (step.call) {
            case PTEP_CLEAR_FLUSH -> Meaning.valid(step.meaningBefore);
            case UNMAP_BATCH, MOVE_PTES -> true;
            default -> false;
        };
    }

    /** Whether a kept descriptor maps another page than the entry or permits more. */
    private boolean stale(long kept, long now) {
        if (!encoding.valid(now) || encoding.pfn(now) != encoding.pfn(kept)) {
            return true;
        }
        long permits = encoding.meaning(kept);
        long permitted = encoding.meaning(now);
        boolean user = Meaning.has(permits, Meaning.USER) && !Meaning.has(permitted, Meaning.USER);
        boolean executes =
                !Meaning.has(permits, Meaning.NO_USER_EXEC)
                        && Meaning.has(permitted, Meaning.NO_USER_EXEC);
        boolean writes =
                Meaning.has(permits, Meaning.WRITE)
                        && encoding.hardwareWritable(kept)
                        && !Meaning.has(permitted, Meaning.WRITE);
        return user || executes || writes;
    }

    private void add(Invariant invariant, int slot, int entry, String when) {
        findings.add(
                invariant,
                slot,
                "cpu "
                        + tlb.cpu(entry)
                        + " keeps "
                        + text(entry)
                        + when
                        + ", the entry is "
                        + BlockView.text(encoding, memory.raw(slot))
                        + "; "
                        + whyKept(slot, entry));
    }

    private String whyKept(int slot, int entry) {
        if (tlb.ending(entry)) {
            return "its invalidation was not waited for (no dsb)";
        }
        int changed = log.stores() - 1;
        while (changed >= 0
                && (log.slot(changed) != slot || log.kind(changed) == StepLog.HARDWARE)) {
            changed--;
        }
        long addr = memory.addr(slot);
        long end = addr + geometry.pageSize();
        return cause.of(memory.mm(slot), addr, end, changed, log.stores());
    }

    private String text(int entry) {
        return KeptText.of(tlb, entry, memory, encoding);
    }

    /**
     * Judges a store that no descriptor shows, to the page of a slot.
     *
     * @param cpu that stored
     * @param pte what it keeps of the page, by itself or in a block
     */
    void stored(StepRecord step, int slot, int cpu, long pte) {
        long now = memory.raw(slot);
        boolean mapped = encoding.present(now) && encoding.pfn(now) == encoding.pfn(pte);
        boolean set = step.call == Call.SET_PTES && slot >= step.slot && slot < step.end;
        if (!mapped || set) {
            return;
        }
        antecedents.hold(Invariant.STORE_NOT_LOST);
        if (!view.dirty(slot)) {
            findings.add(
                    Invariant.STORE_NOT_LOST,
                    slot,
                    "cpu "
                            + cpu
                            + " stored to the page through its translation "
                            + BlockView.text(encoding, pte)
                            + ", the entry is "
                            + BlockView.text(encoding, now));
        }
    }
}
