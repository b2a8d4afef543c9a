package dev.quire.model.folio.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.TableSlot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told to caches and to the host, and when. */
final class PackedCachesTest {
    private static final int MM1 = 0;

    private FolioMachine machine;
    private PackedFolios folios;
    private ToldPort port;
    private FolioView view;

    private void on(String name) {
        machine = FolioMachine.named(name);
        folios = new PackedFolios(machine);
        port = new ToldPort(folios, machine);
        view = folios.view(port);
        folios.alloc(port, machine.zeroPage(), 0);
    }

    private void file(int pfn, int order) {
        folios.alloc(port, pfn, order);
        folios.addToPageCache(port, pfn, 0);
    }

    private void executableAnon(int pfn) {
        folios.alloc(port, pfn, 2);
        folios.mapAnon(port, MM1, pfn, 4, TableSlot.WRITE | TableSlot.EXEC, true);
        folios.put(port, pfn);
        folios.flushDcacheFolio(port, pfn);
        port.told();
    }

    private long archBit(int pfn) {
        return view.flags(pfn) & FolioFlag.ARCH_1;
    }

    @Test
    void mapFile_notExecutable_syncsNothing() {
        on("folio-4k");
        file(0, 2);
        folios.mapFile(port, MM1, 0, 4, TableSlot.WRITE);
        assertEquals(List.of("range 0 0 4"), port.told());
    }

    @Test
    void flushDcacheFolio_dirtyPolarityUnmapped_owesTheFlushUntilItIsMapped() {
        on("folio-4k-dirty");
        file(0, 2);
        folios.flushDcacheFolio(port, 2);
        assertEquals(List.of(), port.told());
        assertEquals(FolioFlag.ARCH_1, archBit(0));
        folios.mapFile(port, MM1, 1, 1, 0);
        assertEquals(List.of("range 0 1 1", "sync 0 4"), port.told());
        assertEquals(0, archBit(0));
    }

    @Test
    void flushDcacheFolio_dirtyPolarityMapped_flushesNow() {
        on("folio-4k-dirty");
        file(0, 2);
        folios.mapFile(port, MM1, 1, 1, 0);
        port.told();
        folios.flushDcacheFolio(port, 2);
        assertEquals(List.of("sync 0 4"), port.told());
        assertEquals(0, archBit(0));
    }

    @Test
    void flushIcachePages_overAHole_invalidatesTheMappedPagesAFolioAtATime() {
        on("folio-4k");
        file(2, 1);
        file(4, 1);
        folios.mapFile(port, MM1, 2, 2, 0);
        folios.mapFile(port, MM1 + 3, 4, 2, 0);
        port.told();
        folios.flushIcachePages(port, MM1, 5);
        assertEquals(List.of("invalidate 2 2", "invalidate 4 2"), port.told());
    }

    /** One CPU finds no mapping and defers; before it says so, another one maps the folio. */
    @Test
    void updateMmuCacheRange_flushDeferredDuringAnInstall_isDone() {
        on("folio-4k-dirty");
        file(4, 2);
        ToldPort late =
                new ToldPort(folios, machine) {
                    @Override
                    public long setBits(int word, long bits) {
                        if (bits == FolioFlag.ARCH_1) {
                            folios.mapFile(this, MM1 + 1, 4, 4, 0);
                        }
                        return super.setBits(word, bits);
                    }
                };
        System.arraycopy(port.words, 0, late.words, 0, port.words.length);
        folios.flushDcacheFolio(late, 4);
        assertEquals(List.of("range 1 4 4"), late.told());
        folios.updateMmuCacheRange(late, MM1, 5);
        assertEquals(List.of("sync 4 4"), late.told());
        assertEquals(0, folios.view(late).flags(4) & FolioFlag.ARCH_1);
    }

