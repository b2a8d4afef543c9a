package dev.quire.properties.ask;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.packed.PackedFolios;

/** Where the clean bit is kept, and with it how much one flush covers. */
final class FlushDesigns {
    private FlushDesigns() {}

    /** What a design did. */
    static final class Count {
        int flushes;
        int flushedPages;
        int installedPages;
    }

    /** As since v6.6: one bit and one flush a folio. */
    static final class PerFolio extends PackedFolios {
        private final Count count;

        PerFolio(FolioMachine machine, Count count) {
            super(machine);
            this.count = count;
        }

        @Override
        protected void syncBeforeInstall(FolioPort port, int pfn, int nr) {
            int head = head(port, pfn);
            count.installedPages += nr;
            if (!archBit(port, head)) {
                count.flushes++;
                count.flushedPages += folioEnd(port, head) - head;
            }
            super.syncBeforeInstall(port, pfn, nr);
        }
    }

    /**
     * As before v6.6: one bit and one flush a page. The bits lie apart, as a folio's words have no
     * room for them.
     */
    static final class PerPage extends PackedFolios {
        private final Count count;
        private final boolean[] clean;

        PerPage(FolioMachine machine, Count count) {
            super(machine);
            this.count = count;
            clean = new boolean[machine.pages()];
        }

        @Override
        public void alloc(FolioPort port, int pfn, int order) {
            super.alloc(port, pfn, order);
            for (int p = pfn; p < pfn + (1 << order); p++) {
                clean[p] = false;
            }
        }

        @Override
        protected void syncBeforeInstall(FolioPort port, int pfn, int nr) {
            count.installedPages += nr;
            for (int p = pfn; p < pfn + nr; p++) {
                if (!clean[p]) {
                    count.flushes++;
                    count.flushedPages++;
                    port.sync(p, 1);
                    clean[p] = true;
                }
            }
        }

        @Override
        public void flushDcacheFolio(FolioPort port, int pfn) {
            for (int p = head(port, pfn); p < folioEnd(port, pfn); p++) {
                clean[p] = false;
            }
        }
    }
}
