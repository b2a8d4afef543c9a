package dev.quire.model.contpte;

import dev.quire.model.entry.Encoding;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import dev.quire.model.range.ClearFlag;
import dev.quire.model.range.RangeApi;

/**
 * The range API slot by slot, without blocks: the layer below {@link Contpte}, and a subject of its
 * own.
 *
 * <p>Changes of a live entry are compare-exchange loops, so that what hardware marks in between is
 * kept. Source: Linux arch/arm64/include/asm/pgtable.h, the functions with two underscores. Not
 * final: a seeded bug replaces one method.
 */
public class PlainPtes implements RangeApi {
    @Override
    public long ptepGet(Port port, int slot) {
        return port.read(slot);
    }

    @Override
    public long ptepGetLockless(Port port, int slot) {
        return port.read(slot);
    }

    @Override
    public long pteAdvancePfn(Port port, long pte, int nr) {
        return port.encoding().advancePfn(pte, nr);
    }

    @Override
    public int pteBatchHint(Port port, int slot, long pte) {
        return 1;
    }

    @Override
    public void setPtes(Port port, AddressSpace mm, long addr, int slot, long pte, int nr) {
        store(port, slot, withoutCont(port, pte), nr);
        port.barrier(Port.BARRIER_DSB_ST);
    }

    /** The value that a setter uses; in a softleaf the bit belongs to its offset. */
    protected long withoutCont(Port port, long pte) {
        return port.encoding().present(pte) ? port.encoding().mknoncont(pte) : pte;
    }

    /** Stores a value and the next ones. */
    protected void store(Port port, int slot, long pte, int nr) {
        for (int i = 0; i < nr; i++) {
            port.write(slot + i, pteAdvancePfn(port, pte, i));
        }
    }

    @Override
    public void pteClear(Port port, AddressSpace mm, long addr, int slot) {
        port.write(slot, 0);
    }

    @Override
    public void clearNonpresentPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        for (int i = 0; i < nr; i++) {
            pteClear(port, mm, port.geometry().advance(addr, i), slot + i);
        }
    }

    @Override
    public long ptepGetAndClear(Port port, AddressSpace mm, long addr, int slot) {
        return port.exchange(slot, 0);
    }

    @Override
    public long getAndClearFullPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        long first = port.exchange(slot, 0);
        for (int i = 1; i < nr; i++) {
            first = merged(port.encoding(), first, port.exchange(slot + i, 0));
        }
        return first;
    }

    /** {@code first} with young and dirty of {@code other} added. */
    protected long merged(Encoding encoding, long first, long other) {
        long merged = first;
        if (encoding.dirty(other)) {
            merged = encoding.mkdirty(merged);
        }
        if (encoding.young(other)) {
            merged = encoding.mkyoung(merged);
        }
        return merged;
    }

    @Override
    public void clearFullPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        for (int i = 0; i < nr; i++) {
            port.exchange(slot + i, 0);
        }
    }

    @Override
    public long ptepClearFlush(Port port, AddressSpace mm, long addr, int slot) {
        long old = ptepGetAndClear(port, mm, addr, slot);
        if (port.encoding().valid(old)) {
            flushTlbPage(port, mm, addr);
        }
        return old;
    }

    @Override
    public boolean ptepTestAndClearYoung(Port port, AddressSpace mm, long addr, int slot) {
        return clearYoung(port, slot);
    }

    @Override
    public boolean testAndClearYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        boolean young = false;
        for (int i = 0; i < nr; i++) {
            young |= clearYoung(port, slot + i);
        }
        return young;
    }

    /** Makes one entry old; whether it was young. */
    protected boolean clearYoung(Port port, int slot) {
        Encoding encoding = port.encoding();
        long seen = port.read(slot);
        while (true) {
            long found = port.compareExchange(slot, seen, encoding.mkold(seen));
            if (found == seen) {
                return encoding.young(seen);
            }
            seen = found;
        }
    }

    @Override
    public boolean clearFlushYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        boolean young = testAndClearYoungPtes(port, mm, addr, slot, nr);
        if (young) {
            flushYoung(port, mm, addr, nr);
        }
        return young;
    }

    /**
     * Invalidates and does not wait: a CPU that keeps a young entry a little longer does no harm.
     */
    protected void flushYoung(Port port, AddressSpace mm, long addr, int nr) {
        long end = port.geometry().advance(addr, nr);
        port.invalidate(
                mm.id(), addr, end, port.geometry().pageSize(), Port.LAST_LEVEL | Port.NO_SYNC);
    }

    @Override
    public void clearYoungDirtyPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, int flags) {
        for (int i = 0; i < nr; i++) {
            clearYoungDirty(port, slot + i, flags);
        }
    }

    /** Makes one entry old, clean, or both; what it was not asked to clear survives a race. */
    protected void clearYoungDirty(Port port, int slot, int flags) {
        Encoding encoding = port.encoding();
        long seen = port.read(slot);
        if (flags == (ClearFlag.YOUNG | ClearFlag.DIRTY)) {
            port.write(slot, encoding.mkclean(encoding.mkold(seen)));
            return;
        }
        while (true) {
            long next = flags == ClearFlag.YOUNG ? encoding.mkold(seen) : encoding.mkclean(seen);
            long found = port.compareExchange(slot, seen, next);
            if (found == seen) {
                return;
            }
            seen = found;
        }
    }

    @Override
    public void wrprotectPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        for (int i = 0; i < nr; i++) {
            wrprotect(port, slot + i);
        }
    }

    /** Write-protects one entry, dirty kept, in one atomic step. */
    protected void wrprotect(Port port, int slot) {
        Encoding encoding = port.encoding();
        long seen = port.read(slot);
        while (true) {
            long found = port.compareExchange(slot, seen, encoding.wrprotect(seen));
            if (found == seen) {
                return;
            }
            seen = found;
        }
    }

    @Override
    public boolean ptepSetAccessFlags(
            Port port, AddressSpace mm, long addr, int slot, long entry, boolean dirty) {
        long asked = withoutCont(port, entry);
        long seen = port.read(slot);
        if (seen == asked) {
            return false;
        }
        mergeAccessFlags(port, slot, seen, asked);
        if (dirty) {
            flushLocally(port, mm, addr, 1);
        }
        return true;
    }

    /** Makes one entry as permissive as {@code entry}, in one atomic step. */
    protected void mergeAccessFlags(Port port, int slot, long first, long entry) {
        Encoding encoding = port.encoding();
        long seen = first;
        while (true) {
            long found = port.compareExchange(slot, seen, encoding.mergeAccessFlags(seen, entry));
            if (found == seen) {
                return;
            }
            seen = found;
        }
    }

    /** Invalidates on the calling CPU: others may take one spurious fault. */
    protected void flushLocally(Port port, AddressSpace mm, long addr, int nr) {
        long end = port.geometry().advance(addr, nr);
        port.invalidate(
                mm.id(), addr, end, port.geometry().pageSize(), Port.LAST_LEVEL | Port.LOCAL);
        port.barrier(Port.BARRIER_DSB);
    }
}