    @Test
    void fork_executableAfterAKernelWrite_syncsBeforeTheCopyIsStored() {
        on("folio-4k");
        executableAnon(8);
        int mm2 = machine.slot(2, 0);
        folios.fork(port, MM1, mm2, 4);
        assertEquals(List.of("range " + mm2 + " 8 4", "sync 8 4"), port.told());
    }

    @Test
    void fork_notExecutable_syncsNothing() {
        on("folio-4k");
        folios.alloc(port, 8, 2);
        folios.mapAnon(port, MM1, 8, 2, TableSlot.WRITE, true);
        port.told();
        int mm2 = machine.slot(2, 0);
        folios.fork(port, MM1, mm2, 2);
        assertEquals(List.of("range " + mm2 + " 8 2"), port.told());
    }

    @Test
    void startMigration_pinnedExecutableAfterAKernelWrite_syncsBeforeTheSlotIsStoredAgain() {
        on("folio-4k");
        executableAnon(8);
        folios.pin(port, MM1);
        long before = port.slot(MM1);
        assertEquals(0, folios.startMigration(port, MM1));
        assertEquals(before, port.slot(MM1));
        assertEquals(List.of("sync 8 4"), port.told());
    }

    @Test
    void startMigration_pinnedAndNotExecutable_syncsNothing() {
        on("folio-4k");
        folios.alloc(port, 8, 2);
        folios.mapAnon(port, MM1, 8, 2, TableSlot.WRITE, true);
        folios.pin(port, MM1);
        port.told();
        assertEquals(0, folios.startMigration(port, MM1));
        assertEquals(List.of(), port.told());
    }

    @Test
    void split_dirtyPolarity_paysTheFlushThatTheNewFoliosWouldNotKnowOf() {
        on("folio-4k-dirty");
        file(0, 2);
        folios.flushDcacheFolio(port, 0);
        folios.setFlag(port, FolioFlag.LOCKED, 0);
        assertEquals(1, folios.split(port, 0, 0, true, 0));
        assertEquals(List.of("sync 0 4"), port.told());
        assertEquals(0, archBit(0));
    }

    @Test
    void collapse_executable_copiesThenSyncsOnceBeforeTheFirstSlot() {
        on("folio-4k");
        executableAnon(8);
        assertEquals(1, folios.collapse(port, MM1, 16, 2));
        assertEquals(
                List.of(
                        "copy 8 16",
                        "copy 9 17",
                        "copy 10 18",
                        "copy 11 19",
                        "range 0 16 4",
                        "sync 16 4"),
                port.told());
    }

    @Test
    void collapse_notExecutable_syncsNothing() {
        on("folio-4k");
        folios.alloc(port, 8, 0);
        folios.mapAnon(port, MM1, 8, 1, TableSlot.WRITE, true);
        folios.put(port, 8);
        port.told();
        assertEquals(1, folios.collapse(port, MM1, 16, 0));
        assertEquals(List.of("copy 8 16", "range 0 16 1"), port.told());
    }

    @Test
    void collapse_dirtyPolarity_flushesTheCopiesAfterTheSlotsWereStored() {
        on("folio-4k-dirty");
        executableAnon(8);
        assertEquals(1, folios.collapse(port, MM1, 16, 2));
        List<String> told = port.told();
        assertEquals("sync 16 4", told.get(told.size() - 1));
        assertEquals(0, archBit(16));
    }

    @Test
    void makeSecure_smallFolio_convertsTheFrameWithItsBitSet() {
        on("folio-4k-secure");
        folios.alloc(port, 3, 0);
        assertEquals(1, folios.makeSecure(port, 3));
        assertEquals(List.of("secure 3"), port.told());
        assertTrue(archBit(3) != 0);
    }

    @Test
    void makeAccessible_secureFrame_exportsItOnce() {
        on("folio-4k-secure");
        folios.alloc(port, 3, 0);
        folios.makeSecure(port, 3);
        port.told();
        folios.makeAccessible(port, 3);
        folios.makeAccessible(port, 3);
        assertEquals(List.of("export 3"), port.told());
    }
}
