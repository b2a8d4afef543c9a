package dev.quire.model.folio.packed;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.NumberSet;
import dev.quire.model.folio.PlainFolioPort;
import dev.quire.model.folio.TableSlot;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages show a word: each whose answers differ when one bit of it does. */
final class PackedViewTest {
    /** Folios of several orders: of files and anonymous, mapped, shared, poisoned, typed. */
    private static PlainFolioPort worked(PackedFolios folios, FolioMachine machine) {
        PlainFolioPort port = new PlainFolioPort(folios.words(), machine.slots());
        folios.alloc(port, machine.zeroPage(), 0);
        folios.alloc(port, 0, 2);
        folios.addToPageCache(port, 0, 7);
        folios.setFlag(port, FolioFlag.DIRTY, 1);
        folios.mapFile(port, 0, 0, 3, 0);
        folios.poison(port, 3);
        folios.alloc(port, 4, 1);
        folios.mapAnon(port, machine.slot(2, 0), 4, 2, 0, false);
        folios.mapAnon(port, machine.slot(1, 3), 5, 1, 0, false);
        folios.alloc(port, 7, 0);
        folios.mapAnon(port, machine.slot(2, 3), 7, 1, TableSlot.WRITE, true);
        return port;
    }

    private static long[] answers(FolioView view, int pfn) {
        return new long[] {
            view.head(pfn),
            view.order(pfn),
            view.flags(pfn),
            view.poisoned(pfn) ? 1 : 0,
            view.exclusive(pfn) ? 1 : 0,
            view.type(pfn),
            view.tableCheck(pfn)
        };
    }

    private static long[] ofHead(FolioView view, int head) {
        boolean large = view.order(head) > 0;
        return new long[] {
            view.refcount(head),
            view.mapcount(head),
            view.kind(head),
            view.index(head),
            view.swapEntry(head),
            large ? view.mmId(head, 0) : 0,
            large ? view.mmId(head, 1) : 0,
            large ? view.mmCount(head, 0) : 0,
            large ? view.mmCount(head, 1) : 0,
            large && view.maybeShared(head) ? 1 : 0
        };
    }

    private static boolean isHead(FolioView view, int pfn) {
        return view.order(pfn) >= 0 && view.head(pfn) == pfn;
    }

    @ParameterizedTest
    @ValueSource(strings = {"folio-small", "folio-4k"})
    void shows_eachBitOfEachWord_hasThePagesWhoseAnswersDiffer(String name) {
        FolioMachine machine = FolioMachine.named(name);
        PackedFolios folios = new PackedFolios(machine);
        PlainFolioPort before = worked(folios, machine);
        PlainFolioPort after = worked(folios, machine);
        FolioView one = folios.view(before);
        FolioView other = folios.view(after);
        boolean[] differed = new boolean[machine.pages()];
        for (int word = 0; word < folios.words(); word++) {
            for (int bit = 0; bit < Long.SIZE; bit++) {
                after.words[word] ^= 1L << bit;
                NumberSet shown = new NumberSet(machine.pages());
                other.shows(word, 1L << bit, shown);
                for (int pfn = 0; pfn < machine.pages(); pfn++) {
                    boolean heads = isHead(one, pfn) && isHead(other, pfn);
                    boolean same =
                            Arrays.equals(answers(one, pfn), answers(other, pfn))
                                    && (!heads
                                            || Arrays.equals(ofHead(one, pfn), ofHead(other, pfn)));
                    assertTrue(same || shown.has(pfn), "page " + pfn + " shows word " + word);
                    differed[pfn] |= !same;
                }
                after.words[word] = before.words[word];
            }
        }
        for (int pfn = 0; pfn < machine.pages(); pfn++) {
            assertTrue(differed[pfn], "no bit shows in page " + pfn);
        }
    }
}
