package dev.quire.model.folio.packed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.PlainFolioPort;
import dev.quire.model.folio.TableSlot;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of two halves of the frames, exchanged. */
final class PackedExchangeTest {
    private static final FolioMachine MACHINE = FolioMachine.named("folio-small");
    private static final int HALF = MACHINE.frames() / 2;
    private static final int ORDER = 2;

    static List<Function<FolioMachine, PackedFolios>> subjects() {
        return List.of(PackedFolios::new, PageArchFolios::new, RemarkingFolios::new);
    }

    /** A file's folio from one frame on, an anonymous one from another. */
    private static PlainFolioPort worked(PackedFolios folios, int file, int anon) {
        PlainFolioPort port = new PlainFolioPort(folios.words() + 2, MACHINE.slots());
        folios.alloc(port, file, ORDER);
        folios.addToPageCache(port, file, 7);
        folios.setFlag(port, FolioFlag.DIRTY, file + 1);
        folios.mapFile(port, 0, file, 3, TableSlot.EXEC);
        folios.poison(port, file + 3);
        folios.alloc(port, anon, ORDER);
        folios.mapAnon(port, MACHINE.slot(2, 0), anon, 2, TableSlot.WRITE, true);
        folios.mapAnon(port, MACHINE.slot(1, 3), anon + 3, 1, 0, false);
        folios.addToSwapCache(port, anon, 9);
        return port;
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void exchangeHalves_twoFolios_haveOneAnothersPlaces(
            Function<FolioMachine, PackedFolios> subject) {
        PackedFolios folios = subject.apply(MACHINE);
        long[] one = worked(folios, 0, HALF).words;
        long[] other = worked(folios, HALF, 0).words;
        assertFalse(Arrays.equals(one, other));
        long[] exchanged = new long[one.length + 1];
        System.arraycopy(one, 0, exchanged, 1, one.length);
        folios.exchangeHalves(exchanged, 1);
        assertEquals(0, exchanged[0]);
        assertArrayEquals(other, Arrays.copyOfRange(exchanged, 1, exchanged.length));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void exchangeHalves_twice_changesNothing(Function<FolioMachine, PackedFolios> subject) {
        PackedFolios folios = subject.apply(MACHINE);
        PlainFolioPort port = worked(folios, 0, HALF);
        folios.split(port, HALF + 1, 0, true, 0);
        long[] words = port.words.clone();
        folios.exchangeHalves(words, 0);
        assertFalse(Arrays.equals(port.words, words));
        folios.exchangeHalves(words, 0);
        assertArrayEquals(port.words, words);
    }
}
