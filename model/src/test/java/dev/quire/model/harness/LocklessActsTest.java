package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Invariant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lockless reads of another CPU inside a call, whole and in pieces. */
final class LocklessActsTest {
    private static final String BLOCK = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw";
    private static final String PAGE = "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw";
    private static final String CLEAR = "pte_clear mm=1 addr=0x41000";
    private static final String READ = " cpu=1 ptep_get_lockless mm=1 addr=0x41000";
    private static final String FIRST = READ + " reads=1";
    private static final String RESUME = " cpu=1 resume mm=1 addr=0x41000";
    private static final String GET = "ptep_get mm=1 addr=0x50000";
    private static final String LOCKLESS = "ptep_get_lockless mm=1 addr=0x50000";

    private static Stage broken(Broken broken) {
        return Stage.of(broken.subject());
    }

    private static boolean preempted(Stage stage) {
        return (stage.runner().goals().reached() & Goal.LOCKLESS_PREEMPTED.bit()) != 0;
    }

    @Test
    void read_inPiecesAtEachAccessOfAnUnfold_isTrue() {
        for (int access = 0; access < 12; access++) {
            for (int later = access; later < 14; later++) {
                for (int reads = 1; reads < 6; reads++) {
                    Stage.strict()
                            .pass(BLOCK + " with=dirty")
                            .pass(
                                    CLEAR,
                                    "@" + access + READ + " reads=" + reads,
                                    "@" + later + RESUME);
                }
            }
        }
    }

    @Test
    void read_inPiecesAtEachAccessOfAFold_isTrue() {
        for (int access = 0; access < 16; access++) {
            for (int reads = 1; reads < 6; reads++) {
                Stage.strict()
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=3 prot=rw")
                        .pass(
                                "set_ptes mm=1 addr=0x43000 pfn=0x103 nr=1 prot=rw",
                                "@" + access + READ + " reads=" + reads)
                        .pass(GET, "@0" + RESUME);
            }
        }
    }

    @Test
    void read_tornBetweenItsPieces_isFound() {
        Verdict verdict =
                broken(Broken.LOCKLESS_TORN).pass(PAGE).fails(CLEAR, "@0" + FIRST, "@9" + RESUME);
        assertEquals(
                "violation lockless-true INV-32 pte_clear step 2",
                verdict.signature() + " step " + verdict.step());
    }

    @Test
    void read_tornButWhole_passes() {
        Stage stage = broken(Broken.LOCKLESS_TORN).pass(PAGE).pass(CLEAR, "@0" + READ);
        assertFalse(preempted(stage));
    }

    @Test
    void read_anotherBegins_runsToItsEndBefore() {
        Stage stage =
                broken(Broken.LOCKLESS_TORN)
                        .pass(PAGE)
                        .pass(CLEAR, "@0" + FIRST, "@0" + READ.replace("0x41000", "0x50000"));
        assertTrue(preempted(stage));
    }

    @Test
    void read_anotherBeginsTooLate_isFound() {
        Verdict verdict =
                broken(Broken.LOCKLESS_TORN)
                        .pass(PAGE)
                        .fails(CLEAR, "@0" + FIRST, "@9" + READ.replace("0x41000", "0x50000"));
        assertEquals(Invariant.LOCKLESS_TRUE, verdict.invariant());
    }

    @Test
    void read_anotherBeginsWhereItNeverEnds_isLivelock() {
        Stage stage = broken(Broken.LOCKLESS_SPINS).pass(PAGE);
        Verdict verdict = stage.fails(GET, "@0" + FIRST, "@0" + FIRST);
        assertEquals("livelock live INV-84 ptep_get_lockless", verdict.signature());
    }

    @Test
    void read_afterAnother_isJudgedOnItsOwnMoments() {
        Stage stage = broken(Broken.LOCKLESS_READS_FIRST).pass(BLOCK);
        String first = READ.replace("0x41000", "0x40000");
        Verdict verdict = stage.fails("ptep_get mm=1 addr=0x40000", "@0" + first, "@0" + READ);
        assertEquals(
                List.of(Invariant.LOCKLESS_TRUE, 0x41000L),
                List.of(verdict.invariant(), verdict.rows().get(1).addr()));
    }

    @Test
    void resume_inAllReads_endsIt() {
        Stage stage =
                broken(Broken.LOCKLESS_TORN)
                        .pass(PAGE)
                        .pass(CLEAR, "@0" + FIRST, "@0" + RESUME, "@9" + RESUME);
        assertTrue(preempted(stage));
    }

    @Test
    void resume_forAsManyReadsAsItNeeds_endsIt() {
        Stage stage =
                broken(Broken.LOCKLESS_TORN)
                        .pass(PAGE)
                        .pass(CLEAR, "@0" + FIRST, "@0" + RESUME + " reads=1");
        assertTrue(preempted(stage));
    }

    @Test
    void resume_forFewerReadsThanItNeeds_leavesIt() {
        String get = "@0" + READ + " reads=2";
        Stage stage = Stage.strict().pass(BLOCK);
        stage.pass(CLEAR, get, "@1" + RESUME + " reads=1", "@2" + RESUME + " reads=1");
        assertFalse(preempted(stage));
        stage.pass(GET, "@0" + RESUME);
        assertTrue(preempted(stage));
    }

    @Test
    void resume_nothingUnderWay_doesNothing() {
        Stage stage = broken(Broken.LOCKLESS_DIES).pass(PAGE).pass(CLEAR, "@0" + RESUME);
        assertEquals(2, stage.runner().steps());
    }

