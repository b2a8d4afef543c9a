package dev.quire.model.folio.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.PlainFolioPort;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackedWordsTest {
    private final FolioMachine machine = FolioMachine.named("folio-4k");
    private final PackedFolios folios = new PackedFolios(machine);

    /** Three and a half words, two bits and 16 bits a page, each in whole words. */
    @ParameterizedTest
    @CsvSource({
        "2, 9 + 2 + 1 + 1 + 1, 14",
        "8, 27 + 5 + 1 + 1 + 3, 37",
        "64, 195 + 33 + 2 + 2 + 17, 249",
        "1024, 3075 + 513 + 17 + 17 + 257, 3879"
    })
    void words_ofFramesAndTheZeroPage_areNoMoreThanThese(int frames, String parts, int words) {
        assertEquals(words, new PackedFolios(of(frames, 1, 4)).words(), parts);
    }

    private static FolioMachine of(int frames, int tables, int entries) {
        return new FolioMachine(
                "own", "of a test", frames, 1, 1, tables, entries, 1, ArchBit.CLEAN);
    }

    @Test
    void new_asManySlotsAsACountHolds_isAccepted() {
        assertEquals(37, new PackedFolios(of(8, 15, 4369)).words());
    }

    @Test
    void new_moreSlotsThanACountHolds_isRefused() {
        FolioMachine wide = of(8, 16, 4096);
        assertThrows(IllegalArgumentException.class, () -> new PackedFolios(wide));
    }

    @Test
    void allocAndPut_aFolio_changeTheOrdersOfItsPagesAtOnce() {
        List<String> added = new ArrayList<>();
        PlainFolioPort port =
                new PlainFolioPort(folios.words(), machine.slots()) {
                    @Override
                    public void addAll(int word, int nr, long by) {
                        added.add(word + " " + nr + " " + (by >> 56));
                        super.addAll(word, nr, by);
                    }
                };
        folios.alloc(port, 16, 4);
        folios.put(port, 16);
        assertEquals(List.of("16 16 5", "16 16 -5"), added);
    }

    @Test
    void mapFile_alignedPages_countsTheirSlotsAWordAtATime() {
        List<Integer> added = new ArrayList<>();
        PlainFolioPort port =
                new PlainFolioPort(folios.words(), machine.slots()) {
                    @Override
                    public long add(int word, long by) {
                        added.add(word);
                        return super.add(word, by);
                    }
                };
        folios.alloc(port, 16, 4);
        folios.mapFile(port, 0, 16, 16, 0);
        assertEquals(added.stream().distinct().toList(), added);
    }
}
