package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Call;

/** How far a call may reach: over its slots and the blocks that they lie in. */
final class Reach {
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;

    Reach(Geometry geometry, Encoding encoding, Memory memory) {
        this.geometry = geometry;
        this.encoding = encoding;
        this.memory = memory;
    }

    /**
     * Begins the call. A batch looks at folded blocks whole, at other slots one by one; other calls
     * at blocks.
     */
    void begin(MachinePort port, StepRecord step) {
        boolean batch = step.call == Call.UNMAP_BATCH || step.call == Call.FOLIO_PTE_BATCH_FLAGS;
        int last = step.end - 1;
        boolean wideLow = !batch || encoding.validCont(memory.raw(step.slot));
        boolean wideHigh = !batch || encoding.validCont(memory.raw(last));
        int low = wideLow ? geometry.blockStart(step.slot) : step.slot;
        int high = wideHigh ? geometry.blockStart(last) + geometry.blockEntries() - 1 : last;
        if (step.to >= 0) {
            int toLast = step.to + step.end - step.slot - 1;
            low = Math.min(low, geometry.blockStart(step.to));
            high = Math.max(high, geometry.blockStart(toLast) + geometry.blockEntries() - 1);
        }
        port.begin(step.operation.cpu(), MachinePort.ACCESSES_MAX, low, high);
    }
}