    @Test
    void resume_afterItsEnd_doesNothing() {
        Stage stage = Stage.strict().pass(PAGE).pass(CLEAR, "@0" + READ, "@0" + RESUME);
        assertFalse(preempted(stage));
    }

    @Test
    void resume_ofAnotherCpu_leavesIt() {
        String other = "@0" + RESUME.replace("cpu=1", "cpu=2");
        Verdict verdict =
                Stage.threeCpus(Broken.LOCKLESS_TORN.subject())
                        .pass(PAGE)
                        .fails(CLEAR, "@0" + FIRST, other, "@9" + RESUME);
        assertEquals(Invariant.LOCKLESS_TRUE, verdict.invariant());
    }

    @Test
    void goal_preempted_isReachedByPiecesAlone() {
        Stage whole = Stage.strict().pass(BLOCK).pass(CLEAR, "@0" + READ);
        Stage pieces = Stage.strict().pass(BLOCK).pass(CLEAR, "@0" + FIRST, "@0" + RESUME);
        assertEquals("false true", preempted(whole) + " " + preempted(pieces));
    }

    @Test
    void read_thatStores_isCrash() {
        Verdict verdict = broken(Broken.LOCKLESS_STORES).pass(PAGE).fails(CLEAR, "@0" + READ);
        assertEquals(
                "the call died: java.lang.IllegalStateException:"
                        + " a read without the lock must not store",
                verdict.message());
    }

    @Test
    void read_spinsInItsLastPieceWhileABlockChanges_isNoLivelock() {
        Stage stage = Stage.strict().pass(BLOCK);
        String read = " cpu=1 ptep_get_lockless mm=1 addr=0x43000";
        stage.pass(CLEAR, "@2" + read + " reads=3", "@3 cpu=1 resume mm=1 addr=0x43000");
        assertEquals(2, stage.runner().steps());
    }

    @Test
    void resume_ofAnotherPage_leavesIt() {
        Stage stage = broken(Broken.LOCKLESS_TORN).pass(PAGE);
        stage.pass(CLEAR, "@0" + FIRST, "@9" + RESUME.replace("0x41000", "0x42000"));
        assertTrue(stage.runner().lockless().anyOpen());
    }

    @ParameterizedTest
    @ValueSource(strings = {"@0", "@99"})
    void read_spinsInItsLastPieceAtRest_isLivelock(String at) {
        Stage stage = broken(Broken.LOCKLESS_SPINS).pass(PAGE);
        Verdict verdict = stage.fails(GET, "@0" + FIRST, at + RESUME);
        assertEquals(
                "livelock live INV-84 ptep_get_lockless: the call looked 1033 times at slot 1, and"
                        + " nobody stored",
                verdict.signature() + ": " + verdict.message());
    }

    @Test
    void read_reachesBehindItsBlock_isToldWithItsSlots() {
        Verdict verdict = broken(Broken.LOCKLESS_REACHES_FAR).pass(PAGE).fails(CLEAR, "@0" + FIRST);
        assertEquals(
                "violation reads-in-range INV-29 ptep_get_lockless: the call reached for a slot"
                        + " outside its range and blocks: slots 0 to 3",
                verdict.signature() + ": " + verdict.message());
    }

    @Test
    void read_warnsInAPiece_isFoundAtOnce() {
        Verdict verdict = broken(Broken.LOCKLESS_WARNS).pass(BLOCK).fails(CLEAR, "@0" + FIRST);
        assertEquals(Invariant.CRASH_FREE, verdict.invariant());
    }

    @Test
    void read_hardwareMarksBetweenItsPieces_mayShowItOrNot() {
        for (int slot = 0; slot < 4; slot++) {
            Stage.strict()
                    .pass(BLOCK)
                    .pass(
                            GET,
                            "@0" + READ + " reads=3",
                            "@0 cpu=0 write mm=1 addr=0x41000 slot=" + slot,
                            "@0" + RESUME);
        }
    }

    @Test
    void read_cleanedAndMarkedElsewhereBetweenItsPieces_mayBeClean() {
        Stage stage =
                Stage.strict()
                        .pass(BLOCK)
                        .pass("cpu=0 write mm=1 addr=0x41000 slot=3")
                        .pass(
                                LOCKLESS,
                                "@0" + READ + " reads=3",
                                "@0 clear_young_dirty_ptes mm=1 addr=0x40000 nr=4 flags=dirty",
                                "@0 cpu=0 write mm=1 addr=0x41000 slot=0",
                                "@0" + RESUME);
        assertTrue(preempted(stage));
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, LOCKLESS})
    void read_deniesDirtyAtRest_isFound(String outer) {
        Stage stage = broken(Broken.LOCKLESS_DENIES_DIRTY).pass(PAGE + " with=dirty");
        Verdict verdict = stage.fails(outer, "@0" + FIRST, "@0" + RESUME);
        assertEquals(Invariant.LOCKLESS_TRUE, verdict.invariant());
    }

    @Test
    void read_deniesDirtyWhileItsBlockChanges_passes() {
        Stage stage = broken(Broken.LOCKLESS_DENIES_DIRTY).pass(PAGE + " with=dirty");
        stage.pass(CLEAR, "@0" + FIRST, "@0" + RESUME);
        assertEquals(2, stage.runner().steps());
    }
}
