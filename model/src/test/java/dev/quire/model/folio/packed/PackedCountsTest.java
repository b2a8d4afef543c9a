package dev.quire.model.folio.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.TableSlot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackedCountsTest {
    private static final int MM1 = 0;

    private final FolioMachine machine = FolioMachine.named("folio-4k");
    private final int mm2 = machine.slot(2, 0);
    private final int mm3 = machine.slot(3, 0);
    private final PackedFolios folios = new PackedFolios(machine);
    private final ToldPort port = new ToldPort(folios, machine);
    private final FolioView view = folios.view(port);

    @BeforeEach
    void fileFolioAtFrame0() {
        folios.alloc(port, machine.zeroPage(), 0);
        folios.alloc(port, 0, 2);
        folios.addToPageCache(port, 0, 0);
    }

    @Test
    void mapFile_againByTheFirstAddressSpace_addsToItsCount() {
        folios.mapFile(port, MM1, 0, 2, 0);
        folios.mapFile(port, MM1 + 2, 0, 4, 0);
        assertEquals(5, view.mmCount(0, 0));
        assertFalse(view.maybeShared(0));
    }

    @Test
    void mapFile_againByTheSecondAddressSpace_addsToItsCount() {
        folios.mapFile(port, MM1, 0, 1, 0);
        folios.mapFile(port, mm2, 0, 1, 0);
        folios.mapFile(port, mm2 + 1, 0, 3, 0);
        assertEquals(0, view.mmCount(0, 0));
        assertEquals(3, view.mmCount(0, 1));
    }

    @Test
    void mapFile_bySecondAddressSpace_takesTheSecondSlotAndShares() {
        folios.mapFile(port, MM1, 0, 2, 0);
        folios.mapFile(port, mm2, 0, 3, 0);
        assertEquals(2, view.mmId(0, 1));
        assertEquals(2, view.mmCount(0, 1));
        assertTrue(view.maybeShared(0));
    }

    @Test
    void mapFile_whenTheFirstSlotIsFreeAgain_takesItAndShares() {
        folios.mapFile(port, MM1, 0, 1, 0);
        folios.mapFile(port, mm2, 0, 4, 0);
        folios.unmap(port, MM1, 1);
        assertFalse(view.maybeShared(0));
        folios.mapFile(port, mm3, 0, 2, 0);
        assertEquals(3, view.mmId(0, 0));
        assertEquals(1, view.mmCount(0, 0));
        assertEquals(2, view.mmId(0, 1));
        assertTrue(view.maybeShared(0));
    }

    @Test
    void unmap_allButOnePage_remembersTheAddressSpace() {
        folios.mapFile(port, MM1, 0, 3, 0);
        folios.unmap(port, MM1, 2);
        assertEquals(1, view.mmId(0, 0));
        assertEquals(0, view.mmCount(0, 0));
    }

    @Test
    void unmap_partOfOneOfTwo_isStillShared() {
        folios.mapFile(port, MM1, 0, 1, 0);
        folios.mapFile(port, mm2, 0, 3, 0);
        folios.unmap(port, mm2, 2);
        assertTrue(view.maybeShared(0));
        folios.unmap(port, mm2 + 2, 1);
        assertFalse(view.maybeShared(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void unpin_lastReference_freesTheFolio(int order) {
        folios.alloc(port, 8, order);
        folios.mapAnon(port, MM1, 8, 1, TableSlot.WRITE, true);
        assertEquals(1, folios.pin(port, MM1));
        folios.unmap(port, MM1, 1);
        assertEquals(0, folios.put(port, 8));
        assertEquals(order, view.order(8));
        folios.unpin(port, 8);
        assertEquals(-1, view.order(8));
    }

    /** As many references as one pin counts for are taken for a pin: wrong only to be safe. */
    @ParameterizedTest
    @ValueSource(ints = {PackedCounts.PIN_BIAS - 1, PackedCounts.PIN_BIAS})
    void startMigration_manyReferencesToASmallFolio_isRefusedFromThePinsBiasOn(int references) {
        folios.alloc(port, 8, 0);
        folios.mapAnon(port, MM1, 8, 1, TableSlot.WRITE, true);
        while (view.refcount(8) < references) {
            folios.get(port, 8);
        }
        int expected = references < PackedCounts.PIN_BIAS ? 1 : 0;
        assertEquals(expected, folios.startMigration(port, MM1));
    }

    /** Nothing clears these words where a folio is allocated, freed or split. */
    @Test
    void unmapAndUnpin_last_leaveNothingInTheSecondPageAndTheAddressSpaces() {
        folios.alloc(port, 8, 2);
        folios.mapAnon(port, MM1, 8, 4, TableSlot.WRITE, true);
        folios.pin(port, MM1);
        folios.unpin(port, 8);
        folios.fork(port, MM1, mm2, 4);
        folios.fork(port, MM1, mm3, 4);
        folios.unmap(port, MM1, 4);
        folios.unmap(port, mm3, 4);
        folios.unmap(port, mm2, 4);
        assertEquals(0, port.words[folios.countsAt(9)]);
        assertEquals(0, port.words[folios.mmIdsAt(8)]);
    }

    @Test
    void put_smallFolio_leavesNothingThatALargeFoliosPinsWouldCount() {
        folios.alloc(port, 9, 0);
        folios.put(port, 9);
        folios.alloc(port, 8, 1);
        folios.mapAnon(port, MM1, 8, 2, TableSlot.WRITE, true);
        assertEquals(1, folios.pin(port, MM1));
        assertEquals(0, folios.startMigration(port, MM1));
    }
}
