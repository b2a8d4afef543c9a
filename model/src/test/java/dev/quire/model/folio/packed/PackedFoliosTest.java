package dev.quire.model.folio.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.PagePolicy;
import dev.quire.model.folio.TableSlot;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PackedFoliosTest {
    private static final int MM1 = 0;

    private final FolioMachine machine = FolioMachine.named("folio-4k");
    private final int mm2 = machine.slot(2, 0);
    private final int mm3 = machine.slot(3, 0);
    private final PackedFolios folios = new PackedFolios(machine);
    private final ToldPort port = new ToldPort(folios, machine);
    private final FolioView view = folios.view(port);

    @BeforeEach
    void zeroPage() {
        folios.alloc(port, machine.zeroPage(), 0);
    }

    private void largeFile(int pfn, int order) {
        folios.alloc(port, pfn, order);
        folios.addToPageCache(port, pfn, 0);
    }

    @Test
    void setFlag_headPolicyThroughATail_isInTheHeadsWord() {
        folios.alloc(port, 4, 2);
        assertEquals(1, folios.setFlag(port, FolioFlag.DIRTY, 6));
        assertTrue((view.flags(4) & FolioFlag.DIRTY.mask) != 0);
        assertEquals(0, view.flags(6));
        assertEquals(1, folios.testFlag(port, FolioFlag.DIRTY, 7));
    }

    @Test
    void setFlag_secondPolicy_sharesTheBitOfAnotherFlagInTheSecondPage() {
        folios.alloc(port, 4, 1);
        folios.setFlag(port, FolioFlag.HAS_HWPOISONED, 4);
        assertEquals(0, folios.testFlag(port, FolioFlag.ACTIVE, 4));
        assertTrue((view.flags(5) & FolioFlag.ACTIVE.mask) != 0);
    }

    @Test
    void setFlag_throughTheWrongPage_isRefusedWithItsPolicy() {
        folios.alloc(port, 4, 1);
        assertEquals(PagePolicy.NO_TAIL.refusal(), folios.setFlag(port, FolioFlag.LOCKED, 5));
        assertEquals(
                PagePolicy.NO_COMPOUND.refusal(), folios.testFlag(port, FolioFlag.RESERVED, 4));
        assertEquals(
                PagePolicy.SECOND.refusal(),
                folios.testSetFlag(port, FolioFlag.PARTIALLY_MAPPED, 5));
    }

    @Test
    void put_lastReference_leavesNoWordSet() {
        folios.alloc(port, 8, 3);
        folios.setFlag(port, FolioFlag.HAS_HWPOISONED, 8);
        folios.setFlag(port, FolioFlag.UPTODATE, 8);
        assertEquals(1, folios.put(port, 13));
        for (int pfn = 8; pfn < 16; pfn++) {
            assertEquals(0, view.flags(pfn));
            assertEquals(-1, view.order(pfn));
        }
    }

    @Test
    void mapFile_threeAddressSpaces_remembersTwoAndKnowsOfMore() {
        largeFile(0, 2);
        folios.mapFile(port, MM1, 0, 4, 0);
        assertFalse(view.maybeShared(0));
        folios.mapFile(port, mm2, 0, 2, 0);
        folios.mapFile(port, mm3, 0, 1, 0);
        assertEquals(7, view.mapcount(0));
        assertEquals(1, view.mmId(0, 0));
        assertEquals(3, view.mmCount(0, 0));
        assertEquals(2, view.mmId(0, 1));
        assertEquals(1, view.mmCount(0, 1));
        folios.unmap(port, mm2, 2);
        assertTrue(view.maybeShared(0));
        assertEquals(0, view.mmId(0, 1));
        folios.unmap(port, mm3, 1);
        assertFalse(view.maybeShared(0));
        folios.unmap(port, MM1, 4);
        assertEquals(5, view.refcount(0));
    }

    @Test
    void mapFile_overTwoTablesAndTwoFolios_tellsThreeRanges() {
        largeFile(0, 1);
        largeFile(2, 1);
        int slot = machine.tableEntries() - 1;
        folios.mapFile(port, slot, 0, 4, 0);
        assertEquals(List.of("range 15 0 1", "range 16 1 1", "range 17 2 2"), port.told());
    }

    @Test
    void mapFile_executable_syncsTheWholeFolioOnce() {
        largeFile(0, 2);
        folios.mapFile(port, MM1, 1, 1, TableSlot.EXEC);
        assertEquals(List.of("range 0 1 1", "sync 0 4"), port.told());
        folios.mapFile(port, mm2, 0, 4, TableSlot.EXEC);
        assertEquals(List.of("range 32 0 4"), port.told());
        folios.flushDcachePage(port, 3);
        folios.mapFile(port, mm3, 0, 1, TableSlot.EXEC);
        assertEquals(List.of("range 64 0 1", "sync 0 4"), port.told());
    }

    @Test
    void fork_pinnedExclusivePage_changesNothing() {
        folios.alloc(port, 0, 2);
        folios.mapAnon(port, MM1, 0, 4, TableSlot.WRITE, true);
        assertEquals(1, folios.pin(port, MM1));
        assertEquals(0, folios.fork(port, MM1, mm2, 4));
        assertTrue(view.exclusive(3));
        folios.unpin(port, 0);
        assertEquals(1, folios.fork(port, MM1, mm2, 4));
        assertFalse(view.exclusive(3));
        assertFalse(TableSlot.isWritable(port.slot(MM1)));
    }

    @Test
    void split_uniform_carriesDirtyAndNotArch1() {
        largeFile(0, 2);
        folios.mapFile(port, MM1, 0, 1, TableSlot.EXEC);
        folios.unmap(port, MM1, 1);
        folios.setFlag(port, FolioFlag.DIRTY, 0);
        folios.setFlag(port, FolioFlag.LOCKED, 0);
        assertEquals(1, folios.split(port, 2, 1, true, 0));
        assertEquals(1, view.order(0));
        assertTrue((view.flags(0) & FolioFlag.ARCH_1) != 0);
        assertEquals(0, view.flags(2) & FolioFlag.ARCH_1);
        assertEquals(1, folios.testFlag(port, FolioFlag.DIRTY, 2));
        assertEquals(1, folios.testFlag(port, FolioFlag.LOCKED, 2));
        assertEquals(0, folios.testFlag(port, FolioFlag.LOCKED, 0));
        assertEquals(2, view.index(2));
        assertEquals(3, view.refcount(2));
        assertEquals(2, view.refcount(0));
    }

    @Test
    void orders_ofAFolioThatFillsNoWord_leaveItsNeighboursAlone() {
        folios.alloc(port, 2, 1);
        folios.alloc(port, 4, 2);
        folios.alloc(port, 16, 4);
        assertEquals(-1, view.order(1));
        assertEquals(1, view.order(3));
        assertEquals(2, view.order(7));
        assertEquals(-1, view.order(8));
        assertEquals(4, view.order(31));
        assertEquals(16, view.head(31));
        assertEquals(-1, view.order(32));
    }

    @Test
    void mapAnon_exclusiveOverSeveralWords_marksEachPageAndNoOther() {
        FolioMachine large = FolioMachine.named("folio-large");
        PackedFolios big = new PackedFolios(large);
        ToldPort own = new ToldPort(big, large);
        big.alloc(own, 512, 9);
        big.mapAnon(own, 10, 520, 150, TableSlot.WRITE, true);
        FolioView seen = big.view(own);
        assertFalse(seen.exclusive(519));
        assertTrue(seen.exclusive(520));
        assertTrue(seen.exclusive(669));
        assertFalse(seen.exclusive(670));
        assertEquals(150, seen.mapcount(512));
    }

    @Test
    void mapFile_pagesThatShareWordsWithOthers_countsTheirSlotsAlone() {
        largeFile(0, 4);
        for (int from = 0; from < 6; from++) {
            for (int nr = 1; nr <= 10; nr++) {
                folios.mapFile(port, MM1, from, nr, 0);
                for (int pfn = 0; pfn < 16; pfn++) {
                    int expected = pfn >= from && pfn < from + nr ? 1 : 0;
                    assertEquals(expected, view.tableCheck(pfn), from + " " + nr + " " + pfn);
                }
                folios.unmap(port, MM1, nr);
                assertEquals(0, view.tableCheck(from + nr - 1));
            }
        }
        assertEquals(17, view.refcount(0));
    }
}
