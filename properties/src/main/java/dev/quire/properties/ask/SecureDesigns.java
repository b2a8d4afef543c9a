package dev.quire.properties.ask;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.packed.PackedFolios;

/** Ways to remember which frames may be secure, by PG_arch_1. */
final class SecureDesigns {
    static final Design PER_FOLIO = Design.perFolio("a bit a folio", PerFolio::new);
    static final Design EXPORTS_ALL =
            Design.perFolio("a bit a folio, export all pages", ExportsAll::new);
    static final Design KEEPS = Design.perFolio("a bit a folio, keep it", KeepsTheBit::new);
    static final Design SECURES_ANYWAY =
            Design.perFolio("split first, go on where that fails", SecuresAnyway::new);

    private SecureDesigns() {}

    /** One bit a page, as before v6.6: every page of a unit is marked. */
    static Design perPage(int unit) {
        return new Design(
                "a bit a page", machine -> new PerPage(machine, 1 << unit), Design.Keeps.PAGE);
    }

    private static final class PerPage extends PackedFolios {
        private final int unitPages;

        PerPage(FolioMachine machine, int unitPages) {
            super(machine);
            this.unitPages = unitPages;
        }

        @Override
        public int makeSecure(FolioPort port, int pfn) {
            int first = pfn & -unitPages;
            for (int p = first; p < first + unitPages; p++) {
                port.setBits(flagsAt(p), FolioFlag.ARCH_1);
            }
            port.convertToSecure(pfn);
            return 1;
        }

        @Override
        public void makeAccessible(FolioPort port, int pfn) {
            if (!archBit(port, pfn)) {
                return;
            }
            port.export(pfn);
            int first = pfn & -unitPages;
            for (int p = first; p < first + unitPages; p++) {
                port.clearBits(flagsAt(p), FolioFlag.ARCH_1);
            }
        }
    }

    /** One bit a folio, set and cleared as the page's was. */
    static class PerFolio extends PackedFolios {
        PerFolio(FolioMachine machine) {
            super(machine);
        }

        @Override
        public int makeSecure(FolioPort port, int pfn) {
            port.setBits(flagsAt(head(port, pfn)), FolioFlag.ARCH_1);
            port.convertToSecure(pfn);
            return 1;
        }

        @Override
        public void makeAccessible(FolioPort port, int pfn) {
            int head = head(port, pfn);
            if (archBit(port, head)) {
                export(port, head, pfn);
                port.clearBits(flagsAt(head), FolioFlag.ARCH_1);
            }
        }

        void export(FolioPort port, int head, int pfn) {
            port.export(pfn);
        }
    }

    /** One bit a folio; an access by the host exports all its pages. */
    static final class ExportsAll extends PerFolio {
        ExportsAll(FolioMachine machine) {
            super(machine);
        }

        @Override
        void export(FolioPort port, int head, int pfn) {
            for (int p = head; p < folioEnd(port, head); p++) {
                port.export(p);
            }
        }
    }

    /** One bit a folio that stays until the folio is freed. */
    static final class KeepsTheBit extends PerFolio {
        KeepsTheBit(FolioMachine machine) {
            super(machine);
        }

        @Override
        public void makeAccessible(FolioPort port, int pfn) {
            if (archBit(port, head(port, pfn))) {
                port.export(pfn);
            }
        }
    }

    /** Splits first, and goes on where that fails. */
    static final class SecuresAnyway extends PackedFolios {
        SecuresAnyway(FolioMachine machine) {
            super(machine);
        }

        @Override
        public int makeSecure(FolioPort port, int pfn) {
            if (super.makeSecure(port, pfn) == 0) {
                port.setBits(flagsAt(head(port, pfn)), FolioFlag.ARCH_1);
                port.convertToSecure(pfn);
            }
            return 1;
        }
    }
}
