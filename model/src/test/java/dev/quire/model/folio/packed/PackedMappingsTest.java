package dev.quire.model.folio.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ranges: each of one folio in one table, and as long as that allows. */
final class PackedMappingsTest {
    private static final int MM1 = 0;

    private final FolioMachine machine = FolioMachine.named("folio-4k");
    private final int last = machine.tableEntries() - 1;
    private final PackedFolios folios = new PackedFolios(machine);
    private final ToldPort port = new ToldPort(folios, machine);

    @BeforeEach
    void zeroPage() {
        folios.alloc(port, machine.zeroPage(), 0);
    }

    private void file(int pfn, int order) {
        folios.alloc(port, pfn, order);
        folios.addToPageCache(port, pfn, 0);
    }

    @Test
    void mapFile_fromTheLastSlotOfATable_tellsTheRestAsOneRange() {
        file(8, 3);
        folios.mapFile(port, last, 8, 8, 0);
        assertEquals(List.of("range 15 8 1", "range 16 9 7"), port.told());
    }

    @Test
    void mapFile_threeFolios_tellsARangeEach() {
        file(8, 1);
        file(10, 1);
        file(12, 1);
        folios.mapFile(port, MM1, 8, 6, 0);
        assertEquals(List.of("range 0 8 2", "range 2 10 2", "range 4 12 2"), port.told());
    }

    @Test
    void mapAnon_fromTheLastSlotOfATable_tellsTheRestAsOneRange() {
        folios.alloc(port, 7, 0);
        folios.alloc(port, 8, 3);
        folios.mapAnon(port, last, 8, 8, TableSlot.WRITE, true);
        assertEquals(List.of("range 15 8 1", "range 16 9 7"), port.told());
    }

    @Test
    void unmap_twoFoliosOverTwoTables_tellsThreeRanges() {
        file(0, 1);
        file(2, 1);
        folios.mapFile(port, last, 0, 4, 0);
        port.told();
        folios.unmap(port, last, 4);
        assertEquals(List.of("range 15 0 1", "range 16 1 1", "range 17 2 2"), port.told());
    }

    @Test
    void collapse_eachSlot_isNoneBeforeItMapsTheNewPage() {
        List<Integer> stored = new ArrayList<>();
        ToldPort watched =
                new ToldPort(folios, machine) {
                    @Override
                    public void setSlot(int slot, long value) {
                        stored.add(TableSlot.pfn(value));
                        super.setSlot(slot, value);
                    }
                };
        folios.alloc(watched, 8, 1);
        folios.mapAnon(watched, MM1, 8, 2, TableSlot.WRITE, true);
        folios.put(watched, 8);
        stored.clear();
        folios.collapse(watched, MM1, 16, 1);
        assertEquals(List.of(0, 16, 0, 17), stored);
    }
}
