package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.invariant.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What CPUs may keep after a flush, and what before one that is still owed. */
final class StaleTranslationTest {
    private static final String PAGE = "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw";
    private static final String DIRTY_PAGE = PAGE + " with=dirty";
    private static final String BLOCK = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw";
    private static final String DIRTY_BLOCK = BLOCK + " with=dirty";
    private static final String FILL = "cpu=1 fill mm=1 addr=0x41000";
    private static final String FILL_BLOCK = FILL + " block=1";
    private static final String WRPROTECT = "wrprotect_ptes mm=1 addr=0x41000 nr=1";
    private static final String CLEAR = "clear_full_ptes mm=1 addr=0x41000 nr=1";
    private static final String CLEAR_FLUSH = "ptep_clear_flush mm=1 addr=0x41000";
    private static final String FLUSH = "flush_tlb_range mm=1 addr=0x41000 nr=1";
    private static final String FLUSH_PAGE = "flush_tlb_page mm=1 addr=0x41000";
    private static final String FLUSH_MM = "flush_tlb_mm mm=1 addr=0x50000";
    private static final String START = "modify_prot_start_ptes mm=1 addr=0x41000 nr=1";
    private static final String COMMIT = "modify_prot_commit_ptes mm=1 addr=0x41000 nr=1 prot=";

    private static Stage wrong(WrongFlush wrong) {
        return Stage.of(wrong.subject());
    }

    private static String text(Verdict verdict) {
        return verdict.invariant().text() + ": " + verdict.message();
    }

    @Test
    void clearFlush_thatDoesNotWait_leavesAStaleTranslation() {
        Stage stage = wrong(WrongFlush.CLEAR_NOT_WAITED_FOR).pass(PAGE).pass(FILL);
        assertEquals(
                "no-stale-translation INV-44: at 0x41000 cpu 1 keeps a page at 0x41000,"
                        + " pfn=0x101 rw young, the entry is none;"
                        + " its invalidation was not waited for (no dsb)",
                text(stage.fails(CLEAR_FLUSH)));
    }

    @Test
    void clearFlush_thatDoesNotWaitWhereNoneIsKept_passes() {
        Stage stage = wrong(WrongFlush.CLEAR_NOT_WAITED_FOR).pass(PAGE).pass(CLEAR_FLUSH);
        assertEquals("", stage.kept());
    }

    @Test
    void clearFlush_whereAnEarlierFlushIsOwed_mustEndItAllTheSame() {
        Stage stage =
                wrong(WrongFlush.CLEAR_NOT_WAITED_FOR).pass(DIRTY_PAGE).pass(FILL).pass(WRPROTECT);
        assertEquals(Invariant.NO_STALE_TRANSLATION, stage.fails(CLEAR_FLUSH).invariant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unmap_batch mm=1 addr=0x41000",
                "move_ptes mm=1 addr=0x41000 nr=1 to=0x50000",
            })
    void composite_thatDoesNotWaitForItsFlush_leavesAStaleTranslation(String composite) {
        Stage stage = wrong(WrongFlush.RANGE_NOT_WAITED_FOR).pass(PAGE).pass(FILL);
        assertEquals(Invariant.NO_STALE_TRANSLATION, stage.fails(composite).invariant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unmap_batch mm=1 addr=0x41000",
                "move_ptes mm=1 addr=0x41000 nr=1 to=0x50000",
            })
    void composite_whereAnEarlierFlushIsOwed_mustEndItAllTheSame(String composite) {
        Stage stage =
                wrong(WrongFlush.RANGE_NOT_WAITED_FOR).pass(DIRTY_PAGE).pass(FILL).pass(WRPROTECT);
        assertEquals(Invariant.NO_STALE_TRANSLATION, stage.fails(composite).invariant());
    }

    @Test
    void flush_thatDoesNothing_leavesATranslation() {
        Stage stage = wrong(WrongFlush.RANGE_NOT_FLUSHED).pass(PAGE).pass(FILL);
        assertEquals(
                "no-stale-translation INV-44: at 0x41000 cpu 1 keeps a page at 0x41000,"
                        + " pfn=0x101 rw young after the flush, the entry is pfn=0x101 rw young;"
                        + " nothing was invalidated",
                text(stage.fails(FLUSH)));
    }

