package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.operation.Rule;
import dev.quire.model.subject.Subjects;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lockless reads that stay open over several steps. */
final class OpenReadTest {
    private static final String BLOCK = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw";
    private static final String OTHER = "set_ptes mm=1 addr=0x40000 pfn=0x104 nr=4 prot=rw";
    private static final String PAGE = "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw";
    private static final String CLEAR = "pte_clear mm=1 addr=0x41000";
    private static final String CLEAR_ALL = "clear_full_ptes mm=1 addr=0x40000 nr=4";
    private static final String WRPROTECT = "wrprotect_ptes mm=1 addr=0x41000 nr=1";
    private static final String READ = "cpu=1 ptep_get_lockless mm=1 addr=0x41000";
    private static final String FIRST = READ + " reads=1";
    private static final String RESUME = "cpu=1 resume mm=1 addr=0x41000";

    private static Stage torn() {
        return Stage.of(Broken.LOCKLESS_TORN.subject()).pass(PAGE);
    }

    private static boolean reached(Stage stage, Goal goal) {
        return (stage.runner().goals().reached() & goal.bit()) != 0;
    }

    private static boolean open(Stage stage) {
        return stage.runner().lockless().anyOpen();
    }

    @Test
    void read_leftWhenTheCallEnds_staysOpen() {
        assertTrue(open(torn().pass(CLEAR, "@0 " + FIRST)));
    }

    @Test
    void read_neverResumed_isNotJudged() {
        Stage stage = torn().pass(FIRST).pass(CLEAR).pass(PAGE).pass(CLEAR);
        assertEquals(5, stage.runner().steps());
    }

    @Test
    void read_goesOnAfterTheCall_isJudgedThen() {
        Verdict verdict = torn().pass(CLEAR, "@0 " + FIRST).fails(RESUME);
        assertEquals(
                "violation lockless-true INV-32 resume step 3",
                verdict.signature() + " step " + verdict.step());
    }

    @Test
    void read_goesOnInsideALaterCall_isJudgedThere() {
        Verdict verdict =
                torn().pass(FIRST).pass(CLEAR).fails("ptep_get mm=1 addr=0x50000", "@0 " + RESUME);
        assertEquals("violation lockless-true INV-32 ptep_get", verdict.signature());
    }

    @Test
    void read_beginsAnew_runsToItsEndBefore() {
        assertEquals(
                Invariant.LOCKLESS_TRUE,
                torn().pass(FIRST).pass(CLEAR).fails(READ + " reads=2").invariant());
    }

    @Test
    void read_inTwoPiecesAtRest_isWhole() {
        Stage stage = torn().pass(FIRST).pass(RESUME);
        assertFalse(open(stage));
    }

    @Test
    void read_cutsTwoCallsAtEachPairOfAccesses_isTrue() {
        for (int first = 0; first < 14; first++) {
            for (int second = 0; second < 14; second++) {
                for (int reads = 1; reads < 6; reads++) {
                    Stage.strict()
                            .pass(BLOCK + " with=dirty")
                            .pass(WRPROTECT, "@" + first + " " + FIRST)
                            .pass(CLEAR_ALL, "@" + second + " " + RESUME + " reads=" + reads)
                            .pass(OTHER, "@" + second % 4 + " " + RESUME + " reads=" + reads)
                            .pass("ptep_get mm=1 addr=0x50000", "@0 " + RESUME);
                }
            }
        }
    }

    @Test
    void read_returnsWhatItsSlotHeldBetweenItsPieces_isTrue() {
        Stage.of(Broken.LOCKLESS_READS_LAST.subject())
                .pass(FIRST)
                .pass(BLOCK)
                .pass(CLEAR_ALL)
                .pass("set_ptes mm=1 addr=0x43000 pfn=0x101 nr=1 prot=rw")
                .pass(RESUME);
    }

    @Test
    void read_returnsWhatItsSlotNeverHeld_isFound() {
        Verdict verdict =
                Stage.of(Broken.LOCKLESS_READS_LAST.subject())
                        .pass(FIRST)
                        .pass("set_ptes mm=1 addr=0x43000 pfn=0x101 nr=1 prot=rw")
                        .fails(RESUME);
        assertEquals(Invariant.LOCKLESS_TRUE, verdict.invariant());
    }

    @Test
    void read_deniesDirtyThatNoCallTouched_isFound() {
        Stage stage = Stage.of(Broken.LOCKLESS_DENIES_DIRTY.subject()).pass(BLOCK + " with=dirty");
        stage.pass(FIRST).pass("set_ptes mm=1 addr=0x50000 pfn=0x108 nr=1 prot=rw");
        assertEquals(Invariant.LOCKLESS_TRUE, stage.fails(RESUME).invariant());
    }

