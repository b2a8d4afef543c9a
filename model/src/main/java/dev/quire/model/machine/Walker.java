package dev.quire.model.machine;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;

/**
 * A CPU's access through a translation that it keeps, or through a walk of the tables.
 *
 * <p>Of a contiguous block it may use, and mark, any one descriptor that agrees with the accessed
 * page's own; where that one does not agree (the block is being changed) it uses the page's own.
 * Source: Arm ARM (DDI 0487), contiguous bit and FEAT_HAFDBS; Linux arch/arm64/mm/fault.c.
 */
public final class Walker {
    /** Reads data at EL0. */
    public static final int READ = 0;

    /** Writes data at EL0. */
    public static final int WRITE = 1;

    /** Fetches an instruction at EL0. */
    public static final int EXECUTE = 2;

    /** The access faulted and changed nothing. */
    public static final int FAULTED = 0;

    /** It completed, and descriptors show it. */
    public static final int COMPLETED = 1;

    /** It completed through a kept translation, and no descriptor was looked at. */
    public static final int UNSEEN = 2;

    private final MachineSpec spec;
    private final Geometry geometry;
    private final Encoding encoding;
    private final long[] entries;
    private final Tlb tlb;
    private final StepLog log;
    private int kept = -1;

    public Walker(MachineSpec spec, Memory memory, Tlb tlb, StepLog log) {
        this.spec = spec;
        this.geometry = spec.geometry();
        this.encoding = spec.encoding();
        this.entries = memory.entries();
        this.tlb = tlb;
        this.log = log;
    }

    /**
     * One access, and what became of it.
     *
     * @param slot of the accessed page
     * @param through the slot of the descriptor to use if it agrees; the page's own otherwise. If
     *     both a page and its block are kept, its own slot uses the page, any other the block
     * @return {@link #FAULTED}, {@link #COMPLETED} or {@link #UNSEEN}
     */
    public int access(int cpu, int kind, int slot, int through) {
        kept = tlb.isEmpty() ? -1 : tlb.find(cpu, slot, through != slot);
        return kept < 0 ? walked(cpu, kind, slot, through) : translated(cpu, kind, slot, through);
    }

    /** The entry of the TLB that the last access used; -1 if it walked. */
    public int kept() {
        return kept;
    }

    private int walked(int cpu, int kind, int slot, int through) {
        int used = agrees(slot, through) ? through : slot;
        long pte = entries[used];
        if (!encoding.valid(pte) || !permitted(pte, kind)) {
            return FAULTED;
        }
        long marked = encoding.mkyoung(pte);
        boolean managed = spec.managesAccess(cpu);
        if (kind == WRITE && !encoding.hardwareWritable(pte)) {
            if (!managed || !encoding.hardwareMayMarkDirty(pte)) {
                return FAULTED;
            }
            marked = encoding.markedDirty(marked);
        }
        if (marked == pte) {
            return COMPLETED;
        }
        if (!managed) {
            return FAULTED;
        }
        mark(used, pte, marked);
        return COMPLETED;
    }

    private void mark(int slot, long pte, long marked) {
        log.store(StepLog.HARDWARE, slot, pte, marked);
        entries[slot] = marked;
    }

    /**
     * A store through a translation that may not be written faults, whatever the entry permits by
     * now. The first one through a clean one marks a descriptor, as that one is by now. What
     * is kept of a block that has meanwhile been unfolded stays clean: the mark says nothing of the
     * other pages.
     */
    private int translated(int cpu, int kind, int slot, int through) {
        long pte = tlb.pte(kept);
        if (!permitted(pte, kind)) {
            return FAULTED;
        }
        if (kind != WRITE || encoding.hardwareWritable(pte)) {
            return UNSEEN;
        }
        int used = tlb.wide(kept) && agrees(slot, through) ? through : slot;
        long now = entries[used];
        boolean same =
                encoding.valid(now)
                        && encoding.pfn(now) == encoding.pfn(tlb.pte(kept, used))
                        && encoding.hardwareMayMarkDirty(now);
        if (!spec.managesAccess(cpu) || !encoding.hardwareMayMarkDirty(pte) || !same) {
            return FAULTED;
        }
        long marked = encoding.markedDirty(encoding.mkyoung(now));
        if (marked != now) {
            mark(used, now, marked);
        }
        if (!tlb.wide(kept) || encoding.validCont(now)) {
            tlb.marked(kept);
        }
        return COMPLETED;
    }

    /**
     * A walk that nobody asked for: keeps the translation of a valid and young entry, as hardware
     * may at any time. One that is kept already is found, and no walk happens; but beside one of
     * the other size, from before the block was folded or unfolded, a part of the CPU may walk
     * again.
     *
     * @param through the slot of the descriptor to use if it agrees; the page's own otherwise
     * @param wide to keep the whole block, if it is one; otherwise the page
     * @return {@link #FAULTED} if nothing could be kept
     */
    public int fill(int cpu, int slot, int through, boolean wide) {
        int used = agrees(slot, through) ? through : slot;
        long pte = entries[used];
        boolean cont = encoding.validCont(pte);
        boolean block = wide && cont;
        if (!encoding.valid(pte) || tlb.keepsAlike(cpu, slot, cont, block)) {
            return FAULTED;
        }
        if (!encoding.young(pte)) {
            if (!spec.managesAccess(cpu)) {
                return FAULTED;
            }
            long marked = encoding.mkyoung(pte);
            mark(used, pte, marked);
            pte = marked;
        }
        int first = block ? geometry.blockStart(slot) : slot;
        tlb.add(cpu, first, encoding.advancePfn(pte, first - used), block);
        return COMPLETED;
    }

    private boolean permitted(long pte, int kind) {
        long meaning = encoding.meaning(pte);
        return kind == EXECUTE
                ? !Meaning.has(meaning, Meaning.NO_USER_EXEC)
                : Meaning.has(meaning, Meaning.USER);
    }

    /** Whether another slot is a descriptor of the same contiguous block, as a walk can tell. */
    private boolean agrees(int slot, int through) {
        if (slot == through || geometry.blockStart(slot) != geometry.blockStart(through)) {
            return false;
        }
        long own = entries[slot];
        long other = entries[through];
        return encoding.validCont(own)
                && encoding.validCont(other)
                && encoding.pfn(other) - encoding.pfn(own) == through - slot;
    }
}
