package dev.quire.properties.lincheck;

import dev.quire.model.range.RangeApi;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * Stores of CPUs that manage access and dirty (FEAT_HAFDBS): each marks one descriptor of the
 * folded block, so that its entries differ, for as long as nobody clears them.
 */
abstract class HardwareStores extends SharedBlock {
    HardwareStores(RangeApi api) {
        super(api);
    }

    HardwareStores() {}

    /** A store through one descriptor. */
    @Operation
    public void store(@Param(name = "slot") int slot) {
        AtomicPort port = port();
        long seen = port.read(slot);
        long found = seen;
        do {
            seen = found;
            long marked = ENCODING.markedDirty(ENCODING.mkyoung(seen));
            found = port.compareExchange(slot, seen, marked);
        } while (found != seen);
    }
}
