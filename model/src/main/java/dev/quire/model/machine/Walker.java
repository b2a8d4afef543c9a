package dev.quire.model.machine;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;

/**
 * A CPU's access through a walk of the tables.
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

    private final MachineSpec spec;
    private final Geometry geometry;
    private final Encoding encoding;
    private final long[] entries;
    private final StepLog log;

    public Walker(MachineSpec spec, Memory memory, StepLog log) {
        this.spec = spec;
        this.geometry = spec.geometry();
        this.encoding = spec.encoding();
        this.entries = memory.entries();
        this.log = log;
    }

    /**
     * One access, and what became of it.
     *
     * @param slot of the accessed page
     * @param through the slot of the descriptor to use if it agrees; the page's own otherwise
     * @return whether it completed; if not, it faulted and changed nothing
     */
    public boolean access(int cpu, int kind, int slot, int through) {
        int used = agrees(slot, through) ? through : slot;
        long pte = entries[used];
        if (!encoding.valid(pte) || !permitted(pte, kind)) {
            return false;
        }
        long marked = encoding.mkyoung(pte);
        boolean managed = spec.managesAccess(cpu);
        if (kind == WRITE && !encoding.hardwareWritable(pte)) {
            if (!managed || !encoding.hardwareMayMarkDirty(pte)) {
                return false;
            }
            marked = encoding.markedDirty(marked);
        }
        if (marked == pte) {
            return true;
        }
        if (!managed) {
            return false;
        }
        log.store(StepLog.HARDWARE, used, pte, marked);
        entries[used] = marked;
        return true;
    }

    private boolean permitted(long pte, int kind) {
        long meaning = encoding.meaning(pte);
        return kind == EXECUTE
                ? !Meaning.has(meaning, Meaning.NO_USER_EXEC)
                : Meaning.has(meaning, Meaning.USER);
    }

    /** Whether two slots are descriptors of one contiguous block, as a walk can tell. */
    private boolean agrees(int slot, int through) {
        if (geometry.blockStart(slot) != geometry.blockStart(through)) {
            return false;
        }
        long own = entries[slot];
        long other = entries[through];
        return encoding.validCont(own)
                && encoding.validCont(other)
                && encoding.pfn(other) - encoding.pfn(own) == through - slot;
    }
}
