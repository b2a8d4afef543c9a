package dev.quire.model.contpte;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.PteCopy;

/**
 * The range API with contiguous blocks.
 *
 * <p>A block is folded when its last slot is set by itself and one folio covers it alike (F1 to F8
 * of {@code contpte_try_fold}), or when a set of several slots covers it whole. It is unfolded by
 * exchanging all its slots with none, invalidating, and writing them again, so that hardware can
 * neither mark an entry that is about to be overwritten nor hold both sizes at once. Access and
 * dirty of a block are one pair: reads mix them in, clears reach the whole block. Source: Linux
 * arch/arm64/mm/contpte.c and arch/arm64/include/asm/pgtable.h.
 */
public class Contpte extends PlainPtes {
    private final boolean contVisible;

    /** An implementation whose reads show the contiguous bit, as since Linux 6.9, or hide it. */
    public Contpte(boolean contVisible) {
        this.contVisible = contVisible;
    }

    /** The value as the core may see it. */
    protected long shown(Encoding encoding, long pte) {
        return contVisible ? pte : encoding.mknoncont(pte);
    }

    @Override
    public long ptepGet(Port port, int slot) {
        Encoding encoding = port.encoding();
        long pte = port.read(slot);
        return encoding.validCont(pte) ? shown(encoding, mixedIn(port, slot, pte)) : pte;
    }

    /** The value with young and dirty of its block. */
    protected long mixedIn(Port port, int slot, long pte) {
        int start = port.geometry().blockStart(slot);
        int entries = port.geometry().blockEntries();
        long mixed = pte;
        for (int i = 0; i < entries; i++) {
            mixed = merged(port.encoding(), mixed, port.read(start + i));
        }
        return mixed;
    }

    @Override
    public long ptepGetLockless(Port port, int slot) {
        Encoding encoding = port.encoding();
        int start = port.geometry().blockStart(slot);
        int entries = port.geometry().blockEntries();
        while (true) {
            long pte = port.read(slot);
            if (!encoding.validCont(pte)) {
                return pte;
            }
            long expected = uniform(encoding, encoding.advancePfn(pte, start - slot));
            int i = 0;
            while (i < entries) {
                long other = port.read(start + i);
                if (!agrees(encoding, other, encoding.advancePfn(expected, i))) {
                    break;
                }
                pte = merged(encoding, pte, other);
                i++;
            }
            if (i == entries) {
                return shown(encoding, pte);
            }
        }
    }

    /** Whether an entry is the one that a consistent block has at its place. */
    protected boolean agrees(Encoding encoding, long pte, long expected) {
        return uniform(encoding, pte) == expected;
    }

    /** The value without what may differ inside a block. */
    protected long uniform(Encoding encoding, long pte) {
        return encoding.mkold(encoding.mkclean(pte));
    }

    @Override
    public int pteBatchHint(Port port, int slot, long pte) {
        if (!port.encoding().validCont(contVisible ? pte : port.read(slot))) {
            return 1;
        }
        Geometry geometry = port.geometry();
        return geometry.blockStart(slot) + geometry.blockEntries() - slot;
    }

    @Override
    public int folioPteBatchFlags(Port port, int slot, PteCopy copy, int maxNr, int flags) {
        int leapt = leaps(flags) ? leap(port, slot, copy.pte, maxNr, flags) : 0;
        if (leapt <= 0) {
            return super.folioPteBatchFlags(port, slot, copy, maxNr, flags);
        }
        if (leapt >= maxNr) {
            return maxNr;
        }
        PteCopy last = new PteCopy();
        last.pte = pteAdvancePfn(port, copy.pte, leapt - 1);
        int left = maxNr - leapt + 1;
        return leapt - 1 + super.folioPteBatchFlags(port, slot + leapt - 1, last, left, flags);
    }

    /** Whether young and dirty neither count nor are merged, nor is write. */
    private static boolean leaps(int flags) {
        int looks = BatchFlag.RESPECT_DIRTY | BatchFlag.MERGE_WRITE | BatchFlag.MERGE_YOUNG_DIRTY;
        return (flags & looks) == 0;
    }

    /**
     * How many slots a run of blocks has that one folio maps alike: one raw entry stands for a
     * block where young and dirty may differ. None if the slot's block ends with it or is none.
     */
    private int leap(Port port, int slot, long first, int maxNr, int flags) {
        int length = pteBatchHint(port, slot, first);
        if (length == 1) {
            return 0;
        }
        Encoding encoding = port.encoding();
        long pfn = encoding.pfn(first);
        long left = port.folioStart(pfn) + port.folioPages(pfn) - pfn;
        int most = (int) Math.min(maxNr, left);
        long write = (flags & BatchFlag.RESPECT_WRITE) == 0 ? 0 : encoding.mkwrite(0);
        long compared = ~encoding.accessFlags() | write;
        int entries = port.geometry().blockEntries();
        long expected = pteAdvancePfn(port, encoding.mkcont(first), length);
        while (length < most && ((port.read(slot + length) ^ expected) & compared) == 0) {
            expected = pteAdvancePfn(port, expected, entries);
            length += entries;
        }
        return Math.min(length, most);
    }

