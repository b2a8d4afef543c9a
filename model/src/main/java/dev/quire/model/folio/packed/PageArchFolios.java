package dev.quire.model.folio.packed;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;

/**
 * Packed folios that know of each page whether its caches agree, as PG_arch_1 did before v6.6:
 * pages are cleaned one by one as they are installed, and a store makes one page unclean. The bits
 * lie behind all other words, a bit a page. Where PG_arch_1 means something else it is the folio's.
 */
public class PageArchFolios extends PackedFolios {
    private final int bits;

    public PageArchFolios(FolioMachine machine) {
        super(machine);
        bits = super.words();
    }

    @Override
    public final int words() {
        return super.words() + (machine.pages() + Long.SIZE - 1) / Long.SIZE;
    }

    @Override
    public void exchangeHalves(long[] state, int at) {
        super.exchangeHalves(state, at);
        exchange(state, at + bits, 1, machine.frames() / 2);
    }

    private int bitsAt(int pfn) {
        return bits + (pfn >> 6);
    }

    private boolean isClean(FolioPort port, int pfn) {
        return (port.read(bitsAt(pfn)) & bit(pfn)) != 0;
    }

    @Override
    public void alloc(FolioPort port, int pfn, int order) {
        super.alloc(port, pfn, order);
        for (int p = pfn; p < pfn + (1 << order); p++) {
            port.clearBits(bitsAt(p), bit(p));
        }
    }

    @Override
    protected void syncBeforeInstall(FolioPort port, int pfn, int nr) {
        for (int p = pfn; p < pfn + nr && means(ArchBit.CLEAN); p++) {
            if (!isClean(port, p)) {
                port.sync(p, 1);
                port.setBits(bitsAt(p), bit(p));
            }
        }
    }

    @Override
    public void flushDcacheFolio(FolioPort port, int pfn) {
        if (!means(ArchBit.CLEAN)) {
            super.flushDcacheFolio(port, pfn);
            return;
        }
        for (int p = head(port, pfn); p < folioEnd(port, pfn); p++) {
            flushDcachePage(port, p);
        }
    }

    @Override
    public void flushDcachePage(FolioPort port, int pfn) {
        if (!means(ArchBit.CLEAN)) {
            super.flushDcachePage(port, pfn);
        } else if (isClean(port, pfn)) {
            port.clearBits(bitsAt(pfn), bit(pfn));
        }
    }
}
