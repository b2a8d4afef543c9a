package dev.quire.benchmarks.folio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.TableSlot;
import org.junit.jupiter.api.Test;

/** One invocation of each benchmark of a folio: all sides do the same. */
class FolioBenchmarkTest {
    private final FolioBenchmark benchmark = new FolioBenchmark();
    private final TwoFolios folios = new TwoFolios();

    private void assertSeen(int times) {
        assertEquals(times, benchmark.flagTestPacked(folios));
        assertEquals(times, benchmark.flagTestPageByPage(folios));
        assertEquals(times, benchmark.flagTestBits(folios));
    }

    @Test
    void flags_setAndClearedThroughEachPage_areSeenThroughEachOnAllSides() {
        assertSeen(0);
        assertEquals(TwoFolios.PAGES, benchmark.flagSetPacked(folios));
        assertEquals(TwoFolios.PAGES, benchmark.flagSetPageByPage(folios));
        assertEquals(FolioFlag.DIRTY.mask, benchmark.flagSetBits(folios));
        assertSeen(TwoFolios.PAGES);
        assertEquals(TwoFolios.PAGES, benchmark.flagClearPacked(folios));
        assertEquals(TwoFolios.PAGES, benchmark.flagClearPageByPage(folios));
        assertEquals(0, benchmark.flagClearBits(folios));
        assertSeen(0);
    }

    @Test
    void map_file_leavesTheSameSlotsOnAllSides() {
        int pages = TwoFolios.PAGES;
        folios.packed.mapFile(folios.port, 0, TwoFolios.FILE, pages, TableSlot.WRITE);
        folios.reference.mapFile(0, TwoFolios.FILE, pages, TableSlot.WRITE);
        folios.bare.map(0, TwoFolios.FILE, TableSlot.WRITE);
        assertArrayEquals(folios.bare.slots, folios.slots);
        for (int slot = 0; slot < pages; slot++) {
            assertEquals(folios.reference.slot(slot), folios.slots[slot]);
            assertEquals(1, folios.view.tableCheck(slot));
        }
        assertEquals(folios.bare.mappings, folios.view.mapcount(TwoFolios.FILE));
        assertEquals(folios.reference.refcount(TwoFolios.FILE), folios.view.refcount(0));
    }

    @Test
    void mapAndUnmap_file_leaveNothingBehind() {
        assertArrayEquals(new long[folios.slots.length], benchmark.mapFilePacked(folios));
        assertEquals(0, benchmark.mapFilePageByPage(folios));
        assertTrue(benchmark.mapFileBits(folios));
        assertUnmapped(TwoFolios.FILE);
    }

    @Test
    void mapAndUnmap_anon_leaveNothingBehindButExclusivePages() {
        assertArrayEquals(new long[folios.slots.length], benchmark.mapAnonPacked(folios));
        assertEquals(0, benchmark.mapAnonPageByPage(folios));
        assertTrue(benchmark.mapAnonBits(folios));
        assertUnmapped(TwoFolios.ANON);
        assertTrue(folios.view.exclusive(TwoFolios.ANON + 511));
        assertTrue(folios.reference.isExclusive(TwoFolios.ANON + 511));
    }

    private void assertUnmapped(int head) {
        assertEquals(0, folios.view.mapcount(head));
        assertEquals(0, folios.view.tableCheck(head + 511));
        assertEquals(folios.reference.refcount(head), folios.view.refcount(head));
        assertEquals(0, folios.bare.mappings);
    }

    @Test
    void footprint_largeFolios_isThatOfTheReadme() {
        assertEquals(30.25, Footprint.packed(TwoFolios.MACHINE), 0.05);
        assertEquals(58, Footprint.reference(TwoFolios.MACHINE));
    }
}
