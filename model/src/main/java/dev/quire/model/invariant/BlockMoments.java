package dev.quire.model.invariant;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;

/**
 * Judges the blocks as a walk could have found them between two stores of a call.
 *
 * <p>The stores are taken back in memory and made again, and each is judged against the entries of
 * its moment. At rest a block is right, so each store has to agree with one valid entry of its
 * block: that one agrees with all the others, or all of them are single. Most often it is the one
 * stored before; the block is searched where there is none, once in a conversion. What a block may
 * differ in while a call goes over it are the access flags: young, dirty, and write permission.
 * Source: Arm ARM (DDI 0487), the contiguous bit and its misprogramming.
 */
final class BlockMoments {
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final StepLog log;
    private final Findings findings;
    private final Antecedents antecedents;
    private final long compared;

    BlockMoments(Checks.Context context, Findings findings) {
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.log = context.log();
        this.findings = findings;
        this.antecedents = findings.antecedents();
        this.compared = ~encoding.accessFlags();
    }

    /** Judges the stores of the step; memory is afterwards as it was. */
    void check() {
        for (int store = log.stores() - 1; store >= 0; store--) {
            memory.put(log.slot(store), log.old(store));
        }
        int slots = memory.slots();
        int kept = -1;
        boolean agree = true;
        for (int store = 0; store < log.stores(); store++) {
            int slot = log.slot(store);
            long next = log.next(store);
            if (agree && slot < slots && encoding.valid(next)) {
                long old = memory.raw(slot);
                if (!encoding.valid(old) || ((old ^ next) & compared) != 0) {
                    int other = partner(slot, kept);
                    agree = other < 0 || agrees(slot, next, other);
                }
                kept = slot;
            }
            memory.put(slot, next);
        }
    }

    /** Another slot of the block that holds a valid entry, or -1. */
    private int partner(int slot, int kept) {
        int start = geometry.blockStart(slot);
        if (kept >= 0
                && kept != slot
                && geometry.blockStart(kept) == start
                && encoding.valid(memory.raw(kept))) {
            return kept;
        }
        for (int other = start; other < start + geometry.blockEntries(); other++) {
            if (other != slot && encoding.valid(memory.raw(other))) {
                return other;
            }
        }
        return -1;
    }

    private boolean agrees(int slot, long next, int other) {
        long held = memory.raw(other);
        if (!encoding.validCont(next) && !encoding.validCont(held)) {
            return true;
        }
        antecedents.hold(Invariant.BLOCK_AGREES);
        if (((encoding.advancePfn(next, other - slot) ^ held) & compared) == 0) {
            return true;
        }
        findings.add(
                Invariant.BLOCK_AGREES,
                other,
                "the entry is "
                        + BlockView.text(encoding, held)
                        + " while the call stores "
                        + BlockView.text(encoding, next)
                        + " in its block");
        return false;
    }
}
