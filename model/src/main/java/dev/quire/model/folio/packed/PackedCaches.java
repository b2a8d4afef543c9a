package dev.quire.model.folio.packed;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.TableSlot;

/**
 * PG_arch_1 of a folio: lazily kept, in either meaning that caches give it, or secure frames.
 *
 * <p>Clean: work, <i>then</i> set, or another CPU that finds the bit set runs old bytes. Source:
 * Linux, arch/arm64/mm/flush.c, __sync_icache_dcache; arch/sparc/mm/init_64.c;
 * arch/s390/kernel/uv.c.
 */
class PackedCaches extends PackedCounts {
    PackedCaches(FolioMachine machine) {
        super(machine);
    }

    protected final boolean archBit(FolioPort port, int head) {
        return (port.read(flagsAt(head)) & FolioFlag.ARCH_1) != 0;
    }

    protected final boolean means(ArchBit bit) {
        return machine.archBit() == bit;
    }

    /** Before executable slots of a folio are stored. */
    protected void syncBeforeInstall(FolioPort port, int pfn, int nr) {
        int head = head(port, pfn);
        if (means(ArchBit.CLEAN) && !archBit(port, head)) {
            syncFolio(port, head);
            port.setBits(flagsAt(head), FolioFlag.ARCH_1);
        }
    }

    protected final void syncFolio(FolioPort port, int head) {
        port.sync(head, 1 << order(port, head));
    }

    /** After slots of a folio were stored: a flush that is owed is done. */
    protected void syncAfterInstall(FolioPort port, int pfn) {
        int head = head(port, pfn);
        if (means(ArchBit.DIRTY) && archBit(port, head)) {
            syncFolio(port, head);
            port.clearBits(flagsAt(head), FolioFlag.ARCH_1);
        }
    }

    public void flushDcacheFolio(FolioPort port, int pfn) {
        int head = head(port, pfn);
        if (means(ArchBit.CLEAN)) {
            if (archBit(port, head)) {
                port.clearBits(flagsAt(head), FolioFlag.ARCH_1);
            }
        } else if (means(ArchBit.DIRTY)) {
            if (mappings(port, head) == 0) {
                port.setBits(flagsAt(head), FolioFlag.ARCH_1);
            } else {
                syncFolio(port, head);
            }
        }
    }

    public void flushDcachePage(FolioPort port, int pfn) {
        flushDcacheFolio(port, pfn);
    }

    public void flushIcachePages(FolioPort port, int slot, int nr) {
        for (int at = slot; at < slot + nr; ) {
            int count = piece(port, at, slot + nr);
            if (TableSlot.isPresent(port.slot(at))) {
                port.invalidateInstructions(TableSlot.pfn(port.slot(at)), count);
            }
            at += count;
        }
    }

    public void updateMmuCacheRange(FolioPort port, int slot, int nr) {
        for (int at = slot; at < slot + nr; ) {
            int count = piece(port, at, slot + nr);
            if (TableSlot.isPresent(port.slot(at))) {
                syncAfterInstall(port, TableSlot.pfn(port.slot(at)));
            }
            at += count;
        }
    }

    /** How many slots from here on map pages of one folio that follow one another, in one table. */
    protected final int piece(FolioPort port, int slot, int end) {
        long first = port.slot(slot);
        if (!TableSlot.isPresent(first)) {
            return 1;
        }
        int pfn = TableSlot.pfn(first);
        int most = Math.min(end, machine.tableEnd(slot)) - slot;
        most = Math.min(most, folioEnd(port, pfn) - pfn);
        int nr = 1;
        long next = first + TableSlot.PAGE;
        while (nr < most && TableSlot.samePage(port.slot(slot + nr), next)) {
            nr++;
            next += TableSlot.PAGE;
        }
        return nr;
    }

    /** Before the host touches a frame: a secure one is exported. Large folios never are. */
    public void makeAccessible(FolioPort port, int pfn) {
        if (!large(port, pfn) && archBit(port, pfn)) {
            port.export(pfn);
            port.clearBits(flagsAt(pfn), FolioFlag.ARCH_1);
        }
    }
}