    @Test
    void flush_onePageShort_leavesTheLastPage() {
        Stage stage = wrong(WrongFlush.RANGE_TOO_SHORT).pass(BLOCK).pass(FILL);
        Verdict verdict = stage.fails("flush_tlb_range mm=1 addr=0x40000 nr=2");
        assertEquals(Invariant.NO_STALE_TRANSLATION, verdict.invariant());
    }

    @Test
    void flush_onePageShortOfWhatNobodyKeeps_passes() {
        Stage stage = wrong(WrongFlush.RANGE_TOO_SHORT).pass(BLOCK).pass(FILL);
        stage.pass("flush_tlb_range mm=1 addr=0x40000 nr=3");
        assertEquals("", stage.kept());
    }

    @Test
    void flush_ofARange_leavesWhatLiesBesideIt() {
        Stage stage = Stage.strict().pass(BLOCK).pass(FILL);
        stage.pass("flush_tlb_range mm=1 addr=0x42000 nr=2");
        assertEquals("1:0x41000", stage.kept());
    }

    @Test
    void flush_translationMadeInside_mayBeKept() {
        Stage stage = Stage.strict().pass(PAGE).pass(FLUSH, "@0 " + FILL);
        assertEquals("1:0x41000", stage.kept());
    }

    @Test
    void flushPage_thatLeavesTheBlock_isFound() {
        Stage stage = wrong(WrongFlush.BLOCK_LEFT).pass(BLOCK).pass(FILL_BLOCK);
        assertEquals(
                "flush-reaches-blocks INV-47: at 0x41000 cpu 1 keeps a block from 0x40000,"
                        + " pfn=0x100 rw cont young after the flush,"
                        + " the entry is pfn=0x101 rw cont young;"
                        + " its invalidation was not waited for, or names another size or stride",
                text(stage.fails(FLUSH_PAGE)));
    }

    @Test
    void flushPage_thatLeavesTheBlockWhereThePageIsKept_passes() {
        Stage stage = wrong(WrongFlush.BLOCK_LEFT).pass(BLOCK).pass(FILL).pass(FLUSH_PAGE);
        assertEquals("", stage.kept());
    }

    @Test
    void flushPage_keptPage_isNotTheRuleOfBlocks() {
        Stage stage = wrong(WrongFlush.RANGE_NOT_FLUSHED).pass(BLOCK).pass(FILL);
        assertEquals(Invariant.NO_STALE_TRANSLATION, stage.fails(FLUSH_PAGE).invariant());
    }

    @Test
    void flushRange_keptBlock_isNotTheRuleOfThePage() {
        Stage stage = wrong(WrongFlush.RANGE_NOT_FLUSHED).pass(BLOCK).pass(FILL_BLOCK);
        assertEquals(Invariant.NO_STALE_TRANSLATION, stage.fails(FLUSH).invariant());
    }

    @Test
    void flushPage_keptBlock_endsItAndLeavesOtherPages() {
        Stage stage =
                Stage.strict()
                        .pass(BLOCK)
                        .pass("cpu=1 fill mm=1 addr=0x42000")
                        .pass(FILL_BLOCK)
                        .pass(FLUSH_PAGE);
        assertEquals("1:0x42000", stage.kept());
    }

    @Test
    void flushMm_pagesAndBlocksOnEveryCpu_endsThemAll() {
        Stage stage = keptByTwoSpaces(Stage.strict()).pass(FLUSH_MM);
        assertEquals("1:0x0", stage.kept());
    }

    /** Blocks and pages of mm 1 on both CPUs, and a page of mm 2. */
    private static Stage keptByTwoSpaces(Stage stage) {
        return stage.pass(BLOCK)
                .pass("set_ptes mm=1 addr=0x60000 pfn=0x200 nr=1 prot=ro")
                .pass("set_ptes mm=2 addr=0x0 pfn=0x220 nr=1 prot=krw")
                .pass(FILL_BLOCK)
                .pass("cpu=1 fill mm=2 addr=0x0")
                .pass("cpu=0 fill mm=1 addr=0x60000")
                .pass("cpu=0 fill mm=1 addr=0x42000");
    }

