package dev.quire.model.range;

import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;

/**
 * The page-table range API, one method a function of the kernel.
 *
 * <p>{@code addr} is the page-aligned address in bytes that {@code slot} (the kernel's {@code
 * ptep})
 * maps; {@code nr} counts slots. All {@code nr} slots lie in one table and one area, and present
 * ones map consecutive pages of one folio; the caller holds the page-table lock but for the
 * lockless read. Callers keep this contract: {@code operation.Contract} judges them, not the
 * methods. Source: Linux include/linux/pgtable.h, mm/internal.h.
 */
public interface RangeApi {
    /** {@code ptep_get}: the entry, with the block's young and dirty. */
    long ptepGet(Port port, int slot);

    /** {@code ptep_get_lockless}: the same without the lock; the slot's truth at one moment. */
    long ptepGetLockless(Port port, int slot);

    /** {@code pte_advance_pfn}: the value {@code nr} frames further, nothing else changed. */
    long pteAdvancePfn(Port port, long pte, int nr);

    /**
     * {@code pte_batch_hint}: a lower bound, at least 1, of the slots that surely batch with it.
     */
    int pteBatchHint(Port port, int slot, long pte);

    /**
     * {@code folio_pte_batch_flags}: how many slots from {@code slot} map consecutive pages of the
     * folio alike, 1 to {@code maxNr}.
     *
     * @param copy what {@link #ptepGet} returned for the slot; merged into where flags say so
     * @param maxNr at most the slots to the end of the area and of the table
     * @param flags of {@link BatchFlag}
     */
    default int folioPteBatchFlags(Port port, int slot, PteCopy copy, int maxNr, int flags) {
        return FolioBatch.length(this, port, slot, copy, maxNr, flags);
    }

    /** {@code set_ptes}: slot i becomes {@code pte} advanced by i. */
    void setPtes(Port port, AddressSpace mm, long addr, int slot, long pte, int nr);

    /** {@code pte_clear}: the slot becomes none. */
    void pteClear(Port port, AddressSpace mm, long addr, int slot);

    /** {@code clear_nonpresent_ptes}: slots that are not present become none. */
    void clearNonpresentPtes(Port port, AddressSpace mm, long addr, int slot, int nr);

    /** {@code ptep_get_and_clear}: the slot becomes none; its last value is returned. */
    long ptepGetAndClear(Port port, AddressSpace mm, long addr, int slot);

    /** {@code get_and_clear_full_ptes}: the first slot's value, with young and dirty of all. */
    long getAndClearFullPtes(Port port, AddressSpace mm, long addr, int slot, int nr, boolean full);

    /** {@code clear_full_ptes}: the slots become none. */
    void clearFullPtes(Port port, AddressSpace mm, long addr, int slot, int nr, boolean full);

    /** {@code ptep_clear_flush}: clears, and flushes the page if a TLB could hold it. */
    long ptepClearFlush(Port port, AddressSpace mm, long addr, int slot);

    /** {@code ptep_test_and_clear_young}. */
    boolean ptepTestAndClearYoung(Port port, AddressSpace mm, long addr, int slot);

