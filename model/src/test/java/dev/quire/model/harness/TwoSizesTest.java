package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.invariant.Invariant;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A block and single pages for one address: in what a CPU keeps, and in the entries of a block. */
final class TwoSizesTest {
    private static final String BLOCK = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw";
    private static final String SINGLES = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=3 prot=rw";
    private static final String LAST = "set_ptes mm=1 addr=0x43000 pfn=0x103 nr=1 prot=rw";
    private static final String FILL = "cpu=1 fill mm=1 addr=0x41000";
    private static final String FILL_BLOCK = "cpu=1 fill mm=1 addr=0x42000 block=1";
    private static final String UNFOLD = "wrprotect_ptes mm=1 addr=0x41000 nr=1";

    private static Stage bug(String name) {
        return Stage.levelTwo(SeededBugs.named(name));
    }

    @Test
    void fold_thatDoesNotWaitForItsInvalidation_letsACpuKeepBoth() {
        Stage stage = bug("converts-without-waiting").pass(SINGLES).pass(FILL).pass(LAST);
        Verdict verdict = stage.fails(FILL_BLOCK);
        assertEquals(
                "one-size-kept INV-46: at 0x41000 cpu 1 keeps a block and a single entry:"
                        + " a page at 0x41000, pfn=0x101 rw young"
                        + " and a block from 0x40000, pfn=0x100 rw cont young",
                verdict.invariant().text() + ": " + verdict.message());
    }

    @Test
    void fold_thatInvalidatesInStepsOfBlocks_letsACpuKeepBoth() {
        Stage stage = bug("folds-with-block-stride").pass(SINGLES).pass(FILL).pass(LAST);
        assertEquals(Invariant.ONE_SIZE_KEPT, stage.fails(FILL_BLOCK).invariant());
    }

    @Test
    void fold_thatDoesNotWait_isFoundInsideACallToo() {
        Stage stage = bug("converts-without-waiting").pass(SINGLES).pass(FILL).pass(LAST);
        Verdict verdict = stage.fails("ptep_get mm=1 addr=0x40000", "@0 " + FILL_BLOCK);
        assertEquals(Invariant.ONE_SIZE_KEPT, verdict.invariant());
    }

    @Test
    void fold_thatDoesNotWait_isNoFaultOfAnotherCpu() {
        Stage stage = bug("converts-without-waiting").pass(SINGLES).pass(FILL).pass(LAST);
        stage.pass("cpu=0 fill mm=1 addr=0x42000 block=1");
        assertEquals("1:0x41000 0:0x40000+4", stage.kept());
    }

    @Test
    void fold_thatDoesNotWait_isNoFaultOfAnotherBlock() {
        Stage stage =
                bug("converts-without-waiting")
                        .pass("set_ptes mm=1 addr=0x44000 pfn=0x104 nr=3 prot=rw")
                        .pass("cpu=1 fill mm=1 addr=0x44000")
                        .pass(BLOCK)
                        .pass(FILL_BLOCK);
        assertEquals("1:0x44000 1:0x40000+4", stage.kept());
    }

