package dev.quire.model.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.model.harness.Outcome;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.SubjectUnavailable;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.model.subject.process.WireLog;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that does what it is to: calls, nested calls, unwinding, functions that it lacks. */
class ProcessRunTest {
    private static final String SET = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw";
    private static final String UNFOLD = "wrprotect_ptes mm=1 addr=0x43000 nr=2";
    private static final String LOCKLESS = "cpu=1 ptep_get_lockless mm=1 addr=0x44000";

    @TempDir private Path folder;

    private static Outcome outcome(String arguments, String... steps) {
        try (Scene scene = Scene.of(arguments)) {
            Outcome outcome = scene.run(List.of(steps));
            return outcome;
        }
    }

    @Test
    void calls_ofRightSubject_pass() {
        assertEquals(Outcome.PASSED, outcome("contpte", SET, UNFOLD, LOCKLESS));
    }

    @Test
    void calls_beyondEntries_pass() {
        String act = UNFOLD + "; @3 cpu=1 read mm=1 addr=0x44000";
        assertEquals(Outcome.PASSED, outcome("contpte wrprotect_ptes:flags:2", SET, UNFOLD));
        assertEquals(Outcome.PASSED, outcome("contpte wrprotect_ptes:flags:2", SET, act));
    }

    @Test
    void hardware_betweenAccesses_acts() {
        String act = UNFOLD + "; @5 cpu=0 write mm=1 addr=0x44000";
        assertEquals(Outcome.PASSED, outcome("contpte", SET, act, "ptep_get mm=1 addr=0x44000"));
    }

    @Test
    void locklessRead_insideCall_nestsAndIsUnwound() {
        String whole = UNFOLD + "; @0 " + LOCKLESS;
        String spinning = UNFOLD + "; @20 " + LOCKLESS;
        assertEquals(Outcome.PASSED, outcome("contpte", SET, whole, LOCKLESS));
        assertEquals(Outcome.PASSED, outcome("contpte", SET, spinning, LOCKLESS));
    }

    @Test
    void locklessRead_preempted_goesOn() {
        String pieces =
                UNFOLD
                        + "; @2 cpu=1 ptep_get_lockless mm=1 addr=0x44000 reads=3"
                        + "; @9 cpu=1 resume mm=1 addr=0x44000 reads=2";
        assertEquals(Outcome.PASSED, outcome("contpte", SET, pieces, LOCKLESS));
    }

    @Test
    void call_insideLocklessRead_nests() {
        String overtaken = LOCKLESS + "; @4 " + UNFOLD;
        assertEquals(Outcome.PASSED, outcome("contpte", SET, overtaken));
    }