    @Override
    public void setPtes(Port port, AddressSpace mm, long addr, int slot, long pte, int nr) {
        long value = withoutCont(port, pte);
        if (nr == 1) {
            unfold(port, mm, addr, slot);
            store(port, slot, value, 1);
            port.barrier(Port.BARRIER_DSB_ST);
            fold(port, mm, addr, slot, value);
        } else {
            setBlocks(port, mm, slot, value, nr);
            port.barrier(Port.BARRIER_DSB_ST);
        }
    }

    /** Sets a range: what it cuts off blocks, and between them whole blocks, born folded. */
    protected void setBlocks(Port port, AddressSpace mm, int slot, long pte, int nr) {
        Geometry geometry = port.geometry();
        Encoding encoding = port.encoding();
        int end = slot + nr;
        int first = Math.min(geometry.blockStart(slot + geometry.blockEntries() - 1), end);
        int last = Math.max(geometry.blockStart(end), first);
        long value = pteAdvancePfn(port, pte, first - slot);
        boolean folds = mm.folds() && encoding.valid(pte) && aligned(geometry, encoding.pfn(value));
        store(port, slot, pte, first - slot);
        store(port, first, folds ? encoding.mkcont(value) : value, last - first);
        store(port, last, pteAdvancePfn(port, pte, last - slot), end - last);
    }

    private static boolean aligned(Geometry geometry, long pfn) {
        return (pfn & geometry.blockEntries() - 1) == 0;
    }

    @Override
    public void pteClear(Port port, AddressSpace mm, long addr, int slot) {
        unfold(port, mm, addr, slot);
        super.pteClear(port, mm, addr, slot);
    }

    @Override
    public long ptepGetAndClear(Port port, AddressSpace mm, long addr, int slot) {
        unfold(port, mm, addr, slot);
        return super.ptepGetAndClear(port, mm, addr, slot);
    }

