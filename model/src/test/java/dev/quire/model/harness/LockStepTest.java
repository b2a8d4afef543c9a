package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.operation.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LockStepTest {
    private static final String BLOCK = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw";
    private static final String DIRTY_BLOCK = BLOCK + " with=dirty";
    private static final String WRPROTECT = "wrprotect_ptes mm=1 addr=0x40000 nr=4";
    private static final String CLEAR = "pte_clear mm=1 addr=0x41000";
    private static final String GET = "ptep_get mm=1 addr=0x41000";
    private static final String LOCKLESS = "ptep_get_lockless mm=1 addr=0x41000";
    private static final String READ_LOCKLESS = "cpu=1 " + LOCKLESS;

    private static Stage broken(Broken broken) {
        return Stage.of(broken.subject());
    }

    private static Verdict dirtyLost() {
        return broken(Broken.WRPROTECT_CLEANS).pass(DIRTY_BLOCK).fails(WRPROTECT);
    }

    private static boolean reached(Stage stage, Goal goal) {
        return (stage.runner().goals().reached() & goal.bit()) != 0;
    }

    @Test
    void verdict_lostDirty_isInWords() {
        assertEquals("violation dirty-not-lost INV-17 step=2", dirtyLost().text());
    }

    @Test
    void verdict_lostDirty_hasItsSignature() {
        assertEquals("violation dirty-not-lost INV-17 wrprotect_ptes", dirtyLost().signature());
    }

    @Test
    void verdict_lostDirty_namesTheCall() {
        assertEquals(WRPROTECT, dirtyLost().operation().text());
    }

    @Test
    void verdict_lostDirty_saysWhereAndWhat() {
        assertEquals(
                "at 0x40000 the page is young clean, expected young dirty", dirtyLost().message());
    }

    @Test
    void verdict_lostDirty_showsThePagesOfTheBlock() {
        assertEquals(
                new Verdict.Row(
                        1,
                        0x41000,
                        "pfn=0x101 rw cont young dirty",
                        "pfn=0x101 ro",
                        "pfn=0x101 ro cont young",
                        true),
                dirtyLost().rows().get(1));
    }

    @Test
    void verdict_lostDirty_showsTheTouchedBlockOnly() {
        assertEquals(
                List.of(0x40000L, 0x41000L, 0x42000L, 0x43000L),
                dirtyLost().rows().stream().map(Verdict.Row::addr).toList());
    }

    @Test
    void verdict_neighbourCleared_marksTheWrongPageOnly() {
        Verdict verdict =
                broken(Broken.CLEARS_NEIGHBOUR)
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=2 prot=rw")
                        .fails("clear_full_ptes mm=1 addr=0x40000 nr=1");
        assertEquals(
                List.of(false, true, false, false),
                verdict.rows().stream().map(Verdict.Row::wrong).toList());
    }

    @Test
    void verdict_neighbourCleared_isTheFrameRule() {
        Verdict verdict =
                broken(Broken.CLEARS_NEIGHBOUR)
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=2 prot=rw")
                        .fails("clear_full_ptes mm=1 addr=0x40000 nr=1");
        assertEquals(
                "frame INV-20: at 0x41000 expected pfn=0x101 rw, the slot is none",
                verdict.invariant().text() + ": " + verdict.message());
    }

    @Test
    void verdict_contKept_isTheRuleOfGivenCont() {
        Verdict verdict =
                broken(Broken.SETS_CONT)
                        .fails("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=2 prot=rw with=cont");
        assertEquals(Invariant.CONT_IGNORED, verdict.invariant());
    }

    @Test
    void verdict_contShown_isTheRuleOfHiding() {
        Verdict verdict = broken(Broken.SHOWS_CONT).pass(BLOCK).fails(GET);
        assertEquals(
                "cont-hidden INV-82: at 0x41000 the returned value is contiguous",
                verdict.invariant().text() + ": " + verdict.message());
    }

    @Test
    void verdict_contShownAndSiblingDirty_isTheLowestNumber() {
        Verdict verdict =
                broken(Broken.SHOWS_CONT)
                        .pass(BLOCK)
                        .pass("cpu=0 write mm=1 addr=0x42000")
                        .fails(GET);
        assertEquals(Invariant.DIRTY_NOT_LOST, verdict.invariant());
    }

    @Test
    void verdict_runThatDidNotFail_isRefused() {
        LockStep runner = Stage.strict().pass(BLOCK).runner();
        assertThrows(IllegalStateException.class, runner::verdict);
    }

    @Test
    void whyIllegal_beforeAnyIllegalStep_isRefused() {
        Stage stage = Stage.strict().pass(BLOCK);
        assertEquals(
                "a step must have been illegal since the last reset",
                assertThrows(IllegalStateException.class, stage::why).getMessage());
    }

    @Test
    void whyIllegal_afterReset_isRefused() {
        Stage stage = Stage.strict();
        stage.illegal(WRPROTECT);
        stage.runner().reset();
        assertThrows(IllegalStateException.class, stage::why);
    }

    @Test
    void brokenRule_afterReset_isLegal() {
        Stage stage = Stage.strict();
        stage.illegal(WRPROTECT);
        stage.runner().reset();
        assertEquals(Rule.LEGAL, stage.runner().brokenRule());
    }

    @Test
    void step_afterFailure_isRefused() {
        Stage stage = broken(Broken.WRPROTECT_CLEANS).pass(DIRTY_BLOCK);
        stage.fails(WRPROTECT);
        assertThrows(IllegalStateException.class, () -> stage.step(GET));
    }

    @Test
    void steps_illegalOnes_areNotCounted() {
        Stage stage = Stage.strict().pass(BLOCK);
        stage.illegal(BLOCK);
        stage.pass(GET);
        assertEquals(2, stage.runner().steps());
    }

    @Test
    void steps_failingOne_isCounted() {
        Stage stage = broken(Broken.WRPROTECT_CLEANS).pass(DIRTY_BLOCK);
        stage.fails(WRPROTECT);
        assertEquals(2, stage.runner().steps());
    }

    @Test
    void reset_afterFailure_isTheStartAgain() {
        Stage stage = broken(Broken.WRPROTECT_CLEANS);
        String start = stage.state();
        stage.pass(DIRTY_BLOCK).fails(WRPROTECT);
        stage.runner().reset();
        assertEquals(start, stage.state());
    }

    @Test
    void reset_afterFailure_failsAlikeAgain() {
        Stage stage = broken(Broken.WRPROTECT_CLEANS).pass(DIRTY_BLOCK);
        Verdict first = stage.fails(WRPROTECT);
        stage.runner().reset();
        assertEquals(first, stage.pass(DIRTY_BLOCK).fails(WRPROTECT));
    }

    @Test
    void reset_openChangeOfProtection_isForgotten() {
        Stage stage = Stage.strict().pass(BLOCK);
        stage.pass("modify_prot_start_ptes mm=1 addr=0x40000 nr=4");
        stage.runner().reset();
        assertFalse(stage.runner().transaction().isOpen());
    }

    @Test
    void reset_reachedGoals_stay() {
        Stage stage = Stage.strict().pass(BLOCK);
        stage.runner().reset();
        assertTrue(reached(stage, Goal.BORN_FOLDED));
    }

    @Test
    void step_plainStoreWithoutRace_passes() {
        Stage stage = broken(Broken.WRPROTECT_RACES).pass(BLOCK).pass(WRPROTECT);
        assertEquals(2, stage.runner().steps());
    }

    @Test
    void step_hardwareActsBetweenReadAndPlainStore_isLostDirty() {
        Stage stage = broken(Broken.WRPROTECT_RACES).pass(BLOCK);
        Verdict verdict = stage.fails(WRPROTECT, "@1 cpu=0 write mm=1 addr=0x40000");
        assertEquals(Invariant.DIRTY_NOT_LOST, verdict.invariant());
    }

    @Test
    void step_hardwareActsAtEachAccess_keepsDirty() {
        for (int access = 0; access < 9; access++) {
            String act = "@" + access + " cpu=0 write mm=1 addr=0x42000 slot=1";
            Stage stage = Stage.strict().pass(BLOCK).pass(WRPROTECT, act);
            boolean dirty = stage.runner().pages().dirty(2);
            boolean faulted = reached(stage, Goal.FAULTED);
            assertNotEquals(faulted, dirty, act);
        }
    }

    @Test
    void step_actPastTheLastAccess_happensAtTheEnd() {
        Stage stage = Stage.strict().pass(BLOCK).pass(GET, "@99 cpu=0 write mm=1 addr=0x41000");
        assertTrue(stage.runner().pages().dirty(1));
    }

    @Test
    void step_actPastTheLastAccess_isNotInside() {
        Stage stage = Stage.strict().pass(BLOCK).pass(GET, "@99 cpu=0 write mm=1 addr=0x41000");
        assertFalse(reached(stage, Goal.ACT_INSIDE));
    }

    @Test
    void step_actBetweenAccesses_isInside() {
        Stage stage = Stage.strict().pass(BLOCK).pass(GET, "@1 cpu=0 write mm=1 addr=0x41000");
        assertTrue(reached(stage, Goal.ACT_INSIDE));
    }

    @Test
    void step_moreActsThanFirstRoom_areAllRaised() {
        String act = " cpu=0 write mm=1 addr=0x4";
        Stage stage =
                Stage.strict()
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=8 prot=rw")
                        .pass(
                                "ptep_get mm=1 addr=0x50000",
                                "@0" + act + "0000",
                                "@0" + act + "1000",
                                "@0" + act + "2000",
                                "@0" + act + "3000",
                                "@0" + act + "4000");
        assertTrue(stage.runner().pages().dirty(4));
    }

    @Test
    void step_writeThroughNeighbour_isDirtyOnBoth() {
        Stage stage = Stage.strict().pass(BLOCK).pass("cpu=0 write mm=1 addr=0x41000 slot=3");
        assertTrue(reached(stage, Goal.NEIGHBOUR_MARKED) && stage.runner().pages().dirty(1));
    }

    @Test
    void step_accessThatMarksNothing_closesTheIntervalsOfItsBlock() {
        Stage stage =
                Stage.strict()
                        .pass("set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw with=old")
                        .pass("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=rw")
                        .pass("cpu=0 read mm=1 addr=0x40000");
        assertEquals(0, stage.runner().pages().bounds(1));
    }

    @Test
    void step_unmanagedWriteToCleanPage_changesNothing() {
        Stage stage = Stage.strict().pass(BLOCK);
        long before = stage.raw(1);
        stage.pass("cpu=1 write mm=1 addr=0x41000");
        assertEquals(before, stage.raw(1));
    }

    @Test
    void step_locklessReadAtEachAccessOfAnUnfold_passes() {
        for (int access = 0; access < 12; access++) {
            Stage.strict().pass(DIRTY_BLOCK).pass(CLEAR, "@" + access + " " + READ_LOCKLESS);
        }
    }

    @Test
    void step_locklessReadDuringUnfold_isSeen() {
        Stage stage = Stage.strict().pass(BLOCK).pass(CLEAR, "@3 " + READ_LOCKLESS);
        assertTrue(reached(stage, Goal.LOCKLESS_DURING_UNFOLD));
    }

    @Test
    void step_locklessReadSpinsDuringUnfold_isNoLivelock() {
        String spinning = "@2 cpu=1 ptep_get_lockless mm=1 addr=0x43000";
        Stage stage = Stage.strict().pass(BLOCK).pass(CLEAR, spinning);
        assertEquals(2, stage.runner().steps());
    }

    @Test
    void step_callInsideLocklessRead_isRun() {
        Stage stage = Stage.strict().pass(BLOCK).pass(LOCKLESS, "@2 cpu=1 " + CLEAR);
        assertEquals(0, stage.raw(1));
    }

    @Test
    void step_callInsideLocklessRead_overtakesIt() {
        Stage stage = Stage.strict().pass(BLOCK).pass(LOCKLESS, "@2 cpu=1 " + CLEAR);
        assertTrue(reached(stage, Goal.LOCKLESS_OVERTAKEN));
    }

    @Test
    void step_callAtEachAccessOfLocklessRead_passes() {
        for (int access = 0; access < 7; access++) {
            Stage.strict().pass(DIRTY_BLOCK).pass(LOCKLESS, "@" + access + " cpu=1 " + CLEAR);
        }
    }

    @Test
    void step_tornLocklessRead_isFound() {
        Verdict verdict =
                broken(Broken.LOCKLESS_TORN)
                        .pass("set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw")
                        .fails(LOCKLESS, "@1 cpu=1 " + CLEAR);
        assertEquals(Invariant.LOCKLESS_TRUE, verdict.invariant());
    }

    @Test
    void step_tornLocklessReadNotOvertaken_passes() {
        Stage stage =
                broken(Broken.LOCKLESS_TORN)
                        .pass("set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw")
                        .pass(LOCKLESS);
        assertEquals(2, stage.runner().steps());
    }

    @Test
    void step_illegalCallInsideLocklessRead_isIllegalAct() {
        Stage stage = Stage.strict().pass(BLOCK);
        String act = "@1 cpu=1 clear_nonpresent_ptes mm=1 addr=0x40000 nr=1";
        assertEquals(
                Outcome.ILLEGAL_ACT + " " + Rule.NOT_PRESENT,
                stage.step(LOCKLESS, act) + " " + stage.runner().brokenRule());
    }

    @Test
    void step_legalCallBeforeIllegalAct_isDone() {
        Stage stage = Stage.strict().pass(BLOCK);
        stage.step(LOCKLESS, "@1 cpu=1 " + CLEAR, "@2 cpu=1 " + WRPROTECT);
        assertEquals(0, stage.raw(1));
    }

    @Test
    void step_wrongReadBeforeIllegalAct_fails() {
        Stage stage = broken(Broken.LOCKLESS_TORN).pass(BLOCK);
        Verdict verdict = stage.fails(LOCKLESS, "@1 " + READ_LOCKLESS, "@1 cpu=1 " + BLOCK);
        assertEquals(Invariant.CONT_HIDDEN, verdict.invariant());
    }

    @Test
    void step_callInsideLocklessReadFails_fails() {
        Stage stage = broken(Broken.WRPROTECT_CLEANS).pass(DIRTY_BLOCK);
        Verdict verdict = stage.fails(LOCKLESS, "@1 cpu=1 " + WRPROTECT);
        assertEquals(
                "violation dirty-not-lost INV-17 wrprotect_ptes step 2",
                verdict.signature() + " step " + verdict.step());
    }

    @Test
    void step_callThatNeverEnds_isLivelock() {
        Verdict verdict = broken(Broken.WRPROTECT_SPINS).pass(BLOCK).fails(WRPROTECT);
        assertEquals("livelock live INV-84 step=2", verdict.text());
    }

    @Test
    void step_callThatNeverEnds_saysSo() {
        Verdict verdict = broken(Broken.WRPROTECT_SPINS).pass(BLOCK).fails(WRPROTECT);
        assertEquals("the call made 100000 accesses and did not end", verdict.message());
    }

    @Test
    void step_callThatNeverEnds_isLegalAgainAfterReset() {
        Stage stage = broken(Broken.WRPROTECT_SPINS).pass(BLOCK);
        stage.fails(WRPROTECT);
        stage.runner().reset();
        stage.pass(BLOCK).pass(GET);
        assertEquals(2, stage.runner().steps());
    }

    @ParameterizedTest
    @ValueSource(strings = {"@0 ", "@99 "})
    void step_locklessReadSpinsBesideRead_isLivelock(String at) {
        Stage stage = broken(Broken.LOCKLESS_SPINS).pass(BLOCK);
        Verdict verdict = stage.fails(GET, at + READ_LOCKLESS);
        assertEquals("livelock live INV-84 ptep_get_lockless", verdict.signature());
    }

    @Test
    void step_callThatDies_isCrash() {
        Verdict verdict = broken(Broken.CLEAR_DIES).fails(CLEAR);
        assertEquals(
                "crash crash-free INV-85 step=1: the call died:"
                        + " java.lang.IndexOutOfBoundsException: no such slot",
                verdict.text() + ": " + verdict.message());
    }

    @Test
    void step_callThatReachesBehindItsBlock_isViolation() {
        Verdict verdict = broken(Broken.CLEAR_REACHES_FAR).fails(CLEAR);
        assertEquals(
                "violation reads-in-range INV-29 step=1: the call reached for a slot outside its"
                        + " range and blocks: slots 0 to 3",
                verdict.text() + ": " + verdict.message());
    }

    @Test
    void step_locklessReadThatReachesBehindItsBlock_isViolation() {
        Verdict verdict = broken(Broken.LOCKLESS_REACHES_FAR).fails(GET, "@0 " + READ_LOCKLESS);
        assertEquals("violation reads-in-range INV-29 ptep_get_lockless", verdict.signature());
    }

    @Test
    void step_callThatRecursesWithoutEnd_isCrash() {
        Verdict verdict = broken(Broken.CLEAR_RECURSES).fails(CLEAR);
        assertEquals("crash crash-free INV-85 pte_clear", verdict.signature());
    }

    @ParameterizedTest
    @ValueSource(strings = {"@0 ", "@99 "})
    void step_locklessReadThatDies_isCrash(String at) {
        Verdict verdict = broken(Broken.LOCKLESS_DIES).fails(GET, at + READ_LOCKLESS);
        assertEquals(
                "the call died: java.lang.IllegalStateException: no lock is held",
                verdict.message());
    }

    @Test
    void step_callThatWarns_isViolation() {
        Verdict verdict = broken(Broken.CLEAR_WARNS).fails(CLEAR);
        assertEquals(
                "violation crash-free INV-85 step=1: the subject warned: block is mixed",
                verdict.text() + ": " + verdict.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, WRPROTECT})
    void step_locklessReadInsideAnotherCallWarns_isViolation(String outer) {
        for (String at : List.of("@0 ", "@1 ", "@99 ")) {
            Stage stage = broken(Broken.LOCKLESS_WARNS).pass(BLOCK);
            Verdict verdict = stage.fails(outer, at + READ_LOCKLESS);
            assertEquals(
                    "violation crash-free INV-85 step=2: the subject warned: no lock is held",
                    verdict.text() + ": " + verdict.message());
        }
    }

    @Test
    void step_locklessReadWarnsAndSpinsDuringUnfold_isViolation() {
        Stage stage = broken(Broken.LOCKLESS_WARNS).pass(BLOCK);
        Verdict verdict = stage.fails(CLEAR, "@2 cpu=1 ptep_get_lockless mm=1 addr=0x43000");
        assertEquals("violation crash-free INV-85 pte_clear", verdict.signature());
    }

    @Test
    void step_callInsideLocklessReadWarns_isViolation() {
        Stage stage = broken(Broken.CLEAR_WARNS).pass(BLOCK);
        Verdict verdict = stage.fails(LOCKLESS, "@1 cpu=1 " + CLEAR);
        assertEquals("violation crash-free INV-85 pte_clear", verdict.signature());
    }

    @Test
    void goals_rangesAndBlocks_areCounted() {
        GoalWatch goals =
                Stage.strict()
                        .pass("set_ptes mm=1 addr=0x42000 pfn=0x102 nr=8 prot=rw")
                        .runner()
                        .goals();
        assertEquals(
                "1 8 3 1",
                goals.ranges() + " " + goals.slots() + " " + goals.blocks() + " " + goals.folded());
    }
}
