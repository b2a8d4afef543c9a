package dev.quire.model.machine;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;

/**
 * The translations that CPUs keep: of one page, or of a whole contiguous block.
 *
 * <p>Entries come by {@link Walker#fill} and go by eviction and invalidation, never by a change of
 * the tables. For an address a CPU keeps at most one of each size, as a walk happens only where
 * there is none, or one of a block that has been folded or unfolded since. An invalidation takes
 * effect at the next barrier of the CPU that issued it; until then what it names may still be used.
 * Entries that a walk made after it stay.
 *
 * <p>All entries of all CPUs lie in one short list, oldest first; with none, nothing costs
 * anything. What the core owes a flush for is kept for each slot of an entry, as the calls that
 * owe it change single slots of a block. Source: Arm ARM (DDI 0487), TLB maintenance; Linux
 * arch/arm64/include/asm/tlbflush.h.
 */
public final class Tlb {
    /** How many translations one CPU keeps; the oldest goes when another comes. */
    public static final int ENTRIES = 8;

    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final int[] slots;
    private final int[] ends;
    private final int[] cpus;

    /** A bit for each CPU that has issued an invalidation of the entry and not waited for it. */
    private final int[] dooms;

    private final long[] ptes;
    private final long[] births;
    private final SlotMarks excused;
    private final SlotMarks emptied;
    private final SlotMarks cleaned;
    private int own = ENTRIES;
    private int count;
    private long fills;

    /** No translations, for the CPUs of a machine. */
    public Tlb(MachineSpec spec, Memory memory) {
        this.geometry = spec.geometry();
        this.encoding = spec.encoding();
        this.memory = memory;
        int most = spec.cpus() * ENTRIES;
        this.slots = new int[most];
        this.ends = new int[most];
        this.cpus = new int[most];
        this.dooms = new int[most];
        this.ptes = new long[most];
        this.births = new long[most];
        int block = geometry.blockEntries();
        this.excused = new SlotMarks(most, block);
        this.emptied = new SlotMarks(most, block);
        this.cleaned = new SlotMarks(most, block);
    }

    /** Whether no CPU keeps any. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** How many there are; they are numbered from 0, oldest first. */
    public int count() {
        return count;
    }

    /** From now on no CPU keeps any: a machine without TLBs, to compare with. */
    public void keepNone() {
        own = 0;
        count = 0;
    }

    /** Which CPUs have named an entry in an invalidation that they have not waited for. */
    public int dooms(int entry) {
        return dooms[entry];
    }

    /**
     * The marks of the slots of an entry, for snapshots of machines whose blocks have at most 64.
     *
     * @param kind 0: excused, 1: emptied, 2: cleaned
     */
    public long marks(int entry, int kind) {
        return (kind == 0 ? excused : kind == 1 ? emptied : cleaned).first(entry);
    }

    /** Puts an entry back behind all others, as it was seen; for snapshots. */
    public void restore(int cpu, int slot, long pte, boolean wide, int doomed) {
        add(cpu, slot, pte, wide);
        dooms[count - 1] = doomed;
    }

    /** Puts the marks of the last entry back. */
    public void restoreMarks(long excusedMarks, long emptiedMarks, long cleanedMarks) {
        excused.restore(count - 1, excusedMarks);
        emptied.restore(count - 1, emptiedMarks);
        cleaned.restore(count - 1, cleanedMarks);
    }

    /** Forgets all. */
    public void clear() {
        count = 0;
    }

    public int cpu(int entry) {
        return cpus[entry];
    }

    /** The first slot that an entry translates. */
    public int slot(int entry) {
        return slots[entry];
    }

    /** The slots that an entry translates: 1, or a block's. */
    public int size(int entry) {
        return ends[entry] - slots[entry];
    }

    /** Whether it translates a whole block. */
    public boolean wide(int entry) {
        return ends[entry] - slots[entry] > 1;
    }

    /** The descriptor that it was built from, moved to its first slot. */
    public long pte(int entry) {
        return ptes[entry];
    }

    /** The descriptor as it stands for one of its slots. */
    public long pte(int entry, int slot) {
        return encoding.advancePfn(ptes[entry], slot - slots[entry]);
    }

    /** Whether it was there when the counter of {@link #fills} had this value. */
    public boolean olderThan(int entry, long fillsThen) {
        return births[entry] <= fillsThen;
    }

    /** How many translations were ever made. */
    public long fills() {
        return fills;
    }

    /** Whether the core changed a slot and still owes the flush that would end the entry. */
    public boolean excused(int entry, int slot) {
        return excused.marked(entry, slot - slots[entry]);
    }

    /**
     * Whether a call emptied a slot and left the flush to its caller; it may be set again before,
     * in either size.
     */
    public boolean emptied(int entry, int slot) {
        return emptied.marked(entry, slot - slots[entry]);
    }

    /** The core changed a slot, which is now {@code pte}, and owes the flush. */
    public void excuse(int entry, int slot, long pte) {
        excused.mark(entry, slot - slots[entry]);
        if (!encoding.valid(pte)) {
            emptied.mark(entry, slot - slots[entry]);
        }
    }

