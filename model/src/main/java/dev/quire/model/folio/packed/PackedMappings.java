package dev.quire.model.folio.packed;

import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.TableSlot;

/**
 * Mappings in ranges: each of one folio in one table.
 *
 * <p>Source: Linux, include/linux/rmap.h, mm/rmap.c, mm/memory.c, mm/gup.c.
 */
class PackedMappings extends PackedCaches {
    PackedMappings(FolioMachine machine) {
        super(machine);
    }

    public int mapFile(FolioPort port, int slot, int pfn, int nr, long permissions) {
        if (anyTyped(port, pfn, nr)) {
            return FolioApi.TYPED;
        }
        for (int done = 0; done < nr; ) {
            int count = room(port, slot + done, pfn + done, nr - done);
            mapRange(port, slot + done, pfn + done, count, permissions);
            done += count;
        }
        return 1;
    }

    protected boolean anyTyped(FolioPort port, int pfn, int nr) {
        for (int p = pfn; p < pfn + nr; p = folioEnd(port, p)) {
            if (type(port, head(port, p)) != 0) {
                return true;
            }
        }
        return false;
    }

    /** How many pages from here on one range may have. */
    protected int room(FolioPort port, int slot, int pfn, int nr) {
        int inTable = machine.tableEnd(slot) - slot;
        return Math.min(Math.min(nr, inTable), folioEnd(port, pfn) - pfn);
    }

    public int mapAnon(
            FolioPort port, int slot, int pfn, int nr, long permissions, boolean exclusive) {
        if (anyTyped(port, pfn, nr)) {
            return FolioApi.TYPED;
        }
        int head = head(port, pfn);
        becomeAnon(port, head, slot - (pfn - head));
        if (exclusive) {
            setExclusive(port, pfn, nr, true);
        }
        for (int done = 0; done < nr; ) {
            int count = room(port, slot + done, pfn + done, nr - done);
            mapRange(port, slot + done, pfn + done, count, permissions);
            done += count;
        }
        return 1;
    }

    /** A folio that nobody owned belongs to the addresses from a slot on. */
    protected final void becomeAnon(FolioPort port, int head, int slot) {
        if (kind(port, head) == FolioView.NONE) {
            setOwner(port, head, FolioView.ANON, FolioView.ANON_INDEX + slot, 0);
        }
    }

    private void mapRange(FolioPort port, int slot, int pfn, int nr, long permissions) {
        port.range(slot, pfn, nr);
        countMapped(port, pfn, machine.mm(slot), nr);
        if ((permissions & TableSlot.EXEC) != 0) {
            syncBeforeInstall(port, pfn, nr);
        }
        countCheck(port, pfn, nr, 1);
        port.setSlots(slot, nr, TableSlot.present(pfn, permissions), TableSlot.PAGE);
        syncAfterInstall(port, pfn);
    }

    /** References and mappings of pages that an address space begins to map. */
    protected void countMapped(FolioPort port, int pfn, int mm, int nr) {
        int head = head(port, pfn);
        addReferences(port, head, nr);
        addMappings(port, head, mm, nr);
    }

    public void mapZero(FolioPort port, int slot, int nr) {
        port.setSlots(slot, nr, TableSlot.present(machine.zeroPage(), 0), 0);
    }

    public void unmap(FolioPort port, int slot, int nr) {
        for (int at = slot; at < slot + nr; ) {
            int count = piece(port, at, slot + nr);
            long value = port.slot(at);
            if (TableSlot.isPresent(value)) {
                unmapRange(port, at, TableSlot.pfn(value), count);
            }
            at += count;
        }
    }

    private void unmapRange(FolioPort port, int slot, int pfn, int nr) {
        if (pfn == machine.zeroPage()) {
            port.setSlot(slot, 0);
            return;
        }
        port.range(slot, pfn, nr);
        int head = head(port, pfn);
        port.setSlots(slot, nr, 0, 0);
        uncheck(port, pfn, nr);
        countUnmapped(port, head, machine.mm(slot), nr);
    }

    protected void uncheck(FolioPort port, int pfn, int nr) {
        countCheck(port, pfn, nr, -1);
    }

    /** Mappings and references that went; the folio may go with them. */
    protected final void countUnmapped(FolioPort port, int head, int mm, int nr) {
        removeMappings(port, head, mm, nr);
        int left = mappings(port, head);
        boolean anon = kind(port, head) == FolioView.ANON;
        if (anon && large(port, head) && left > 0 && left < 1 << order(port, head)) {
            port.setBits(flagsAt(head + 1), FolioFlag.PARTIALLY_MAPPED.mask);
        }
        putReferences(port, head, nr);
    }

