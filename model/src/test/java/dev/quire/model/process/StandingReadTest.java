package dev.quire.model.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.model.subject.process.WireLog;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lockless reads that stand in a process of their CPU while others run. */
class StandingReadTest {
    private static final String SET = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw";
    private static final String READ = "cpu=1 ptep_get_lockless mm=1 addr=0x44000 reads=1";
    private static final String FIRST =
            "wrprotect_ptes mm=1 addr=0x43000 nr=2; @3 "
                    + READ
                    + "; @9 cpu=0 read mm=1 addr=0x41000";
    private static final String SECOND =
            "wrprotect_ptes mm=1 addr=0x46000 nr=3; @1 cpu=1 resume mm=1 addr=0x44000 reads=1";
    private static final String LAST = "cpu=1 resume mm=1 addr=0x44000";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Scene scene(String arguments) {
        WireLog log = new WireLog(bytes);
        return Scene.of(
                arguments,
                new ProcessOptions(Duration.ofSeconds(5), 20_000, 1_000, false, Optional.of(log)));
    }

    private String log() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private int count(String words) {
        return log().split(words, -1).length - 1;
    }

    @AfterEach
    void nothing_isLeft() {
        assertEquals(
                0,
                ProcessHandle.current()
                        .descendants()
                        .filter(p -> p.info().commandLine().orElse("").contains("ScriptedSubject"))
                        .count());
    }

    @Test
    void read_overTwoCallsCutInTheMiddle_isCalledOnce() {
        try (Scene scene = scene("contpte")) {
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, FIRST, SECOND)), log());
            assertTrue(scene.run.lockless().anyOpen());
            assertEquals(Outcome.PASSED, scene.run(List.of(LAST, "ptep_get mm=1 addr=0x44000")));
            assertFalse(scene.run.lockless().anyOpen());
        }
        assertEquals(1, count("2> call #"), log());
        assertTrue(log().contains("2> call #1 ptep_get_lockless cpu=1 mm=1 addr=0x44000 ptep=68"));
        assertEquals(1, count("2< return #1"), log());
        assertEquals(0, count("> abort"), log());
        assertEquals(1, count("2> bye"), log());
    }

    @Test
    void read_ofStatefulSubject_runsAgain() {
        try (Scene scene = scene("contpte stateless=0")) {
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, FIRST, SECOND, LAST)), log());
        }
        assertEquals(3, count("1> call #[0-9]+ ptep_get_lockless"), log());
        assertEquals(2, count("1> abort"), log());
        assertEquals(0, count("2> "), log());
    }

    @Test
    void read_uncut_needsNoSecondProcess() {
        try (Scene scene = scene("contpte")) {
            String whole = FIRST.replace(" reads=1", "");
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, whole)), log());
        }
        assertEquals(0, count("2> "), log());
    }

    @Test
    void reset_whileReadIsOpen_unwindsItWhenItsProcessIsNeeded() {
        try (Scene scene = scene("contpte")) {
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, FIRST)), log());
            scene.run.reset();
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, FIRST, SECOND, LAST)), log());
            scene.run.reset();
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, FIRST)), log());
        }
        assertEquals(2, count("2> abort #1\n"), log());
        assertEquals(2, count("2< aborted #1\n"), log());
        assertEquals(3, count("2> call #1 ptep_get_lockless"), log());
        assertEquals(0, count("3> "), log());
    }

    @Test
    void read_thatBeginsAfterOneThatSpins_unwindsIt() {
        String spins = READ.replace("reads=1", "reads=5000");
        String calls = "wrprotect_ptes mm=1 addr=0x43000 nr=2; @5 " + spins + "; @5 " + READ;
        try (Scene scene = scene("contpte")) {
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, calls)), log());
        }
        assertEquals(2, count("2> call #"), log());
        assertTrue(log().contains("2< aborted #1\n2> call #2 "), log());
    }

    @Test
    void death_ofSecondProcess_isAVerdict() {
        try (Scene scene = scene("contpte ptep_get_lockless:exit:2")) {
            Verdict verdict = scene.fails(List.of(SET, FIRST, SECOND));
            assertEquals("crash crash-free INV-85 wrprotect_ptes", verdict.signature());
            assertEquals(3, verdict.step());
            assertTrue(verdict.message().contains("status 3, after 2 lines, the last: read #1 68"));
            scene.run.reset();
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, FIRST)), log());
            assertEquals(verdict.message(), scene.fails(List.of(SECOND)).message());
        }
    }

    @Test
    void death_whileItStands_isAVerdictIfItGoesOn() {
        try (Scene scene = scene("contpte")) {
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, FIRST)), log());
            kill(youngest());
            String words = scene.fails(List.of(SECOND)).message();
            assertTrue(words.contains("ended by SIGKILL, after 2 lines"), words);
            scene.run.reset();
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, FIRST)), log());
            kill(youngest());
            scene.run.reset();
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, FIRST, SECOND, LAST)), log());
        }
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static ProcessHandle youngest() {
        return ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().commandLine().orElse("").contains("ScriptedSubject"))
                .max((a, b) -> Long.compare(a.pid(), b.pid()))
                .orElseThrow();
    }

    @Test
    void hang_ofSecondProcess_isAVerdict() {
        try (Scene scene = Scene.of("contpte ptep_get_lockless:hang:2", Scene.IMPATIENT)) {
            Verdict verdict = scene.fails(List.of(SET, FIRST, SECOND));
            assertEquals("hang live INV-84 wrprotect_ptes", verdict.signature());
            scene.run.reset();
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, FIRST)));
        }
    }
}