    @Override
    public long getAndClearFullPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        unfoldPartial(port, mm, addr, slot, nr);
        long first = super.getAndClearFullPtes(port, mm, addr, slot, nr, full);
        return port.encoding().validCont(first) ? shown(port.encoding(), first) : first;
    }

    @Override
    public void clearFullPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        unfoldPartial(port, mm, addr, slot, nr);
        super.clearFullPtes(port, mm, addr, slot, nr, full);
    }

    @Override
    public boolean ptepTestAndClearYoung(Port port, AddressSpace mm, long addr, int slot) {
        return testAndClearYoungPtes(port, mm, addr, slot, 1);
    }

    @Override
    public boolean testAndClearYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        int start = widenedStart(port, slot);
        int end = widenedEnd(port, slot + nr);
        return super.testAndClearYoungPtes(port, mm, addr, start, end - start);
    }

    /** The first slot of a range, widened to the block that it cuts. */
    protected int widenedStart(Port port, int start) {
        return port.encoding().validCont(port.read(start))
                ? port.geometry().blockStart(start)
                : start;
    }

    /** The end of a range, widened to the block that it cuts. */
    protected int widenedEnd(Port port, int end) {
        return port.encoding().validCont(port.read(end - 1))
                ? port.geometry().blockStart(end - 1) + port.geometry().blockEntries()
                : end;
    }

    @Override
    public boolean clearFlushYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        int start = widenedStart(port, slot);
        int end = widenedEnd(port, slot + nr);
        long from = port.geometry().advance(addr, start - slot);
        return super.clearFlushYoungPtes(port, mm, from, start, end - start);
    }

    @Override
    public void clearYoungDirtyPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, int flags) {
        int start = widenedStart(port, slot);
        int end = widenedEnd(port, slot + nr);
        super.clearYoungDirtyPtes(port, mm, addr, start, end - start, flags);
    }

    @Override
    public void wrprotectPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        unfoldPartial(port, mm, addr, slot, nr);
        super.wrprotectPtes(port, mm, addr, slot, nr);
    }

    @Override
    public boolean ptepSetAccessFlags(
            Port port, AddressSpace mm, long addr, int slot, long entry, boolean dirty) {
        Encoding encoding = port.encoding();
        long asked = withoutCont(port, entry);
        long own = port.read(slot);
        if (!encoding.validCont(own)) {
            return super.ptepSetAccessFlags(port, mm, addr, slot, asked, dirty);
        }
        if (allHave(port, slot, asked)) {
            return false;
        }
        if (encoding.write(own) != encoding.write(asked)) {
            unfold(port, mm, addr, slot);
            super.ptepSetAccessFlags(port, mm, addr, slot, asked, dirty);
            return true;
        }
        int start = port.geometry().blockStart(slot);
        int entries = port.geometry().blockEntries();
        for (int i = 0; i < entries; i++) {
            mergeAccessFlags(port, start + i, port.read(start + i), asked);
        }
        if (dirty) {
            flushLocally(port, mm, port.geometry().advance(addr, start - slot), entries);
        }
        return true;
    }

    /** Whether each raw entry of the block has just the access flags of {@code entry}. */
    protected boolean allHave(Port port, int slot, long entry) {
        int start = port.geometry().blockStart(slot);
        int entries = port.geometry().blockEntries();
        for (int i = 0; i < entries; i++) {
            if (((port.read(start + i) ^ entry) & port.encoding().accessFlags()) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Folds the block of a slot that was just set by itself, if F1 to F8 hold. */
    protected void fold(Port port, AddressSpace mm, long addr, int slot, long pte) {
        Encoding encoding = port.encoding();
        int last = port.geometry().blockEntries() - 1;
        if (mayFold(port, mm, slot, pte)
                && folioCovers(port, encoding.pfn(pte) - last, last + 1)
                && allAgree(port, slot - last, encoding.advancePfn(pte, -last))) {
            convert(port, mm, addr, slot, encoding.mkcont(pte));
        }
    }

    /** The cheap rules, on the slot and its value alone: F1 to F6. */
    protected boolean mayFold(Port port, AddressSpace mm, int slot, long pte) {
        Encoding encoding = port.encoding();
        int last = port.geometry().blockEntries() - 1;
        return (slot & last) == last
                && encoding.valid(pte)
                && (encoding.pfn(pte) & last) == last
                && !encoding.special(pte)
                && mm.folds();
    }

    /** Whether one folio holds all these frames. */
    protected boolean folioCovers(Port port, long pfn, int pages) {
        return pfn + pages <= port.folioStart(pfn) + port.folioPages(pfn);
    }

    /** Whether all entries of a block continue its first one. */
    protected boolean allAgree(Port port, int start, long first) {
        Encoding encoding = port.encoding();
        long expected = uniform(encoding, first);
        int entries = port.geometry().blockEntries();
        for (int i = 0; i < entries; i++) {
            if (!agrees(encoding, port.read(start + i), encoding.advancePfn(expected, i))) {
                return false;
            }
        }
        return true;
    }

    /** Unfolds the block of a slot if it is folded. */
    protected void unfold(Port port, AddressSpace mm, long addr, int slot) {
        long pte = port.read(slot);
        if (port.encoding().validCont(pte)) {
            convert(port, mm, addr, slot, port.encoding().mknoncont(pte));
        }
    }

    /** Unfolds the blocks that a range cuts: at most its first and its last. */
    protected void unfoldPartial(Port port, AddressSpace mm, long addr, int slot, int nr) {
        Geometry geometry = port.geometry();
        if (geometry.blockStart(slot) != slot || nr < geometry.blockEntries()) {
            unfold(port, mm, addr, slot);
        }
        int end = slot + nr;
        if (geometry.blockStart(end) != end) {
            unfold(port, mm, geometry.advance(addr, nr - 1), end - 1);
        }
    }

    /** Rewrites a block to the size that {@code pte}, the new value of one of its slots, has. */
    protected void convert(Port port, AddressSpace mm, long addr, int slot, long pte) {
        Geometry geometry = port.geometry();
        Encoding encoding = port.encoding();
        int start = geometry.blockStart(slot);
        int entries = geometry.blockEntries();
        long value = encoding.advancePfn(pte, start - slot);
        for (int i = 0; i < entries; i++) {
            value = gathered(encoding, value, port.exchange(start + i, 0));
        }
        if (!port.nobbm()) {
            flushConverted(port, mm, geometry.advance(addr, start - slot), entries);
        }
        writeConverted(port, start, value);
    }

    /** What a conversion keeps of an entry that it took out: its young and dirty. */
    protected long gathered(Encoding encoding, long value, long taken) {
        return merged(encoding, value, taken);
    }

    /** Drops all translations of the block, between its two sizes. */
    protected void flushConverted(Port port, AddressSpace mm, long addr, int entries) {
        flushTlbRange(port, mm, addr, entries);
    }

    /** Writes all entries of a block, equal in all but their frame. */
    protected void writeConverted(Port port, int start, long first) {
        long value = first;
        int entries = port.geometry().blockEntries();
        for (int i = 0; i < entries; i++) {
            port.write(start + i, value);
            value = port.encoding().advancePfn(value, 1);
        }
    }
}
