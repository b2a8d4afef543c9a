package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores through what CPUs keep: none is lost, but where the core asked for it. */
final class LostStoreTest {
    private static final String BLOCK =
            "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw with=dirty";
    private static final String PAGE =
            "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw with=dirty";
    private static final String CLEAN_PAGE = "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw";
    private static final String FILL = "cpu=1 fill mm=1 addr=0x41000";
    private static final String WRITE = "cpu=1 write mm=1 addr=0x41000";
    private static final String FREE = "madvise_free mm=1 addr=0x41000 nr=1";
    private static final String CLEAN = "clear_young_dirty_ptes mm=1 addr=0x41000 nr=1 flags=dirty";
    private static final String FLUSH = "flush_tlb_range mm=1 addr=0x41000 nr=1";

    private static Stage unflushed() {
        return Stage.of(WrongFlush.FREED_NOT_FLUSHED.subject());
    }

    @Test
    void madviseFree_thatDoesNotFlush_losesTheNextStore() {
        Verdict verdict = unflushed().pass(PAGE).pass(FILL).pass(FREE).fails(WRITE);
        assertEquals(
                "store-not-lost INV-48: at 0x41000 cpu 1 stored to the page through its"
                        + " translation pfn=0x101 rw young dirty, the entry is pfn=0x101 rw",
                verdict.invariant().text() + ": " + verdict.message());
    }

    @Test
    void madviseFree_thatDoesNotWaitForItsFlush_losesTheNextStore() {
        Stage stage = Stage.of(WrongFlush.RANGE_NOT_WAITED_FOR.subject());
        Verdict verdict = stage.pass(PAGE).pass(FILL).pass(FREE).fails(WRITE);
        assertEquals(Invariant.STORE_NOT_LOST, verdict.invariant());
    }

    @Test
    void madviseFree_thatDoesNotFlush_losesAStoreInsideALaterCall() {
        Verdict verdict =
                unflushed()
                        .pass(PAGE)
                        .pass(FILL)
                        .pass(FREE)
                        .fails("ptep_get mm=1 addr=0x41000", "@0 " + WRITE);
        assertEquals(Invariant.STORE_NOT_LOST, verdict.invariant());
    }

    @Test
    void madviseFree_thatDoesNotFlush_losesEachOfManyStores() {
        Stage stage = unflushed().pass(BLOCK).pass(FILL + " block=1");
        stage.pass("madvise_free mm=1 addr=0x40000 nr=4");
        String write = "@0 cpu=1 write mm=1 addr=0x4";
        Verdict verdict =
                stage.fails(
                        "ptep_get mm=1 addr=0x50000",
                        write + "0000",
                        write + "1000",
                        write + "2000",
                        write + "3000",
                        write + "0000",
                        write + "1000");
        assertEquals(Invariant.STORE_NOT_LOST, verdict.invariant());
    }

    @Test
    void madviseFree_thatDoesNotFlushWhatWasNeverStoredThrough_losesNothing() {
        Stage stage = unflushed().pass(CLEAN_PAGE).pass("cpu=0 fill mm=1 addr=0x41000").pass(FREE);
        stage.pass("cpu=0 write mm=1 addr=0x41000");
        assertTrue(stage.runner().pages().dirty(1));
    }

    @Test
    void madviseFree_ofWhatACpuKeepsDirty_endsIt() {
        Stage stage = Stage.strict().pass(PAGE).pass(FILL).pass(FREE);
        assertEquals("", stage.kept());
    }

    @Test
    void madviseFree_thenStore_isDirtyAgain() {
        Stage stage =
                Stage.strict()
                        .pass(PAGE)
                        .pass("cpu=0 fill mm=1 addr=0x41000")
                        .pass(FREE)
                        .pass("cpu=0 write mm=1 addr=0x41000");
        assertTrue(stage.runner().pages().dirty(1));
    }

    @Test
    void madviseFree_ofAPartOfABlock_mayLoseStoresToItsOtherPages() {
        Stage stage =
                Stage.strict()
                        .pass(BLOCK)
                        .pass(FILL)
                        .pass("madvise_free mm=1 addr=0x42000 nr=1")
                        .pass(WRITE);
        assertEquals("1:0x41000 false", stage.kept() + " " + stage.runner().pages().dirty(1));
    }

