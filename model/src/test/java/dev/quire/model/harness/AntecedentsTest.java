package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.invariant.Antecedents;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.subject.Subjects;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which invariants a step puts to the test, by hand. */
final class AntecedentsTest {
    private static final String BLOCK = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw";
    private static final String PAGE = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=rw";

    /** Whether the last step did, what was before it left aside. */
    private static boolean tests(Invariant invariant, Stage before, String last) {
        Antecedents antecedents = before.runner().goals().antecedents();
        antecedents.take();
        before.pass(last);
        return (antecedents.take() & invariant.bit()) != 0;
    }

    @ParameterizedTest
    @CsvSource({
        "BLOCK_WHOLE, true, false",
        "BLOCK_UNIFORM, true, false",
        "FOLD_EXACT, true, false",
        "CONT_ELIGIBLE, true, false",
        "SET_READS_BACK, true, true",
        "DIRTY_NOT_INVENTED, true, true",
        "ENTRY_SOUND, true, true",
        "CONT_IGNORED, false, false",
        "FLUSH_OWED, false, false",
        "TRANSACTION, false, false"
    })
    void setPtes_wholeBlockOrOnePage_putsToTheTestWhatItTouches(
            Invariant invariant, boolean block, boolean page) {
        assertEquals(block, tests(invariant, Stage.of(Subjects.CONTPTE), BLOCK));
        assertEquals(page, tests(invariant, Stage.of(Subjects.CONTPTE), PAGE));
    }

    @ParameterizedTest
    @CsvSource({
        "cpu=0 fill mm=1 addr=0x41000 block=1, true, true",
        "cpu=0 fill mm=1 addr=0x41000, false, true",
        "cpu=0 fill mm=1 addr=0x43000, false, false",
        "ptep_get mm=1 addr=0x41000, false, false"
    })
    void flushOfAPage_asksForWhatCpusKeep(String before, boolean block, boolean any) {
        String flush = "flush_tlb_page mm=1 addr=0x41000";
        for (boolean wide : new boolean[] {true, false}) {
            Stage stage = Stage.of(Subjects.CONTPTE).pass(BLOCK).pass(before);
            Invariant invariant =
                    wide ? Invariant.FLUSH_REACHES_BLOCKS : Invariant.NO_STALE_TRANSLATION;
            assertEquals(wide ? block : any, tests(invariant, stage, flush));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WRPROTECT_PROTECTS, rw, true",
        "WRPROTECT_PROTECTS, ro, false",
        "FRAME, rw, true",
        "CONT_HIDDEN, rw, false"
    })
    void wrprotectOfAPart_asksForPermissionAndNeighbours(
            Invariant invariant, String prot, boolean expected) {
        Stage stage = Stage.of(Subjects.CONTPTE).pass(BLOCK.replace("rw", prot));
        assertEquals(expected, tests(invariant, stage, "wrprotect_ptes mm=1 addr=0x40000 nr=1"));
    }

    @Test
    void dirtyNotLost_asksForAPageThatMustBeDirty() {
        String clear = "wrprotect_ptes mm=1 addr=0x40000 nr=4";
        Stage clean = Stage.of(Subjects.CONTPTE).pass(BLOCK);
        assertEquals(false, tests(Invariant.DIRTY_NOT_LOST, clean, clear));
        Stage dirty = Stage.of(Subjects.CONTPTE).pass(BLOCK).pass("cpu=0 write mm=1 addr=0x41000");
        assertEquals(true, tests(Invariant.DIRTY_NOT_LOST, dirty, clear));
    }

    @Test
    void live_asksForAFaultThatWasHandled() {
        Stage stage = Stage.of(Subjects.CONTPTE).pass(PAGE + " with=old");
        assertEquals(true, tests(Invariant.LIVE, stage, "cpu=1 read mm=1 addr=0x40000 fault=1"));
        assertEquals(false, tests(Invariant.LIVE, stage, "cpu=1 read mm=1 addr=0x40000 fault=1"));
    }

    @Test
    void of_everyInvariant_saysSomethingOfItsOwn() {
        List<String> all = new ArrayList<>();
        for (Invariant invariant : Invariant.values()) {
            all.add(Antecedents.of(invariant));
        }
        assertEquals(all.size() - 2, all.stream().distinct().count());
    }
}