    public int fork(FolioPort port, int slot, int to, int nr) {
        int pfn = TableSlot.pfn(port.slot(slot));
        if (pfn == machine.zeroPage()) {
            mapZero(port, to, nr);
            return 1;
        }
        int head = head(port, pfn);
        boolean anon = kind(port, head) == FolioView.ANON;
        if (anon && anyExclusive(port, pfn, nr) && maybePinned(port, head)) {
            return 0;
        }
        port.range(to, pfn, nr);
        if (anon) {
            duplicate(port, pfn, nr);
        }
        countMapped(port, pfn, machine.mm(to), nr);
        countCheck(port, pfn, nr, 1);
        for (int i = 0; i < nr; i++) {
            long value = port.slot(slot + i);
            storeCopy(port, to + i, anon ? value & ~TableSlot.WRITE : value);
        }
        if (anon) {
            writeProtect(port, slot, nr);
        }
        return 1;
    }

    /** Stores what another slot has: a CPU may execute it from then on. */
    protected void storeCopy(FolioPort port, int slot, long value) {
        if (TableSlot.isExecutable(value)) {
            syncBeforeInstall(port, TableSlot.pfn(value), 1);
        }
        port.setSlot(slot, value);
    }

    /** The pages of a range are no longer one address space's alone. */
    protected void duplicate(FolioPort port, int pfn, int nr) {
        setExclusive(port, pfn, nr, false);
    }

    protected void writeProtect(FolioPort port, int slot, int nr) {
        for (int i = 0; i < nr; i++) {
            port.setSlot(slot + i, port.slot(slot + i) & ~TableSlot.WRITE);
        }
    }

    public int reuse(FolioPort port, int slot) {
        long value = port.slot(slot);
        int pfn = TableSlot.pfn(value);
        if (!isExclusive(port, pfn)) {
            if (!ownedByOne(port, head(port, pfn))) {
                return 0;
            }
            setExclusive(port, pfn, 1, true);
        }
        port.setSlot(slot, value | TableSlot.WRITE);
        return 1;
    }

    private boolean ownedByOne(FolioPort port, int head) {
        return mappedByOne(port, head) && references(port, head) == mappings(port, head);
    }

    protected boolean mappedByOne(FolioPort port, int head) {
        return large(port, head) ? !maybeShared(port, head) : mappings(port, head) == 1;
    }

    public int pin(FolioPort port, int slot) {
        long seen = port.slot(slot);
        if (!TableSlot.isPresent(seen)) {
            return 0;
        }
        int pfn = TableSlot.pfn(seen);
        int head = head(port, pfn);
        takePin(port, head, 1);
        boolean unshared = kind(port, head) != FolioView.ANON || isExclusive(port, pfn);
        if (port.slot(slot) != seen || !unshared) {
            takePin(port, head, -1);
            return 0;
        }
        return 1;
    }

    public int startMigration(FolioPort port, int slot) {
        long value = port.slot(slot);
        int pfn = TableSlot.pfn(value);
        boolean exclusive = isExclusive(port, pfn);
        if (!takeFrom(port, slot, pfn, exclusive)) {
            return 0;
        }
        int head = head(port, pfn);
        uncheck(port, pfn, 1);
        removeMappings(port, head, machine.mm(slot), 1);
        addReferences(port, head, -1);
        port.setSlot(slot, TableSlot.migration(value, exclusive));
        return 1;
    }

    /**
     * Takes a page out of its slot, and its exclusive flag: the slot first, so that nobody can pin
     * the page any more once it was found not to be pinned.
     */
    protected boolean takeFrom(FolioPort port, int slot, int pfn, boolean exclusive) {
        long value = port.slot(slot);
        port.setSlot(slot, 0);
        if (exclusive && maybePinned(port, head(port, pfn))) {
            if (TableSlot.isExecutable(value)) {
                syncBeforeInstall(port, pfn, 1);
            }
            port.setSlot(slot, value);
            return false;
        }
        if (exclusive) {
            setExclusive(port, pfn, 1, false);
        }
        return true;
    }

    public void endMigration(FolioPort port, int slot) {
        long entry = port.slot(slot);
        int pfn = TableSlot.pfn(entry);
        if ((entry & TableSlot.EXCLUSIVE) != 0) {
            setExclusive(port, pfn, 1, true);
        }
        mapRange(port, slot, pfn, 1, entry);
    }
}