    @Test
    void functions_missing_areNotOffered() {
        try (Scene scene = Scene.of("plain calls=set_ptes,ptep_get,new_function")) {
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, "ptep_get mm=1 addr=0x43000")));
            assertFalse(scene.subject.offers(Operation.parse(UNFOLD)));
            assertEquals(Outcome.ILLEGAL, scene.run(List.of(UNFOLD)));
            assertEquals(Rule.OFFERED, scene.run.brokenRule());
        }
    }

    @Test
    void reset_afterDeath_startsAnew() {
        try (Scene scene = Scene.of("contpte wrprotect_ptes:exit:2")) {
            for (int i = 0; i < 3; i++) {
                assertEquals(Outcome.FAILED, scene.run(List.of(SET, UNFOLD)));
                scene.run.reset();
            }
            assertEquals(Outcome.PASSED, scene.run(List.of(SET)));
        }
    }

    @Test
    void late_withinTime_isNoVerdict() {
        ProcessOptions patient =
                new ProcessOptions(Duration.ofSeconds(5), 20_000, 1_000, false, Optional.empty());
        try (Scene scene = Scene.of("contpte wrprotect_ptes:late:1", patient)) {
            assertEquals(Outcome.PASSED, scene.run(List.of(SET, UNFOLD)));
        }
    }

    @Test
    void late_inAHurry_isJudgedByGoodCalls() {
        ProcessOptions patient =
                new ProcessOptions(Duration.ofSeconds(9), 20_000, 1_000, false, Optional.empty());
        try (Scene scene = Scene.of("contpte wrprotect_ptes:hang:1", patient)) {
            scene.run(List.of(SET));
            scene.subject.hurry(true);
            long start = System.nanoTime();
            assertEquals(Outcome.FAILED, scene.run(List.of(UNFOLD)));
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(6).toNanos());
        }
    }

    @Test
    void wireLog_holdsBothSides() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProcessOptions logged =
                new ProcessOptions(
                        Duration.ofSeconds(5),
                        20_000,
                        1_000,
                        false,
                        Optional.of(new WireLog(bytes)));
        try (Scene scene = Scene.of("plain", logged)) {
            scene.run(List.of("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=2 prot=rw"));
        }
        String log = bytes.toString(StandardCharsets.UTF_8);
        assertTrue(log.startsWith("1> hello quire/1 arch=arm64 page-shift=12 entries=512"), log);
        assertTrue(
                log.contains(
                        "1> call #1 set_ptes cpu=0 mm=1 addr=0x40000 ptep=64"
                                + " pte=0x68000000100fc3 nr=2\n"
                                + "1< write #1 64 0x68000000100fc3\n"
                                + "1< write #1 65 0x68000000101fc3\n"
                                + "1< barrier #1 dsb-st\n"
                                + "1< return #1\n"),
                log);
        assertTrue(log.endsWith("1> bye\n"), log);
    }

    @Test
    void command_thatIsNone_isRefused() {
        assertRefused("process:", "found no command");
        assertRefused("process:./no-such-program", "found no program ./no-such-program");
        assertRefused("process:/etc/passwd", "/etc/passwd is not executable");
        assertRefused("process:'sh", "not closed");
        assertRefused("process:sh -c 'echo oops >&2; exit 7'", "exited with status 7");
        assertRefused("process:sh -c 'echo oops >&2; exit 7'", "| oops");
        assertRefused("process:echo good day", "found 'good day', expected a message");
        assertRefused("process:echo hello nobody calls=none", "at least one known function");
        assertRefused("process:echo hello quire/2 me calls=ptep_get", "only quire/1 is spoken");
        assertRefused("process:echo 'error #0 not here'", "not on arm64-4k: not here");
    }

    @Test
    void olderCells_areRefused() {
        ProcessOptions shared =
                new ProcessOptions(Duration.ofSeconds(5), 20_000, 1_000, true, Optional.empty());
        assertRefused(
                "process:echo hello me calls=ptep_get shm=1", "only the cells of cells/2", shared);
    }

    @Test
    void hello_thatDrips_isNotWaitedForWithoutEnd() {
        ProcessOptions usual = ProcessOptions.USUAL;
        ProcessOptions impatient =
                new ProcessOptions(
                        usual.silence(),
                        usual.accessesMax(),
                        usual.retriesMax(),
                        false,
                        Optional.empty(),
                        Duration.ofMillis(300));
        long start = System.nanoTime();
        assertRefused(
                "process:sh -c 'while printf h; do sleep 0.05; done'",
                "hello or reset was not answered in time",
                impatient);
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos());
    }

    /** What hardware does needs nobody to stop: only a call that is nested does. */
    @Test
    void stores_waitOnlyWhereACallMayBeNested() {
        String hardware = UNFOLD + "; @5 cpu=0 write mm=1 addr=0x44000";
        assertFalse(log(SET, hardware).contains("step 1"));
        String log = log(SET, UNFOLD + "; @0 " + LOCKLESS, UNFOLD);
        assertTrue(log.contains("1> step 1\n1> call #2 wrprotect_ptes"), log);
        assertTrue(log.contains("1> ok #2\n"), log);
        assertTrue(log.contains("1> step 0\n"), log);
    }

    private static String log(String... steps) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProcessOptions logged =
                new ProcessOptions(
                        Duration.ofSeconds(5),
                        20_000,
                        1_000,
                        false,
                        Optional.of(new WireLog(bytes)));
        try (Scene scene = Scene.of("contpte", logged)) {
            assertEquals(Outcome.PASSED, scene.run(List.of(steps)));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void sanitizersReport_isToldByWhatAndWhere() throws Exception {
        StringBuilder report =
                new StringBuilder(
                        """
                        ==23401==ERROR: AddressSanitizer: heap-buffer-overflow \
                        on address 0x6030 at pc 0x5618 bp 0x7ffe sp 0x7ffd
                        READ of size 4 at 0x603000000060 thread T0
                            #0 0x5618a86601c3 in get subject.c:2
                            #1 0x5618a86601f8 in main subject.c:3

                        SUMMARY: AddressSanitizer: heap-buffer-overflow subject.c:2 in get
                        """);
        for (int i = 0; i < 60; i++) {
            report.append("  0x0c067fff7fb0: 00 00 00 00 00 00 00 00 00 00 00 00\n");
        }
        Path file = Files.writeString(folder.resolve("report"), report.append("==2==ABORTING\n"));
        assertRefused(
                "process:sh -c 'cat " + file + " >&2; exit 1'",
                """
                exited with status 1
                  | ERROR: AddressSanitizer: heap-buffer-overflow
                  | READ of size 4
                  | #0 in get subject.c:2
                  | #1 in main subject.c:3
                  | SUMMARY: AddressSanitizer: heap-buffer-overflow subject.c:2 in get"""
                        .stripTrailing());
    }

    private static void assertRefused(String name, String words) {
        assertRefused(name, words, ProcessOptions.USUAL);
    }

    private static void assertRefused(String name, String words, ProcessOptions options) {
        SubjectUnavailable e =
                assertThrows(SubjectUnavailable.class, () -> ProcessSubject.of(name, options));
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    /** What a subject started is its own group's, and ends with it, however it ends. */
    @Test
    void offspring_ofAProcessThatEnds_ends() throws Exception {
        assumeTrue(new ProcessBuilder("sh", "-c", "command -v setsid").start().waitFor() == 0);
        String hello = "echo 'hello x calls=set_ptes,ptep_get,pte_clear stateless=1'; ";
        for (String end : List.of("exit 0", "exit 1", "read line; read line; sleep 3")) {
            String pid = folder.resolve("pid").toString();
            String command = "sh -c \"sleep 300 & echo $! >" + pid + "; " + hello + end + "\"";
            Subject subject = ProcessSubject.of("process:" + command, Scene.IMPATIENT);
            long left = Long.parseLong(Files.readString(Path.of(pid)).strip());
            subject.close();
            Optional<ProcessHandle> sleeper = ProcessHandle.of(left);
            long start = System.nanoTime();
            while (sleeper.map(ProcessHandle::isAlive).orElse(false)) {
                assertTrue(System.nanoTime() - start < Duration.ofSeconds(10).toNanos(), end);
                Thread.sleep(10);
            }
        }
    }

    @Test
    void apart_isAnotherProcess() {
        try (Scene scene = Scene.of("contpte")) {
            Subject other = scene.subject.apart();
            scene.run(List.of(SET));
            long before = ProcessHandle.current().descendants().count();
            other.open(scene.run.setup(), scene.run.memory());
            long during = ProcessHandle.current().descendants().count();
            other.close();
            assertTrue(during > before);
            assertEquals(before, ProcessHandle.current().descendants().count());
            assertEquals(Outcome.PASSED, scene.run(List.of(UNFOLD)));
        }
    }
}
