package dev.quire.model.folio.packed;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.TableSlot;

/**
 * Splits of a folio. Its mappings wait as migration entries; each new folio takes over the carried
 * flags only, so neither arch_1 nor the second page's.
 *
 * <p>Source: Linux, mm/huge_memory.c, __folio_split and __split_folio_to_order.
 */
class PackedSplits extends PackedMappings {
    private static final long CARRIED = carried();

    PackedSplits(FolioMachine machine) {
        super(machine);
    }

    private static long carried() {
        long mask = FolioFlag.LRU.mask;
        for (int i = 0; i < FolioFlag.count(); i++) {
            mask |= FolioFlag.at(i).carried ? FolioFlag.at(i).mask : 0;
        }
        return mask;
    }

    public int split(FolioPort port, int pfn, int order, boolean uniform, int fail) {
        int head = head(port, pfn);
        int before = order(port, head);
        boolean anon = kind(port, head) == FolioView.ANON;
        if (!splits(port, head, order, uniform)) {
            return 0;
        }
        if (anon) {
            unmapFolio(port, head, before);
        }
        boolean done = fail != 1 || !anon && !uniform;
        if (done) {
            payFlush(port, head);
            if (anon) {
                setExclusive(port, head, 1 << before, false);
            }
            done = divide(port, pfn, order, uniform, fail);
        }
        remap(port, head, before);
        settle(port, head, before, pfn);
        return done ? 1 : 0;
    }

    private boolean splits(FolioPort port, int head, int order, boolean uniform) {
        boolean anon = kind(port, head) == FolioView.ANON;
        int cached = cached(port, head) ? 1 << order(port, head) : 0;
        boolean swap = anon && cached > 0;
        return !(anon && order == 1)
                && (!swap || uniform && order == 0)
                && references(port, head) == mappings(port, head) + cached + 1;
    }

    /** Whether the page cache or the swap cache has a reference for each page. */
    private boolean cached(FolioPort port, int head) {
        return kind(port, head) == FolioView.FILE || swapEntry(port, head) != 0;
    }

    private void unmapFolio(FolioPort port, int head, int order) {
        for (int slot = 0; slot < machine.slots(); slot++) {
            long value = port.slot(slot);
            int pfn = TableSlot.pfn(value);
            if (TableSlot.isPresent(value) && pfn >= head && pfn < head + (1 << order)) {
                startMigration(port, slot);
            }
        }
    }

    private void remap(FolioPort port, int head, int order) {
        for (int slot = 0; slot < machine.slots(); slot++) {
            long value = port.slot(slot);
            int pfn = TableSlot.pfn(value);
            if (TableSlot.isMigration(value) && pfn >= head && pfn < head + (1 << order)) {
                endMigration(port, slot);
            }
        }
    }

    /** A flush that is owed is done, as the new folios would not know of it. */
    protected void payFlush(FolioPort port, int head) {
        syncAfterInstall(port, head);
    }

    /** Whether memory sufficed to the end. */
    private boolean divide(FolioPort port, int pfn, int order, boolean uniform, int fail) {
        boolean anon = kind(port, head(port, pfn)) == FolioView.ANON;
        if (uniform) {
            divideTo(port, head(port, pfn), order);
            return true;
        }
        for (int step = 1; order(port, pfn) > order; step++) {
            if (step == fail && !anon) {
                return false;
            }
            int next = order(port, pfn) - 1;
            divideTo(port, head(port, pfn), anon && next == 1 ? 0 : next);
        }
        return true;
    }

    /** Nobody maps or pins a folio that is split: no count of its second page is left. */
    private void divideTo(FolioPort port, int head, int order) {
        int before = order(port, head);
        int pages = 1 << order;
        long flags = flags(port, head);
        boolean cached = cached(port, head);
        int kind = kind(port, head);
        int index = index(port, head);
        int entry = swapEntry(port, head);
        for (int part = head + (1 << before) - pages; part >= head; part -= pages) {
            int offset = part - head;
            setOrders(port, part, pages, order);
            long none = (long) NO_MAPPING << Integer.SIZE;
            port.write(countsAt(part), none | (cached ? pages : 0));
            setOwner(port, part, kind, index + offset, entry == 0 ? 0 : entryOf(entry, offset));
            long own = offset == 0 ? flags & ~FolioFlag.HEAD : flags & carriedMask();
            setFlags(port, part, own | (order > 0 ? FolioFlag.HEAD : 0));
            if (order > 0) {
                setFlags(port, part + 1, secondPage(port, part, pages));
            }
        }
    }

    /** The swap entry of a new folio, by its offset in the folio that was. */
    protected int entryOf(int entry, int offset) {
        return entry + offset;
    }

    /** The flags that new folios take over. */
    protected long carriedMask() {
        return CARRIED;
    }

    /** The word of a new large folio's second page. */
    protected long secondPage(FolioPort port, int head, int pages) {
        long poisoned = anyPoisoned(port, head, pages) ? FolioFlag.HAS_HWPOISONED.mask : 0;
        return FolioFlag.LARGE_RMAPPABLE.mask | poisoned;
    }

    /** The caller's reference goes to the page's folio; the others are unlocked and put. */
    private void settle(FolioPort port, int head, int order, int pfn) {
        int end = head + (1 << order);
        if (order(port, pfn) == order) {
            return;
        }
        int kept = head(port, pfn);
        addReferences(port, kept, 1);
        for (int part = head; part < end; ) {
            int next = folioEnd(port, part);
            if (part != kept) {
                port.clearBits(flagsAt(part), FolioFlag.LOCKED.mask);
                if (references(port, part) == 0) {
                    release(port, part);
                }
            }
            part = next;
        }
    }

    public int makeSecure(FolioPort port, int pfn) {
        if (large(port, pfn) && split(port, pfn, 0, true, 0) == 0) {
            return 0;
        }
        port.setBits(flagsAt(pfn), FolioFlag.ARCH_1);
        port.convertToSecure(pfn);
        return 1;
    }

    public void poison(FolioPort port, int pfn) {
        port.setBits(poisonAt(pfn), bit(pfn));
        int head = head(port, pfn);
        addReferences(port, head, 1);
        if (large(port, head)) {
            port.setBits(flagsAt(head + 1), FolioFlag.HAS_HWPOISONED.mask);
        }
        putReferences(port, head, 1);
    }

    public void unpoison(FolioPort port, int pfn) {
        port.clearBits(poisonAt(pfn), bit(pfn));
    }
}