    @Test
    void madviseFree_thatDoesNotFlushWhatWasWriteProtected_losesTheNextStore() {
        Stage stage = unflushed().pass(PAGE).pass(FILL);
        stage.pass("wrprotect_ptes mm=1 addr=0x41000 nr=1").pass(FREE);
        assertEquals(Invariant.STORE_NOT_LOST, stage.fails(WRITE).invariant());
    }

    @Test
    void madviseFree_thatDoesNotFlushBesideAPageThatWasCleaned_losesTheNextStore() {
        Stage stage = unflushed().pass(BLOCK.replace("nr=4", "nr=3")).pass(FILL);
        stage.pass("clear_young_dirty_ptes mm=1 addr=0x42000 nr=1 flags=dirty").pass(FREE);
        assertEquals(Invariant.STORE_NOT_LOST, stage.fails(WRITE).invariant());
    }

    @Test
    void store_beforeTheFlushOfAWrprotect_staysDirty() {
        Stage stage = Stage.strict().pass(PAGE).pass(FILL);
        stage.pass("wrprotect_ptes mm=1 addr=0x41000 nr=1").pass(WRITE);
        assertTrue(stage.runner().pages().dirty(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ro", "none"})
    void store_toAPageSetCleanBeforeTheFlushOfAWrprotect_mayBeLost(String prot) {
        String set = "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=" + prot;
        Stage stage = Stage.strict().pass(PAGE).pass(FILL);
        stage.pass("wrprotect_ptes mm=1 addr=0x41000 nr=1");
        stage.pass(set, "@1 " + WRITE, "@9 " + WRITE).pass(WRITE);
        assertFalse(stage.runner().pages().dirty(1));
    }

    @Test
    void store_toAPageEmptiedAndMappedAgainBeforeTheFlush_mayBeLost() {
        Stage stage = Stage.strict().pass(PAGE).pass(FILL);
        stage.pass("clear_full_ptes mm=1 addr=0x41000 nr=1").pass(CLEAN_PAGE).pass(WRITE);
        assertFalse(stage.runner().pages().dirty(1));
    }

    @Test
    void store_betweenCleanAndItsFlush_mayBeLost() {
        Stage stage = Stage.strict().pass(PAGE).pass(FILL).pass(CLEAN).pass(WRITE);
        assertFalse(stage.runner().pages().dirty(1));
    }

    @Test
    void store_afterCleanAndItsFlush_isNotLost() {
        Stage stage =
                Stage.strict()
                        .pass(PAGE)
                        .pass("cpu=0 fill mm=1 addr=0x41000")
                        .pass(CLEAN)
                        .pass(FLUSH)
                        .pass("cpu=0 write mm=1 addr=0x41000");
        assertTrue(stage.runner().pages().dirty(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 9})
    void store_insideAClean_mayBeLost(int access) {
        Stage stage = Stage.strict().pass(PAGE).pass(FILL).pass(CLEAN, "@" + access + " " + WRITE);
        assertFalse(stage.runner().pages().dirty(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 9})
    void store_thatMarksInsideAClean_mayBeCleanedWithIt(int access) {
        Stage stage = Stage.strict().pass(BLOCK.replace(" with=dirty", ""));
        stage.pass(CLEAN, "@" + access + " cpu=0 write mm=1 addr=0x43000 slot=2");
        assertEquals("1111", stage.folded(0, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 9})
    void access_thatMarksInsideAClearOfYoung_mayBeClearedWithIt(int access) {
        Stage stage = Stage.strict().pass(BLOCK + ",old");
        String clear = "test_and_clear_young_ptes mm=1 addr=0x41000 nr=1";
        stage.pass(clear, "@" + access + " cpu=0 fill mm=1 addr=0x43000 slot=2");
        assertEquals("0:0x43000", stage.kept());
    }

    @Test
    void store_whereAnOlderPageIsOwedAFlushAndItsBlockIsNot_isJudged() {
        Stage stage =
                unflushed()
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=3 prot=rw")
                        .pass(FILL)
                        .pass("clear_full_ptes mm=1 addr=0x40000 nr=3")
                        .pass(BLOCK)
                        .pass("cpu=1 fill mm=1 addr=0x40000 block=1")
                        .pass("madvise_free mm=1 addr=0x40000 nr=4");
        assertEquals(Invariant.STORE_NOT_LOST, stage.fails(WRITE + " slot=3").invariant());
    }

    @Test
    void store_throughItsOwnDescriptor_marksNoNeighbour() {
        Stage stage = Stage.strict().pass(BLOCK.replace(" with=dirty", ""));
        stage.pass("cpu=0 write mm=1 addr=0x41000 slot=1");
        assertEquals(0, stage.runner().goals().reached() & Goal.NEIGHBOUR_MARKED.bit());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x40000", "0x43000"})
    void store_insideACleanOfAnotherPageOfTheBlock_mayBeLost(String addr) {
        Stage.strict()
                .pass(BLOCK)
                .pass("cpu=1 fill mm=1 addr=" + addr + " block=1")
                .pass(CLEAN, "@9 cpu=1 write mm=1 addr=" + addr);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x43000", "0x48000"})
    void store_insideACleanOfAnotherBlock_isJudged(String addr) {
        Stage stage =
                unflushed()
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=12 prot=rw with=dirty")
                        .pass("cpu=1 fill mm=1 addr=" + addr)
                        .pass("madvise_free mm=1 addr=" + addr + " nr=1");
        Verdict verdict =
                stage.fails(
                        "clear_young_dirty_ptes mm=1 addr=0x44000 nr=4 flags=dirty",
                        "@0 cpu=1 write mm=1 addr=" + addr);
        assertEquals(Invariant.STORE_NOT_LOST, verdict.invariant());
    }

    @Test
    void store_toAPageWhoseSlotMapsAnotherByNow_isNotOfThatPage() {
        Stage stage =
                Stage.strict()
                        .pass(PAGE)
                        .pass(FILL)
                        .pass("clear_full_ptes mm=1 addr=0x41000 nr=1")
                        .pass("set_ptes mm=1 addr=0x41000 pfn=0x200 nr=1 prot=rw")
                        .pass(WRITE);
        assertFalse(stage.runner().pages().dirty(1));
    }

    @Test
    void store_insideAClear_goesWithThePage() {
        Stage stage = Stage.strict().pass(PAGE).pass(FILL);
        stage.pass("ptep_clear_flush mm=1 addr=0x41000", "@0 " + WRITE);
        assertEquals(" 0", stage.kept() + " " + stage.raw(1));
    }

    @Test
    void store_insideAMove_goesWithThePage() {
        Stage stage = Stage.strict().pass(PAGE).pass(FILL);
        stage.pass("move_ptes mm=1 addr=0x41000 nr=1 to=0x50000", "@0 " + WRITE);
        assertTrue(stage.runner().pages().dirty(16));
    }

    @Test
    void store_throughKeptDirtyOfABlock_isSeenInItsSibling() {
        Stage stage =
                Stage.strict()
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw")
                        .pass("cpu=0 write mm=1 addr=0x43000")
                        .pass("cpu=1 fill mm=1 addr=0x41000 slot=3 block=1")
                        .pass(WRITE);
        assertTrue(stage.runner().pages().dirty(1));
    }

    @Test
    void store_throughABlockUnfoldedSinceWithNobbm_isSeenInItsOwnEntry() {
        Stage stage =
                Stage.nobbm()
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw")
                        .pass("cpu=0 fill mm=1 addr=0x41000 block=1")
                        .pass("wrprotect_ptes mm=1 addr=0x43000 nr=1")
                        .pass("cpu=0 write mm=1 addr=0x41000 slot=0");
        assertEquals(
                "false true",
                stage.runner().pages().dirty(0) + " " + stage.runner().pages().dirty(1));
    }

    @Test
    void fill_ofAnOldEntry_showsItYoung() {
        Stage stage = Stage.strict().pass(CLEAN_PAGE + " with=old");
        stage.pass("cpu=0 fill mm=1 addr=0x41000");
        assertEquals("0:0x41000 true", stage.kept() + " " + stage.runner().pages().young(1));
    }

    @Test
    void fill_throughANeighbour_showsBothYoung() {
        Stage stage =
                Stage.strict().pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw with=old");
        stage.pass("cpu=0 fill mm=1 addr=0x41000 slot=3");
        assertTrue(stage.runner().pages().young(1) && stage.runner().pages().young(3));
    }

    @Test
    void evict_keptPage_isForgotten() {
        Stage stage = Stage.strict().pass(PAGE).pass(FILL).pass("cpu=1 evict mm=1 addr=0x41000");
        assertEquals("", stage.kept());
    }

    @Test
    void evict_onAnotherCpu_leavesIt() {
        Stage stage = Stage.strict().pass(PAGE).pass(FILL).pass("cpu=0 evict mm=1 addr=0x41000");
        assertEquals("1:0x41000", stage.kept());
    }
}