    @Test
    void fold_thatDoesNotWait_isNotExcusedByTheFlushThatAWrprotectLeft() {
        Verdict verdict =
                bug("converts-without-waiting")
                        .pass(SINGLES + " with=dirty")
                        .pass(FILL)
                        .pass("wrprotect_ptes mm=1 addr=0x40000 nr=3")
                        .pass(LAST.replace("rw", "ro"))
                        .fails(FILL_BLOCK);
        assertEquals(Invariant.ONE_SIZE_KEPT, verdict.invariant());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12, 13})
    void fold_thatDoesNotWaitWhereItTookEffectInTime_keepsOneSize(int access) {
        Stage stage = bug("converts-without-waiting").pass(SINGLES).pass(FILL);
        stage.pass(LAST, "@" + access + " cpu=1 evict mm=1 addr=0x41000").pass(FILL_BLOCK);
        assertEquals("1:0x40000+4", stage.kept());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 11, 12, 13})
    void fold_thatDoesNotWaitWhereItTookEffectOnAnotherCpu_letsThisOneKeepBoth(int access) {
        Stage stage = bug("converts-without-waiting").pass(SINGLES).pass(FILL);
        stage.pass("cpu=0 fill mm=1 addr=0x41000");
        stage.pass(LAST, "@" + access + " cpu=0 evict mm=1 addr=0x41000");
        assertEquals(Invariant.ONE_SIZE_KEPT, stage.fails(FILL_BLOCK).invariant());
    }

    @Test
    void fold_pageKept_isFlushed() {
        Stage stage = Stage.strict().pass(SINGLES).pass(FILL).pass(LAST).pass(FILL_BLOCK);
        assertEquals("1:0x40000+4", stage.kept());
    }

    @Test
    void fold_withNobbm_mayLeaveASinglePageBesideTheBlock() {
        Stage stage = Stage.nobbm().pass(SINGLES).pass(FILL).pass(LAST).pass(FILL_BLOCK);
        assertEquals("1:0x41000 1:0x40000+4", stage.kept());
    }

    @Test
    void fold_onALevelThatMayAbort_flushesThePageKept() {
        Stage stage = Stage.levelTwo(Subjects.CONTPTE).pass(SINGLES).pass(FILL).pass(LAST);
        assertEquals("1:0x40000+4", stage.pass(FILL_BLOCK).kept());
    }

    @Test
    void fold_notInvalidatedOnALevelThatMayAbort_letsACpuKeepBoth() {
        Stage stage = Stage.levelTwo(SeededBugs.named("forgets-to-invalidate")).pass(SINGLES);
        Verdict verdict = stage.pass(FILL).pass(LAST).fails(FILL_BLOCK);
        assertEquals(Invariant.ONE_SIZE_KEPT, verdict.invariant());
    }

    @Test
    void fold_byACpuThatTrustsItsLevel_isRightWhereABreakIsNeeded() {
        Stage stage = Stage.of(SeededBugs.named("trusts-level-two"));
        stage.pass(SINGLES).pass(FILL).pass(LAST).pass(FILL_BLOCK);
        assertEquals("1:0x40000+4", stage.kept());
    }

    @Test
    void block_pageOfItKeptAlone_mayBeKeptBesideIt() {
        Stage stage = Stage.strict().pass(BLOCK).pass(FILL).pass(FILL_BLOCK);
        assertEquals("1:0x41000 1:0x40000+4", stage.kept());
    }

    @Test
    void slot_emptiedEarlierAndRefilledInTheOtherSize_mayBeKeptInBothUntilItsFlush() {
        Stage stage =
                Stage.strict()
                        .pass(SINGLES)
                        .pass(FILL)
                        .pass("clear_full_ptes mm=1 addr=0x40000 nr=3")
                        .pass(BLOCK)
                        .pass(FILL_BLOCK);
        assertEquals("1:0x41000 1:0x40000+4", stage.kept());
    }

    @Test
    void slot_emptiedByAStartAndCommittedInTheOtherSize_mayBeKeptInBothUntilItsFlush() {
        Stage stage =
                Stage.strict()
                        .pass(BLOCK)
                        .pass(UNFOLD)
                        .pass(FILL)
                        .pass("wrprotect_ptes mm=1 addr=0x40000 nr=4")
                        .pass("modify_prot_start_ptes mm=1 addr=0x40000 nr=4")
                        .pass("modify_prot_commit_ptes mm=1 addr=0x40000 nr=4 prot=ro")
                        .pass(FILL_BLOCK);
        assertEquals("1:0x41000 1:0x40000+4", stage.kept());
    }

    @Test
    void unfold_byHalves_leavesBothSizesInTheTable() {
        Verdict verdict = bug("unfolds-by-halves").pass(BLOCK).fails(UNFOLD);
        assertEquals(
                "block-agrees INV-86: at 0x42000 the entry is pfn=0x102 rw cont young"
                        + " while the call stores pfn=0x100 rw young in its block",
                verdict.invariant().text() + ": " + verdict.message());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 6, 7, 8, 9, 10})
    void unfold_hardwareMarksAnEntryMeanwhile_passes(int access) {
        Stage stage = Stage.strict().pass(BLOCK + " with=old");
        stage.pass(UNFOLD, "@" + access + " cpu=0 write mm=1 addr=0x43000 slot=2");
        assertEquals("0000", stage.folded(0, 4));
    }

    @Test
    void unfold_withNobbm_passes() {
        assertEquals("0000", Stage.nobbm().pass(BLOCK).pass(UNFOLD).folded(0, 4));
    }

    @Test
    void set_thatUnfoldsAndFoldsAgain_passes() {
        String block = BLOCK.replace("rw", "ro");
        Stage stage = Stage.strict().pass(block).pass(LAST.replace("rw", "ro"));
        assertEquals("1111", stage.folded(0, 4));
    }

    @Test
    void unfold_nextToABlock_leavesIt() {
        Stage stage =
                Stage.strict()
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=8 prot=rw")
                        .pass("wrprotect_ptes mm=1 addr=0x43000 nr=1");
        assertEquals("00001111", stage.folded(0, 8));
    }

    @Test
    void unfold_ofTheFirstAndTheLastBlock_convertsEachByItself() {
        Stage stage =
                Stage.strict()
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=12 prot=rw")
                        .pass("wrprotect_ptes mm=1 addr=0x42000 nr=8");
        assertEquals("000011110000", stage.folded(0, 12));
    }
}
