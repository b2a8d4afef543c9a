package dev.quire.counterexamples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.trace.BrokenSubjects;
import dev.quire.counterexamples.trace.Texts;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces run again, on right subjects and on wrong ones. */
final class ReplayTest {
    private static final String UNIFORM = "violation block-uniform INV-37 step=2";

    private static Replay run(String text, Subject subject) {
        return Replay.run(Texts.file(text), subject, StepListener.NONE);
    }

    private static String kept(String text, String verdict) {
        return text.replace("mm id", "verdict " + verdict + "\nmm id");
    }

    @ParameterizedTest
    @ValueSource(strings = {Texts.PARTIAL_WRPROTECT, Texts.WRITE_DURING_UNFOLD})
    void goodTrace_onEveryBuiltInSubject_passes(String text) {
        for (Subject subject : Subjects.all()) {
            Replay replay = run(kept(text, "passed"), subject);
            assertEquals(Ending.PASSED, replay.ending(), subject.name());
            assertTrue(replay.asRecorded());
            assertEquals(subject.name(), replay.subject());
        }
    }

    @Test
    void badTrace_onItsSubject_isReproducedToTheLetter() {
        Replay replay =
                run(kept(Texts.PARTIAL_WRPROTECT, UNIFORM), BrokenSubjects.KEEPS_PARTIAL_BLOCKS);
        assertEquals(Ending.REPRODUCED, replay.ending());
        assertEquals(UNIFORM, replay.verdict().orElseThrow().text());
        assertEquals(2, replay.steps());
        assertTrue(replay.asRecorded());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "violation block-whole INV-35 step=2",
                "crash block-uniform INV-37 step=2",
                "violation block-uniform INV-37 step=1",
                "passed"
            })
    void badTrace_recordedOtherwise_differs(String verdict) {
        Replay replay =
                run(kept(Texts.PARTIAL_WRPROTECT, verdict), BrokenSubjects.KEEPS_PARTIAL_BLOCKS);
        assertEquals(Ending.DIFFERS, replay.ending());
        assertFalse(replay.asRecorded());
    }

    @Test
    void badTrace_afterTheSubjectWasRepaired_passesAndIsNotAsRecorded() {
        Replay replay = run(kept(Texts.PARTIAL_WRPROTECT, UNIFORM), Subjects.CONTPTE);
        assertEquals(Ending.PASSED, replay.ending());
        assertFalse(replay.asRecorded());
        assertEquals(2, replay.steps());
    }

    @Test
    void traceWithoutVerdict_thatFails_saysNoMore() {
        Replay replay = run(Texts.PARTIAL_WRPROTECT, BrokenSubjects.KEEPS_PARTIAL_BLOCKS);
        assertEquals(Ending.FAILED, replay.ending());
        assertTrue(replay.asRecorded());
    }

    @Test
    void trace_afterItsFailingStep_isNotRunOn() {
        String text = Texts.PARTIAL_WRPROTECT + "ptep_get mm=1 addr=0x40000\n";
        assertEquals(2, run(text, BrokenSubjects.KEEPS_PARTIAL_BLOCKS).steps());
        assertEquals(3, run(text, Subjects.PLAIN).steps());
    }

    @Test
    void subject_ofTheHeader_isLookedUpByName() {
        List<String> asked = new ArrayList<>();
        Replay replay =
                Replay.run(
                        Texts.file(Texts.PARTIAL_WRPROTECT),
                        name -> {
                            asked.add(name);
                            return Subjects.PLAIN;
                        });
        assertEquals(List.of("contpte"), asked);
        assertEquals("plain", replay.subject());
    }

    @Test
    void illegalStep_isNamedByItsLine() {
        assertIllegal(
                Texts.PARTIAL_WRPROTECT + "\nwrprotect_ptes mm=1 addr=0x4e000 nr=3\n",
                "hand.trace:11: found an illegal step, every slot of the range must be present:"
                        + " wrprotect_ptes mm=1 addr=0x4e000 nr=3; the slot of 0x4e000 is"
                        + " pfn=0x10e rw");
    }

    @Test
    void illegalStep_rangeOfAValueThatIsNotPresent_isNamedByItsLine() {
        assertIllegal(
                Texts.PARTIAL_WRPROTECT
                        + "ptep_get_and_clear mm=1 addr=0x40000\n"
                        + "set_pte_at mm=1 addr=0x41000 pte=0x340 nr=3\n",
                "hand.trace:11: found an illegal step, set_pte_at of a value that is not present"
                        + " must have nr 1: set_pte_at mm=1 addr=0x41000 pte=0x340 nr=3; the slot"
                        + " of 0x41000 is pfn=0x101 rw");
    }

    @Test
    void illegalAct_isNamedByItsOwnLine() {
        assertIllegal(
                Texts.WRITE_DURING_UNFOLD + "@6 cpu=1 write mm=1 addr=0x440000\n",
                "hand.trace:12: found an illegal step, mm and addr must lie in a vma of the trace:"
                        + " cpu=1 write mm=1 addr=0x440000");
    }

    @Test
    void illegalAct_insideALocklessRead_isNamedByItsOwnLine() {
        assertIllegal(
                Texts.PARTIAL_WRPROTECT
                        + "ptep_get_lockless mm=1 addr=0x40000\n"
                        + "@0 cpu=1 pte_clear mm=1 addr=0x40000\n"
                        + "@0 cpu=1 wrprotect_ptes mm=1 addr=0x40000 nr=1\n",
                "hand.trace:12: found an illegal step, every slot of the range must be present:"
                        + " cpu=1 wrprotect_ptes mm=1 addr=0x40000 nr=1; the slot of 0x40000 is"
                        + " none");
    }

    private static void assertIllegal(String text, String message) {
        TraceException e = assertThrows(TraceException.class, () -> run(text, Subjects.CONTPTE));
        assertEquals(message, e.getMessage());
    }

    private static String seen(LockStep run) {
        return BlockView.text(run.setup().machine().encoding(), run.memory().raw(67));
    }

    @Test
    void listener_seesEveryStepBeforeAndAfter() {
        List<String> seen = new ArrayList<>();
        TraceFile file = Texts.file(Texts.PARTIAL_WRPROTECT);
        Replay.run(
                file,
                BrokenSubjects.KEEPS_PARTIAL_BLOCKS,
                new StepListener() {
                    @Override
                    public void before(int number, LockStep run) {
                        seen.add(number + " before " + seen(run));
                    }

                    @Override
                    public void after(int number, LockStep run, Outcome outcome) {
                        seen.add(number + " " + outcome + " " + seen(run));
                    }
                });
        assertEquals(
                List.of(
                        "1 before none",
                        "1 PASSED pfn=0x103 rw cont young",
                        "2 before pfn=0x103 rw cont young",
                        "2 FAILED pfn=0x103 ro cont young"),
                seen);
    }
}