    @Test
    void flushMm_translationMadeInside_mayBeKept() {
        Stage stage = Stage.strict().pass(PAGE).pass(FLUSH_MM, "@0 " + FILL);
        assertEquals("1:0x41000", stage.kept());
    }

    @Test
    void flushMm_ofAnotherSpace_endsNoneOfThisOne() {
        Stage stage = Stage.strict().pass(PAGE).pass(FILL).pass("flush_tlb_mm mm=2 addr=0x0");
        assertEquals("1:0x41000", stage.kept());
    }

    @ParameterizedTest
    @CsvSource({
        "MM_LOCALLY, it was invalidated on the calling cpu only",
        "MM_OF_ANOTHER, other addresses were invalidated: mm=2 all",
        "MM_NOT_WAITED_FOR, its invalidation was not waited for (no dsb)"
    })
    void flushMm_thatReachesTooLittle_leavesATranslation(WrongFlush wrong, String why) {
        Stage stage = keptByTwoSpaces(wrong(wrong));
        assertEquals(
                "no-stale-translation INV-44: at 0x40000 cpu 1 keeps a block from 0x40000,"
                        + " pfn=0x100 rw cont young after the flush,"
                        + " the entry is pfn=0x100 rw cont young; "
                        + why,
                text(stage.fails(FLUSH_MM)));
    }