    /** {@code test_and_clear_young_ptes}: whether any was young; none of them is afterwards. */
    boolean testAndClearYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr);

    /** {@code clear_flush_young_ptes}: the same, and a flush if any was young. */
    boolean clearFlushYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr);

    /**
     * {@code clear_young_dirty_ptes}: makes slots old, clean, or both.
     *
     * @param flags of {@link ClearFlag}
     */
    void clearYoungDirtyPtes(Port port, AddressSpace mm, long addr, int slot, int nr, int flags);

    /** {@code wrprotect_ptes}: no slot is writable afterwards; dirty survives. */
    void wrprotectPtes(Port port, AddressSpace mm, long addr, int slot, int nr);

    /**
     * {@code ptep_set_access_flags}: makes a slot as permissive as {@code entry}.
     *
     * @param dirty whether a write faulted: the CPU's own translation is flushed
     * @return false only if all that was asked for was there already
     */
    boolean ptepSetAccessFlags(
            Port port, AddressSpace mm, long addr, int slot, long entry, boolean dirty);

    /** {@code modify_prot_start_ptes}: opens a change of protection; the slots are not present. */
    default long modifyProtStartPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        return getAndClearFullPtes(port, mm, addr, slot, nr, false);
    }

    /** {@code modify_prot_commit_ptes}: ends it; slot i becomes {@code pte} advanced by i. */
    default void modifyProtCommitPtes(
            Port port, AddressSpace mm, long addr, int slot, long old, long pte, int nr) {
        setPtes(port, mm, addr, slot, pte, nr);
    }

    /** {@code pte_next_pfn}. */
    default long pteNextPfn(Port port, long pte) {
        return pteAdvancePfn(port, pte, 1);
    }

    /** {@code folio_pte_batch}: young, dirty and write may differ, nothing is merged. */
    default int folioPteBatch(Port port, int slot, PteCopy copy, int maxNr) {
        return folioPteBatchFlags(port, slot, copy, maxNr, 0);
    }

    /** {@code set_pte_at}. */
    default void setPteAt(Port port, AddressSpace mm, long addr, int slot, long pte) {
        setPtes(port, mm, addr, slot, pte, 1);
    }

    /** {@code get_and_clear_ptes}. */
    default long getAndClearPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        return getAndClearFullPtes(port, mm, addr, slot, nr, false);
    }

    /** {@code clear_ptes}. */
    default void clearPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        clearFullPtes(port, mm, addr, slot, nr, false);
    }

    /** {@code ptep_get_and_clear_full}. */
    default long ptepGetAndClearFull(
            Port port, AddressSpace mm, long addr, int slot, boolean full) {
        return getAndClearFullPtes(port, mm, addr, slot, 1, full);
    }

    /** {@code ptep_clear_flush_young}. */
    default boolean ptepClearFlushYoung(Port port, AddressSpace mm, long addr, int slot) {
        return clearFlushYoungPtes(port, mm, addr, slot, 1);
    }

    /** {@code ptep_set_wrprotect}. */
    default void ptepSetWrprotect(Port port, AddressSpace mm, long addr, int slot) {
        wrprotectPtes(port, mm, addr, slot, 1);
    }

    /** {@code ptep_modify_prot_start}. */
    default long ptepModifyProtStart(Port port, AddressSpace mm, long addr, int slot) {
        return modifyProtStartPtes(port, mm, addr, slot, 1);
    }

    /** {@code ptep_modify_prot_commit}. */
    default void ptepModifyProtCommit(
            Port port, AddressSpace mm, long addr, int slot, long old, long pte) {
        modifyProtCommitPtes(port, mm, addr, slot, old, pte, 1);
    }

    /**
     * Unmaps the batch that starts at a present slot, as reclaim does: one batch of the folio, cut
     * at {@code maxNr}; flushed.
     *
     * @param copy receives the first slot's last value with young and dirty of all
     * @return how many slots were unmapped
     */
    default int unmapBatch(
            Port port, AddressSpace mm, long addr, int slot, PteCopy copy, int maxNr) {
        copy.pte = ptepGet(port, slot);
        int nr = unmapLength(port, slot, copy, maxNr);
        copy.pte = getAndClearFullPtes(port, mm, addr, slot, nr, false);
        flushTlbRange(port, mm, addr, nr);
        return nr;
    }

    /** The batch that {@link #unmapBatch} takes: write may differ, nothing is installed again. */
    default int unmapLength(Port port, int slot, PteCopy copy, int maxNr) {
        return folioPteBatchFlags(port, slot, copy, maxNr, 0);
    }

    /** The batch that {@link #movePtes} takes: its first value is set on all, so write counts. */
    default int moveLength(Port port, int slot, PteCopy copy, int maxNr) {
        return folioPteBatchFlags(port, slot, copy, maxNr, BatchFlag.RESPECT_WRITE);
    }

    /** Moves {@code nr} slots to empty ones, batch by batch, as mremap does; flushed. */
    default void movePtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, long toAddr, int toSlot) {
        PteCopy copy = new PteCopy();
        int done = 0;
        while (done < nr) {
            copy.pte = ptepGet(port, slot + done);
            int batch = 1;
            if (port.encoding().present(copy.pte)) {
                batch = moveLength(port, slot + done, copy, nr - done);
            }
            if (copy.pte != 0) {
                long from = port.geometry().advance(addr, done);
                long pte = getAndClearFullPtes(port, mm, from, slot + done, batch, false);
                long to = port.geometry().advance(toAddr, done);
                setPtes(port, mm, to, toSlot + done, pte, batch);
            }
            done += batch;
        }
        flushTlbRange(port, mm, addr, nr);
    }

    /** Makes slots old and clean and flushes them, so that a later store shows again. */
    default void madviseFree(Port port, AddressSpace mm, long addr, int slot, int nr) {
        clearYoungDirtyPtes(port, mm, addr, slot, nr, ClearFlag.YOUNG | ClearFlag.DIRTY);
        flushTlbRange(port, mm, addr, nr);
    }

    /** {@code flush_tlb_page}: no CPU keeps a translation that holds the page. */
    default void flushTlbPage(Port port, AddressSpace mm, long addr) {
        flushTlbRange(port, mm, addr, 1);
    }

    /** {@code flush_tlb_range}: no CPU keeps a translation of any of {@code nr} pages. */
    default void flushTlbRange(Port port, AddressSpace mm, long addr, int nr) {
        long end = port.geometry().advance(addr, nr);
        port.invalidate(mm.id(), addr, end, port.geometry().pageSize(), Port.LAST_LEVEL);
        port.barrier(Port.BARRIER_DSB);
    }

    /** {@code flush_tlb_mm}: no CPU keeps a translation of the address space, of any level. */
    default void flushTlbMm(Port port, AddressSpace mm) {
        port.invalidate(mm.id(), 0, Long.MAX_VALUE, port.geometry().pageSize(), 0);
        port.barrier(Port.BARRIER_DSB);
    }
}
