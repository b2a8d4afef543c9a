package dev.quire.model.harness;

import dev.quire.model.folio.Folios;
import dev.quire.model.machine.MachinePort;

/** The folios of a run, as ports ask for them. */
record FolioOwners(Folios folios) implements MachinePort.FrameOwners {
    @Override
    public long folioStart(long pfn) {
        return folios.start(pfn);
    }

    @Override
    public int folioPages(long pfn) {
        return folios.pages(pfn);
    }
}