    @ParameterizedTest
    @EnumSource(names = {"MM_LOCALLY", "MM_OF_ANOTHER", "MM_NOT_WAITED_FOR"})
    void flushMm_thatReachesTooLittleWhereNoneIsKept_passes(WrongFlush wrong) {
        Stage stage = wrong(wrong).pass(PAGE).pass(FLUSH_MM);
        assertEquals("", stage.kept());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WRPROTECT,
                CLEAR,
                START,
                "pte_clear mm=1 addr=0x41000",
                "ptep_get_and_clear mm=1 addr=0x41000",
                "get_and_clear_full_ptes mm=1 addr=0x41000 nr=1 full=1",
                "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=ro with=dirty",
            })
    void change_thatLeavesItsFlushToTheCaller_mayLeaveItStale(String change) {
        Stage stage = Stage.strict().pass(DIRTY_PAGE).pass(FILL).pass(change);
        assertEquals("1:0x41000", stage.kept());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set_pte_at mm=1 addr=0x41000 pte=0x40",
                "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=none",
            })
    void set_overAReadOnlyPage_mayLeaveItStale(String change) {
        String page = "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=ro";
        Stage stage = Stage.strict().pass(page).pass(FILL).pass(change);
        assertEquals("1:0x41000", stage.kept());
    }

    @ParameterizedTest
    @ValueSource(strings = {WRPROTECT, CLEAR, START})
    void stale_untilItsFlushIsDone_mayBeUsed(String change) {
        Stage.strict()
                .pass(DIRTY_PAGE)
                .pass(FILL)
                .pass(change)
                .pass("cpu=1 write mm=1 addr=0x41000")
                .pass("cpu=1 read mm=1 addr=0x41000");
    }

    @ParameterizedTest
    @ValueSource(strings = {WRPROTECT, CLEAR})
    void stale_onceItsFlushIsDone_isGone(String change) {
        Stage stage = Stage.strict().pass(DIRTY_PAGE).pass(FILL).pass(change).pass(FLUSH);
        assertEquals("", stage.kept());
    }

    @Test
    void stale_slotMappedAgainBeforeItsFlush_mayStay() {
        Stage stage =
                Stage.strict()
                        .pass(DIRTY_PAGE)
                        .pass(FILL)
                        .pass(CLEAR)
                        .pass("set_ptes mm=1 addr=0x41000 pfn=0x200 nr=1 prot=ro")
                        .pass("ptep_get mm=1 addr=0x41000");
        assertEquals("1:0x41000", stage.kept());
    }

    @Test
    void stale_slotTakenByAMoveBeforeItsFlush_mayStay() {
        Stage stage =
                Stage.strict()
                        .pass(PAGE)
                        .pass(FILL)
                        .pass(CLEAR)
                        .pass("set_ptes mm=1 addr=0x50000 pfn=0x200 nr=1 prot=rw")
                        .pass("move_ptes mm=1 addr=0x50000 nr=1 to=0x41000");
        assertEquals("1:0x41000", stage.kept());
    }

    @Test
    void clearFlush_ofAPageThatNoWalkCouldFind_leavesAnEarlierFlushOwed() {
        Stage stage =
                Stage.strict()
                        .pass(DIRTY_PAGE)
                        .pass(FILL)
                        .pass(START)
                        .pass(COMMIT + "none")
                        .pass(CLEAR_FLUSH);
        assertEquals("1:0x41000", stage.kept());
    }

    @Test
    void wrprotect_translationThatWasNeverStoredThrough_isNotStale() {
        Stage stage = wrong(WrongFlush.RANGE_NOT_WAITED_FOR).pass(PAGE).pass(FILL).pass(WRPROTECT);
        stage.pass("cpu=1 write mm=1 addr=0x41000").pass("ptep_get mm=1 addr=0x41000");
        assertEquals(false, stage.runner().pages().dirty(1));
    }

    @Test
    void accessFlags_otherCpuKeepsLess_mayKeepIt() {
        Stage stage =
                Stage.strict()
                        .pass("set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=ro")
                        .pass(FILL)
                        .pass("cpu=0 fill mm=1 addr=0x41000")
                        .pass(
                                "ptep_set_access_flags mm=1 addr=0x41000 entry=young,dirty,write"
                                        + " dirty=1");
        assertEquals("1:0x41000", stage.kept());
    }

    @Test
    void young_clearedWithoutWaiting_mayBeKept() {
        Stage stage =
                Stage.strict()
                        .pass(PAGE)
                        .pass(FILL)
                        .pass("clear_flush_young_ptes mm=1 addr=0x41000 nr=1")
                        .pass("cpu=1 read mm=1 addr=0x41000");
        assertEquals("1:0x41000 false", stage.kept() + " " + stage.runner().pages().young(1));
    }

    @Test
    void young_invalidatedWithoutWaiting_goesWithTheNextBarrierOfThatCpu() {
        Stage stage =
                Stage.strict()
                        .pass(PAGE)
                        .pass(FILL)
                        .pass("clear_flush_young_ptes mm=1 addr=0x41000 nr=1")
                        .pass("cpu=1 flush_tlb_page mm=1 addr=0x50000");
        String before = stage.kept();
        stage.pass("flush_tlb_page mm=1 addr=0x50000");
        assertEquals("1:0x41000 then ", before + " then " + stage.kept());
    }

    @Test
    void unfold_withNobbm_mayLeaveTheBlockBesideEqualEntries() {
        Stage stage =
                Stage.nobbm()
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=ro")
                        .pass(FILL_BLOCK)
                        .pass(
                                "ptep_set_access_flags mm=1 addr=0x42000 entry=young,dirty,write"
                                        + " dirty=1");
        assertEquals("1:0x40000+4 0000", stage.kept() + " " + stage.folded(0, 4));
    }

    @Test
    void unfold_withNobbm_owesTheFlushOfTheChangedPageAlone() {
        Stage stage =
                Stage.nobbm()
                        .pass(DIRTY_BLOCK)
                        .pass(FILL_BLOCK)
                        .pass(WRPROTECT)
                        .pass("cpu=1 write mm=1 addr=0x41000")
                        .pass("flush_tlb_page mm=1 addr=0x41000");
        assertEquals("", stage.kept());
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void reset_keptTranslations_areForgotten(boolean failed) {
        Stage stage = wrong(WrongFlush.RANGE_NOT_FLUSHED).pass(PAGE).pass(FILL);
        if (failed) {
            stage.fails(FLUSH);
        }
        stage.runner().reset();
        assertEquals("", stage.kept());
    }
}
