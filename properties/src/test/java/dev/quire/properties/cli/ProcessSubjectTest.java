package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code process:COMMAND} wherever a subject can be named; processes that die by themselves. */
class ProcessSubjectTest {
    private static final Path CLASSES =
            Path.of(System.getProperty("quire.root", ".."), "model", "target");

    @TempDir private Path folder;

    /** A built-in subject or a seeded bug in a process, with faults. */
    static String scripted(String arguments) {
        return "process:"
                + Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -cp '"
                + CLASSES.resolve("classes")
                + ":"
                + CLASSES.resolve("test-classes")
                + "' dev.quire.model.process.ScriptedSubject "
                + arguments;
    }

    @AfterEach
    void nothing_isLeft() {
        long left =
                ProcessHandle.current()
                        .descendants()
                        .filter(ProcessSubjectTest::isScripted)
                        .filter(ProcessHandle::isAlive)
                        .count();
        assertEquals(0, left);
    }

    private static boolean isScripted(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("ScriptedSubject");
    }

    @Test
    void hunt_rightSubject_findsNothing() {
        String both = "--subject=contpte," + scripted("contpte");
        Call hunt = Call.hunt(folder, both, "--seed=1", "--steps=12000");
        assertTrue(hunt.out().startsWith("result     nothing found"), hunt.out() + hunt.err());
    }

    @Test
    void hunt_seededBug_findsShrinksAndKeepsIt() throws IOException {
        String subject = "--subject=" + scripted("compares-mixed-in-flags");
        Call hunt = Call.hunt(folder, subject, "--seed=5", "--workers=2");
        assertEquals(ExitStatus.FOUND, hunt.status(), hunt.err());
        assertTrue(hunt.out().contains("INV-25 access-flags-live"), hunt.out());
        assertTrue(hunt.out().contains("-> 3 operations"), hunt.out());
        String kept = Call.only(folder).toString();
        Path log = folder.resolve("log");
        Call unasked = Call.of("replay", kept);
        assertEquals(ExitStatus.USAGE, unasked.status());
        assertTrue(unasked.err().contains("not run because a file says so"), unasked.err());
        Call replay = Call.of("replay", kept, subject, "--wire-log=" + log);
        assertTrue(replay.out().contains("reproduced to the letter"), replay.out());
        assertTrue(Files.readString(log).contains("> call #2 ptep_set_access_flags cpu=0 mm=1"));
        Call shrink = Call.of("shrink", kept, subject);
        assertEquals(ExitStatus.FOUND, shrink.status());
        Path other = Files.createDirectory(folder.resolve("other"));
        Call one = Call.hunt(other, subject, "--seed=5", "--workers=1");
        assertEquals(
                hunt.timeless().replace(folder + "/", ""),
                one.timeless().replace(other + "/", "").replace("workers 1", "workers 2"));
    }

    @Test
    void hunt_crash_isShrunk() throws IOException {
        String subject = "--subject=" + scripted("contpte wrprotect_ptes:exit:3");
        Call hunt = Call.hunt(folder, subject, "--seed=5", "--shrink-steps=150");
        assertEquals(ExitStatus.FOUND, hunt.status(), hunt.err());
        assertTrue(hunt.out().startsWith("CRASH      INV-85 crash-free"), hunt.out());
        assertTrue(hunt.out().contains("| about to exit"), hunt.out());
        assertFalse(hunt.out().contains("deaths"), hunt.out());
        assertTrue(Call.text(Call.only(folder)).contains("verdict crash crash-free INV-85 step="));
    }

    @Test
    void hunt_processesKilled_startsThemAnew() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger kills = new AtomicInteger();
        Random random = new Random(1);
        Thread killer =
                new Thread(
                        () -> {
                            while (!over.get() && kills.get() < 20) {
                                pause(random.nextInt(900));
                                ProcessHandle.current()
                                        .descendants()
                                        .filter(ProcessSubjectTest::isScripted)
                                        .skip(random.nextInt(3))
                                        .findFirst()
                                        .filter(ProcessHandle::destroyForcibly)
                                        .ifPresent(killed -> kills.incrementAndGet());
                            }
                        });
        killer.start();
        Call hunt =
                Call.hunt(
                        folder,
                        "--subject=" + scripted("contpte"),
                        "--seed=1",
                        "--steps=20000",
                        "--fail-on-deaths");
        over.set(true);
        killer.join();
        assertTrue(hunt.out().contains("result     nothing found"), hunt.out() + hunt.err());
        assertTrue(kills.get() > 0);
        boolean died = hunt.out().contains("deaths     ");
        assertEquals(died, hunt.status() == ExitStatus.SUBJECT, hunt.out());
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void hunt_fewFunctions_generatesOnlyThose() {
        String few = "plain calls=set_ptes,ptep_get,ptep_get_and_clear";
        Call hunt = Call.hunt(folder, "--subject=" + scripted(few), "--seed=1", "--steps=6000");
        assertTrue(hunt.out().startsWith("result     nothing found"), hunt.out() + hunt.err());
        assertFalse(hunt.out().contains("protection-changed"), hunt.out());
    }

    @Test
    void hunt_noProgram_isNoSubject() {
        Call hunt = Call.hunt(folder, "--subject=process:./no-such-program");
        assertEquals(ExitStatus.SUBJECT, hunt.status());
        assertTrue(hunt.err().contains("found no program ./no-such-program"), hunt.err());
    }
}
