package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.properties.campaign.Interruption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a hunt that is told to end early prints and says. */
class InterruptionTest {
    private static final String INTERRUPTED =
            "result     nothing found, interrupted before the budget was spent\n";

    @TempDir private Path folder;

    @Test
    void hunt_interruptedOnTheWay_printsWhatItKnows() throws InterruptedException {
        Interruption interruption = new Interruption();
        Thread later =
                new Thread(
                        () -> {
                            sleep(Duration.ofMillis(400));
                            interruption.request();
                        });
        later.start();
        long start = System.nanoTime();
        Call hunt =
                Call.of(
                        interruption,
                        "",
                        "hunt",
                        "--time=1h",
                        "--no-progress",
                        "--length=100000",
                        "--found=" + folder);
        later.join();
        assertEquals(ExitStatus.INTERRUPTED, hunt.status());
        assertTrue(hunt.out().startsWith(INTERRUPTED), hunt.out());
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void hunt_interruptedBeforeAnything_saysThatNothingRan() {
        Interruption interruption = new Interruption();
        interruption.request();
        Call hunt = Call.of(interruption, "", "hunt", "--no-progress", "--found=" + folder);
        assertEquals(ExitStatus.INTERRUPTED, hunt.status());
        assertTrue(hunt.out().contains("confidence none: no sequence ran\n"), hunt.out());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void process_onCtrlC_printsWhatItKnowsAndEndsWith130() throws Exception {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Quire.class.getName(),
                                "hunt",
                                "--time=1h",
                                "--found=" + folder)
                        .start();
        try (BufferedReader messages = process.errorReader(StandardCharsets.UTF_8);
                InputStream results = process.getInputStream()) {
            String first = messages.readLine();
            assertTrue(first.startsWith("quire: hunting with seed 0x"), first);
            long start = System.nanoTime();
            List<String> kill =
                    List.of("kill", ignoresCtrlC(process) ? "-TERM" : "-INT", "" + process.pid());
            assertEquals(0, new ProcessBuilder(kill).start().waitFor());
            String printed = new String(results.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
            assertTrue(printed.startsWith(INTERRUPTED), printed);
            assertEquals(ExitStatus.INTERRUPTED, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void process_killedBeforeHelloIsAnswered_leavesNoFileToShare() throws Exception {
        Path heard = folder.resolve("heard");
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Quire.class.getName(),
                                "hunt",
                                "--shared-memory",
                                "--found=" + folder,
                                "--subject=process:sh -c 'read hello; echo $hello > "
                                        + heard
                                        + "; sleep 100'")
                        .start();
        try {
            assertTrue(comesTrue(() -> Files.isRegularFile(heard) && Files.size(heard) > 1));
            String hello = Files.readString(heard).strip();
            Path shared = Path.of(hello.substring(hello.indexOf(" shm=") + 5));
            assertTrue(Files.exists(shared), hello);
            process.destroyForcibly();
            assertTrue(comesTrue(() -> !Files.exists(shared)), hello);
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean comesTrue(Callable<Boolean> what) throws Exception {
        for (int i = 0; i < 300 && !what.call(); i++) {
            sleep(Duration.ofMillis(100));
        }
        return what.call();
    }

    /** Children of a shell's background jobs are born deaf to SIGINT; they hear SIGTERM. */
    private static boolean ignoresCtrlC(Process process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .anyMatch(signals -> (signals & 2) != 0);
    }
}