    /**
     * Whether a store through it to a slot's page may leave that clean: the slot was emptied or
     * cleaned, and the core owes the flush.
     */
    public boolean mayLoseStores(int entry, int slot) {
        return emptied(entry, slot) || cleaned.marked(entry, slot - slots[entry]);
    }

    /** These slots were cleaned on request, and the core owes the flush. */
    public void cleaned(int entry, int start, int end) {
        int past = Math.min(end, ends[entry]);
        for (int slot = Math.max(start, slots[entry]); slot < past; slot++) {
            cleaned.mark(entry, slot - slots[entry]);
        }
    }

    /** Whether an invalidation that names it is under way. */
    public boolean ending(int entry) {
        return dooms[entry] != 0;
    }

    /** Whether one that this CPU issued is. */
    public boolean endedBy(int entry, int cpu) {
        return (dooms[entry] & 1 << cpu) != 0;
    }

    /** The entry that a CPU uses for a slot, or -1; of two, the block's if {@code wideFirst}. */
    public int find(int cpu, int slot, boolean wideFirst) {
        int found = -1;
        for (int entry = 0; entry < count; entry++) {
            if (cpus[entry] == cpu && covers(entry, slot)) {
                if (wide(entry) == wideFirst) {
                    return entry;
                }
                found = entry;
            }
        }
        return found;
    }

    /**
     * Whether a walk of a descriptor adds nothing to what a CPU keeps for a slot: only where it
     * keeps the other size, of a block that was or that is, may a part of it walk again.
     */
    boolean keepsAlike(int cpu, int slot, boolean cont, boolean wide) {
        for (int entry = 0; entry < count; entry++) {
            boolean alike = wide(entry) == wide || encoding.validCont(ptes[entry]) == cont;
            if (cpus[entry] == cpu && covers(entry, slot) && alike) {
                return true;
            }
        }
        return false;
    }

    /** Whether an entry translates a slot. */
    public boolean covers(int entry, int slot) {
        return slot >= slots[entry] && slot < ends[entry];
    }

    /** Whether an entry translates any of the slots from {@code start} to {@code end}. */
    public boolean overlaps(int entry, int start, int end) {
        return slots[entry] < end && start < ends[entry];
    }

    /** A CPU stores through an entry whose descriptor it has just marked. */
    void marked(int entry) {
        ptes[entry] = encoding.markedDirty(ptes[entry]);
    }

    /** A CPU keeps a translation; of a page, or of the block that starts at {@code slot}. */
    void add(int cpu, int slot, long pte, boolean wide) {
        if (own == 0) {
            return;
        }
        int kept = 0;
        int oldest = -1;
        for (int entry = count - 1; entry >= 0; entry--) {
            if (cpus[entry] == cpu) {
                kept++;
                oldest = entry;
            }
        }
        if (kept == own) {
            remove(oldest);
        }
        cpus[count] = cpu;
        slots[count] = slot;
        ptes[count] = pte;
        ends[count] = slot + (wide ? geometry.blockEntries() : 1);
        dooms[count] = 0;
        excused.clear(count);
        emptied.clear(count);
        cleaned.clear(count);
        births[count++] = ++fills;
    }

    /** A CPU drops what it keeps for a slot. */
    public void evict(int cpu, int slot) {
        for (int entry = count - 1; entry >= 0; entry--) {
            if (cpus[entry] == cpu && covers(entry, slot)) {
                remove(entry);
            }
        }
    }

    private void remove(int entry) {
        count--;
        for (int i = entry; i < count; i++) {
            cpus[i] = cpus[i + 1];
            slots[i] = slots[i + 1];
            ptes[i] = ptes[i + 1];
            ends[i] = ends[i + 1];
            dooms[i] = dooms[i + 1];
            births[i] = births[i + 1];
        }
        excused.remove(entry, count);
        emptied.remove(entry, count);
        cleaned.remove(entry, count);
    }

    /** Names what an invalidation will end: entries that hold one of its addresses. */
    void invalidate(int cpu, int mm, long start, long end, long stride, int flags) {
        if (stride < 1) {
            throw new IllegalArgumentException("stride must be at least 1: " + stride);
        }
        if ((flags & Port.HIGHER_LEVEL) != 0) {
            return;
        }
        boolean local = (flags & Port.LOCAL) != 0;
        for (int entry = 0; entry < count; entry++) {
            boolean sized = (flags & Port.ONE_PAGE) == 0 || !wide(entry);
            boolean reaches = sized && (!local || cpus[entry] == cpu);
            if (reaches && memory.mm(slots[entry]) == mm && named(entry, start, end, stride)) {
                dooms[entry] |= 1 << cpu;
            }
        }
    }

    private boolean named(int entry, long start, long end, long stride) {
        long addr = memory.addr(slots[entry]);
        long past = geometry.advance(addr, size(entry));
        long skipped = Math.max(0, addr - start + stride - 1) / stride;
        long first = start + skipped * stride;
        return first < end && first < past;
    }

    /** A CPU waits for its invalidations: they have taken effect everywhere. */
    void complete(int cpu) {
        for (int entry = count - 1; entry >= 0; entry--) {
            if ((dooms[entry] & 1 << cpu) != 0) {
                remove(entry);
            }
        }
    }
}
