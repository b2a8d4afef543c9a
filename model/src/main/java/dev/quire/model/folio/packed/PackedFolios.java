package dev.quire.model.folio.packed;

import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.TableSlot;

/**
 * Folios packed into words: one word of flags a folio, counts in the words of its first two pages,
 * of each page its folio's order, two bits and a count of slots. All state lies behind the port.
 *
 * <p>Each class below it adds one subject: words, flags, counts, caches, mappings, splits; seeded
 * bugs replace one of their steps.
 */
public class PackedFolios extends PackedSplits implements FolioApi {
    public PackedFolios(FolioMachine machine) {
        super(machine);
    }

    @Override
    public final void addToPageCache(FolioPort port, int pfn, int index) {
        int head = head(port, pfn);
        addReferences(port, head, 1 << order(port, head));
        setOwner(port, head, FolioView.FILE, index, 0);
    }

    @Override
    public final void removeFromPageCache(FolioPort port, int pfn) {
        int head = head(port, pfn);
        setOwner(port, head, FolioView.NONE, 0, 0);
        putReferences(port, head, 1 << order(port, head));
    }

    @Override
    public final void addToSwapCache(FolioPort port, int pfn, int entry) {
        int head = head(port, pfn);
        addReferences(port, head, 1 << order(port, head));
        setOwner(port, head, FolioView.ANON, index(port, head), entry);
        port.setBits(flagsAt(head), FolioFlag.SWAPCACHE.mask);
    }

    @Override
    public final void removeFromSwapCache(FolioPort port, int pfn) {
        int head = head(port, pfn);
        port.clearBits(flagsAt(head), FolioFlag.SWAPCACHE.mask);
        setOwner(port, head, FolioView.ANON, index(port, head), 0);
        putReferences(port, head, 1 << order(port, head));
    }

    @Override
    public int collapse(FolioPort port, int slot, int pfn, int order) {
        int nr = 1 << order;
        for (int i = 0; i < nr; i++) {
            if (!collapses(port, TableSlot.pfn(port.slot(slot + i)))) {
                return 0;
            }
        }
        alloc(port, pfn, order);
        becomeAnon(port, pfn, slot);
        port.setBits(
                flagsAt(pfn),
                FolioFlag.UPTODATE.mask | FolioFlag.SWAPBACKED.mask | FolioFlag.DIRTY.mask);
        for (int i = 0; i < nr; i++) {
            port.copyPage(TableSlot.pfn(port.slot(slot + i)), pfn + i);
        }
        flushDcacheFolio(port, pfn);
        port.range(slot, pfn, nr);
        setExclusive(port, pfn, nr, true);
        countMapped(port, pfn, machine.mm(slot), nr);
        for (int i = 0; i < nr; i++) {
            replace(port, slot + i, pfn + i);
        }
        syncAfterInstall(port, pfn);
        addReferences(port, pfn, -1);
        return 1;
    }

    private void replace(FolioPort port, int slot, int pfn) {
        long old = port.slot(slot);
        int head = head(port, TableSlot.pfn(old));
        port.setSlot(slot, 0);
        uncheck(port, TableSlot.pfn(old), 1);
        countUnmapped(port, head, machine.mm(slot), 1);
        if (TableSlot.isExecutable(old)) {
            syncBeforeInstall(port, pfn, 1);
        }
        countCheck(port, pfn, 1, 1);
        port.setSlot(slot, TableSlot.present(pfn, old));
    }

    private boolean collapses(FolioPort port, int pfn) {
        int head = head(port, pfn);
        return isExclusive(port, pfn)
                && !isPoisoned(port, pfn)
                && !has(port, head, FolioFlag.LOCKED)
                && !has(port, head, FolioFlag.WRITEBACK)
                && references(port, head) == mappings(port, head);
    }

    @Override
    public final FolioView view(FolioPort port) {
        return new PackedView(this, port);
    }
}
