package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.reference.PageByPage;
import java.util.List;

/**
 * A machine of folios so small that all states of a family of operations can be visited: 8 frames,
 * two CPUs, two address spaces.
 *
 * @param folios folios of order 2, 1 or 2
 */
public record FolioSmallMachine(FolioFamily family, int folios) {
    static final int ORDER = 2;
    private static final int PINS_MAX = 1;

    public FolioSmallMachine {
        if (folios < 1 || folios > 2) {
            throw new IllegalArgumentException("folios must be 1 or 2: " + folios);
        }
    }

    /** What its operations run on. */
    public FolioMachine machine() {
        return family.machine();
    }

    /** Every operation with every argument. */
    public List<FolioOperation> operations() {
        return family.operations(folios);
    }

    /** What another CPU may do at any one point inside an operation: each of these. */
    List<List<FolioOperation>> inside(FolioOperation of) {
        int cpu = 1 - of.cpu();
        if (of.call() == FolioCall.MIGRATE) {
            FolioOperation pin = FolioOperation.ofSlots(FolioCall.PIN, of.mm(), of.page(), 1);
            return List.of(List.of(pin.withCpu(cpu)));
        }
        boolean caches = family == FolioFamily.CLEAN || family == FolioFamily.DIRTY;
        if (caches && of.call() == FolioCall.MAP_FILE) {
            int mm = 3 - of.mm();
            FolioOperation map =
                    FolioOperation.map(of.call(), mm, of.page(), of.pfn(), 1, of.flags());
            FolioOperation execute = FolioOperation.ofSlots(FolioCall.EXECUTE, mm, of.page(), 1);
            return List.of(
                    List.of(map.withCpu(cpu)), List.of(map.withCpu(cpu), execute.withCpu(cpu)));
        }
        return List.of();
    }

    /** Whether references, pins and folios are as few as the machine allows. */
    boolean fits(PageByPage pages) {
        int heads = 0;
        for (int pfn = 0; pfn < folios << ORDER; pfn++) {
            if (pages.isFree(pfn)) {
                continue;
            }
            boolean head = pages.first(pfn) == pfn;
            heads += head ? 1 : 0;
            if (head && pages.heldReferences(pfn) > family.heldMax || pages.pins(pfn) > PINS_MAX) {
                return false;
            }
        }
        return heads <= family.foliosMax;
    }

    /** In a line, as {@code explore} prints it. */
    public String text() {
        return machine().text()
                + " family="
                + family.word
                + " folios="
                + folios
                + " held="
                + family.heldMax
                + " foliosMax="
                + family.foliosMax;
    }
}
