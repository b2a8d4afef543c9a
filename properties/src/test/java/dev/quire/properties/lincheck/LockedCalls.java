package dev.quire.properties.lincheck;

import dev.quire.model.range.RangeApi;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * Locked calls on the block: they set, clear, fold, unfold and change it in place. One thread makes
 * them all, among reads, as the lock keeps them apart anyhow; the other one reads.
 *
 * <p>Each leaves alone what it may not be called on, and returns whether it acted. Calls that take
 * several unfolded entries, one store each, from one mapping to another are left out: of two pages
 * a reader may rightly see the first after and the second before.
 */
abstract class LockedCalls extends SharedBlock {
    private static final String ONE_THREAD = "locked";

    /** Which of two folios is mapped. */
    private int folio;

    LockedCalls(RangeApi api) {
        super(api);
    }

    LockedCalls() {}

    /** Unmaps the pages and maps the other folio: born folded. */
    @Operation(nonParallelGroup = ONE_THREAD)
    public void replaceBlock(boolean marked) {
        locked(
                port -> {
                    if (folded(port)) {
                        api.clearFullPtes(port, MM, addr(0), 0, ENTRIES, false);
                    } else {
                        for (int slot = 0; slot < ENTRIES; slot++) {
                            clearMapped(port, slot);
                        }
                    }
                    folio = 1 - folio;
                    api.setPtes(port, MM, addr(0), 0, fresh(folio, 0, marked), ENTRIES);
                    return true;
                });
    }

    private boolean folded(AtomicPort port) {
        return ENCODING.validCont(port.read(0));
    }

    private boolean clearMapped(AtomicPort port, int slot) {
        boolean mapped = port.read(slot) != 0;
        if (mapped) {
            api.clearFullPtes(port, MM, addr(slot), slot, 1, false);
        }
        return mapped;
    }

    /** Unmaps a page, which unfolds, and maps it again; the last one folds if all agree. */
    @Operation(nonParallelGroup = ONE_THREAD)
    public void replace(@Param(name = "slot") int slot, boolean marked) {
        locked(
                port -> {
                    clearMapped(port, slot);
                    api.setPtes(port, MM, addr(slot), slot, fresh(folio, slot, marked), 1);
                    return true;
                });
    }

    /** Unmaps a page: unfolds. */
    @Operation(nonParallelGroup = ONE_THREAD)
    public boolean clear(@Param(name = "slot") int slot) {
        return locked(port -> clearMapped(port, slot));
    }

    /** Write-protects a page: unfolds. */
    @Operation(nonParallelGroup = ONE_THREAD)
    public boolean wrprotect(@Param(name = "slot") int slot) {
        return locked(
                port -> {
                    boolean mapped = port.read(slot) != 0;
                    if (mapped) {
                        api.wrprotectPtes(port, MM, addr(slot), slot, 1);
                    }
                    return mapped;
                });
    }

    /** Write-protects a folded block in place, entry by entry. */
    @Operation(nonParallelGroup = ONE_THREAD)
    public boolean wrprotectBlock() {
        return locked(
                port -> {
                    boolean folded = folded(port);
                    if (folded) {
                        api.wrprotectPtes(port, MM, addr(0), 0, ENTRIES);
                    }
                    return folded;
                });
    }

    /** A write fault: marks a writable block in place, unfolds a protected one. */
    @Operation(nonParallelGroup = ONE_THREAD)
    public boolean permitStore(@Param(name = "slot") int slot) {
        return locked(
                port -> {
                    if (port.read(slot) == 0) {
                        return false;
                    }
                    long entry = ENCODING.mkwrite(api.ptepGet(port, slot));
                    long asked = ENCODING.mkyoung(ENCODING.mkdirty(entry));
                    return api.ptepSetAccessFlags(port, MM, addr(slot), slot, asked, true);
                });
    }
}
