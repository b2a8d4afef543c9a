package dev.quire.model.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.subject.process.ProcessOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the protocol's table: what a process does, and the verdict that tells it. */
class VerdictTest {
    private static final List<String> STEPS =
            List.of(
                    "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw",
                    "wrprotect_ptes mm=1 addr=0x43000 nr=2");

    private static Verdict verdict(String fault, ProcessOptions options) {
        try (Scene scene = Scene.of("contpte wrprotect_ptes:" + fault, options)) {
            return scene.fails(STEPS);
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "drip:1, hang live INV-84, its call did not end in 15 s",
        "exit:2, crash crash-free INV-85, exited with status 3",
        "kill:2, crash crash-free INV-85, ended by SIGKILL",
        "close:0, crash crash-free INV-85, closed its output",
        "flood-error, crash crash-free INV-85, complaint 99999",
        "hang:1, hang live INV-84, it said nothing for 1500 ms",
        "stubborn:1, hang live INV-84, it said nothing for 1500 ms",
        "offspring:1, hang live INV-84, it said nothing for 1500 ms",
        "late:1, hang live INV-84, it said nothing for 1500 ms",
        "flood:1, livelock live INV-84, accesses in one call",
        "spin:1, livelock live INV-84, again and again at slot 64",
        "retry:1, livelock live INV-84, again and again at slot 64",
        "flood-line:1, protocol crash-free INV-85, lines of at most 4096 bytes",
        "binary:0, protocol crash-free INV-85, expected a message",
        "empty:0, protocol crash-free INV-85, expected a message",
        "nonsense:0, protocol crash-free INV-85, nonsense #",
        "words:0, protocol crash-free INV-85, expected no more words",
        "slot:0, protocol crash-free INV-85, expected a slot below",
        "wrong-number, protocol crash-free INV-85, expected a message of call",
        "table:0, protocol crash-free INV-85, no table pages",
        "stride:0, protocol crash-free INV-85, a stride of at least 1",
        "pages:0, protocol crash-free INV-85, pfn= and nr=",
        "aborted:0, protocol crash-free INV-85, only after abort",
        "result:0, protocol crash-free INV-85, expected a number",
        "level, violation break-before-make INV-41, its invalidation names level 1 or 2",
        "error:0, protocol crash-free INV-85, what is this",
        "warn:0, self-check crash-free INV-85, VM_WARN_ON(nr == 1)",
        "mm:0, protocol crash-free INV-85, the mm= of an address space that is there",
        "bug:0, self-check crash-free INV-85, BUG_ON(true)",
        "bug-astray:0, self-check crash-free INV-85, BUG_ON(true)",
        "bug-unwound:0, self-check crash-free INV-85, BUG_ON(true)"
    })
    void process_goesWrong_isJudged(String fault, String signature, String words) {
        boolean hangs = signature.startsWith("hang");
        Verdict verdict = verdict(fault, hangs ? Scene.IMPATIENT : Scene.PATIENT);
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
        try (Scene scene = Scene.of("contpte wrprotect_ptes:hang:1", Scene.IMPATIENT)) {
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
                verdict("exit:2", Scene.PATIENT).message());
    }
}
