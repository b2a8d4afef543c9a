package dev.quire.model.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the protocol's table: what a process does, and the verdict that tells it. */
class VerdictTest {
    private static final List<String> STEPS =
            List.of(
                    "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw",
                    "wrprotect_ptes mm=1 addr=0x43000 nr=2");

    private static Verdict verdict(String fault) {
        try (Scene scene = Scene.of("contpte wrprotect_ptes:" + fault)) {
            return scene.fails(STEPS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exit:2, crash crash-free INV-85, exited with status 3",
        "kill:2, crash crash-free INV-85, ended by SIGKILL",
        "close:0, crash crash-free INV-85, closed its output",
        "flood-error, crash crash-free INV-85, complaint 99999",
        "hang:1, hang live INV-84, it said nothing for 600 ms",
        "stubborn:1, hang live INV-84, it said nothing for 600 ms",
        "offspring:1, hang live INV-84, it said nothing for 600 ms",
        "late:1, hang live INV-84, it said nothing for 600 ms",
        "drip:1, hang live INV-84, its call did not end in 6 s",
        "flood:1, livelock live INV-84, accesses in one call",
        "spin:1, livelock live INV-84, slot 64 was read",
        "flood-line:1, protocol crash-free INV-85, lines of at most 4096 bytes",
        "binary:0, protocol crash-free INV-85, expected a message",
        "empty:0, protocol crash-free INV-85, expected a message",
        "nonsense:0, protocol crash-free INV-85, nonsense #",
        "words:0, protocol crash-free INV-85, expected no more words",
        "slot:0, protocol crash-free INV-85, expected a slot below",
        "wrong-number, protocol crash-free INV-85, expected a message of call",
        "table:0, protocol crash-free INV-85, no table pages",
        "error:0, protocol crash-free INV-85, what is this",
        "warn:0, self-check crash-free INV-85, VM_WARN_ON(nr == 1)",
        "bug:0, self-check crash-free INV-85, BUG_ON(true)"
    })
    void process_goesWrong_isJudged(String fault, String signature, String words) {
        Verdict verdict = verdict(fault);
        assertEquals(signature + " wrprotect_ptes", verdict.signature());
        assertTrue(verdict.message().contains(words), verdict.message());
    }

    @Test
    void crash_ofNestedCall_isOneOfTheOuterCall() {
        List<String> steps =
                List.of(
                        STEPS.get(0),
                        STEPS.get(1) + "; @3 cpu=1 ptep_get_lockless mm=1 addr=0x44000");
        try (Scene scene = Scene.of("contpte ptep_get_lockless:exit:1")) {
            Verdict verdict = scene.fails(steps);
            assertEquals("crash crash-free INV-85 wrprotect_ptes", verdict.signature());
            assertTrue(verdict.message().contains("read #3 68"), verdict.message());
        }
    }

    @Test
    void hang_ofNestedCall_endsTheProcess() {
        List<String> steps =
                List.of(
                        STEPS.get(0),
                        "cpu=1 ptep_get_lockless mm=1 addr=0x44000; @2 " + STEPS.get(1));
        try (Scene scene = Scene.of("contpte wrprotect_ptes:hang:1")) {
            assertEquals("hang live INV-84 wrprotect_ptes", scene.fails(steps).signature());
            scene.run.reset();
            assertEquals(Outcome.PASSED, scene.run(STEPS.subList(0, 1)));
        }
    }

    @Test
    void crash_hasLastAccessesAndStandardError() {
        assertEquals(
                "the process exited with status 3, after 2 lines, the last: read #2 67,"
                        + " xchg #2 64 0x0"
                        + "\n           | about to exit",
                verdict("exit:2").message());
    }
}
