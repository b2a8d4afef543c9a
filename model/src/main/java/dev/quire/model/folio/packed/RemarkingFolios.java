package dev.quire.model.folio.packed;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;

/**
 * Packed folios that leave a flush owed when a folio is split, where PG_arch_1 means that: each new
 * folio takes the mark over in place of a flush before the split.
 */
public class RemarkingFolios extends PackedFolios {
    public RemarkingFolios(FolioMachine machine) {
        super(machine);
    }

    @Override
    protected void payFlush(FolioPort port, int head) {
        // The mark goes with the new folios.
    }

    @Override
    protected long carriedMask() {
        return super.carriedMask() | (means(ArchBit.DIRTY) ? FolioFlag.ARCH_1 : 0);
    }
}