    @Test
    void read_cleanedAndMarkedElsewhereInsideOneCall_mayBeClean() {
        Stage stage =
                Stage.strict()
                        .pass(BLOCK)
                        .pass("cpu=0 write mm=1 addr=0x41000 slot=3")
                        .pass(READ + " reads=4")
                        .pass(
                                "clear_young_dirty_ptes mm=1 addr=0x40000 nr=4 flags=dirty",
                                "@6 cpu=0 write mm=1 addr=0x41000 slot=0")
                        .pass(RESUME);
        assertFalse(open(stage));
    }

    @Test
    void read_spinsWhileACallIsInTheMiddle_staysOpenAndEndsAtRest() {
        Stage stage = Stage.strict().pass(BLOCK).pass(CLEAR, "@3 " + READ.replace("41", "43"));
        assertTrue(open(stage));
        assertFalse(open(stage.pass(RESUME.replace("41", "43"))));
    }

    @Test
    void read_spinsAtRest_isLivelock() {
        Stage stage = Stage.of(Broken.LOCKLESS_SPINS.subject()).pass(PAGE);
        Verdict verdict = stage.pass(CLEAR, "@1 " + FIRST).fails(RESUME);
        assertEquals("livelock live INV-84 ptep_get_lockless", verdict.signature());
    }

    @Test
    void read_spinsInPiecesAtRest_goesOn() {
        Stage stage = Stage.of(Broken.LOCKLESS_SPINS.subject()).pass(PAGE).pass(FIRST);
        for (int i = 0; i < 10; i++) {
            stage.pass(RESUME + " reads=50");
        }
        assertTrue(open(stage));
    }

    @Test
    void read_diesAtTheTop_isCrash() {
        Verdict verdict = Stage.of(Broken.LOCKLESS_DIES.subject()).pass(PAGE).fails(FIRST);
        assertEquals("crash crash-free INV-85 ptep_get_lockless", verdict.signature());
    }

    @Test
    void reads_ofTwoCpus_areOpenTogether() {
        String other = RESUME.replace("cpu=1", "cpu=2");
        Stage stage =
                Stage.threeCpus(Subjects.CONTPTE)
                        .pass(BLOCK)
                        .pass(FIRST)
                        .pass(CLEAR, "@5 " + FIRST.replace("cpu=1", "cpu=2"))
                        .pass(WRPROTECT.replace("41", "42"), "@1 " + RESUME, "@2 " + other);
        assertFalse(open(stage));
    }

    @Test
    void first_severalOpen_isTheLowestCpus() {
        Stage stage = Stage.threeCpus(Broken.LOCKLESS_TORN.subject());
        stage.pass(FIRST.replace("cpu=1", "cpu=2")).pass(FIRST);
        assertEquals(FIRST, stage.runner().lockless().first().text());
    }

    @Test
    void first_noneOpen_isRefused() {
        LocklessReads reads = torn().runner().lockless();
        assertEquals(
                "a read must be open",
                assertThrows(IllegalStateException.class, reads::first).getMessage());
    }

    @Test
    void resume_afterItsEnd_doesNothing() {
        assertEquals(4, torn().pass(FIRST).pass(RESUME).pass(RESUME).runner().steps());
    }

    @Test
    void resume_ofAnotherRead_isIllegal() {
        assertEquals(Rule.LEFT, torn().pass(FIRST).illegal(RESUME.replace("41", "42")));
    }

    @Test
    void reset_aReadIsOpen_forgetsIt() {
        Stage stage = torn().pass(FIRST);
        stage.runner().reset();
        assertEquals(List.of(false, Rule.LEFT), List.of(open(stage), stage.illegal(RESUME)));
    }

    @Test
    void goal_acrossCalls_isReachedByPiecesInTheMiddleOfTwo() {
        Stage twice =
                Stage.strict().pass(BLOCK).pass(CLEAR, "@2 " + FIRST).pass(PAGE, "@1 " + RESUME);
        Stage once =
                Stage.strict()
                        .pass(BLOCK)
                        .pass(CLEAR, "@2 " + FIRST, "@3 " + RESUME + " reads=1")
                        .pass(PAGE, "@99 " + RESUME);
        assertEquals(
                List.of(true, false),
                List.of(
                        reached(twice, Goal.LOCKLESS_ACROSS_CALLS),
                        reached(once, Goal.LOCKLESS_ACROSS_CALLS)));
    }
}
