package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final String ABOUT = "a grid";
    private static final int NEVER = 1 << 20;

    @TempDir private Path folder;

    private Exploration run(Journal journal, int forbidden, BooleanSupplier stop) {
        try (journal) {
            return new Explorer(
                            () -> new GridWorld(3, 40, forbidden),
                            Limits.none().withWorkers(2),
                            journal)
                    .run(Explorer.Progress.NONE, stop);
        }
    }

    private static BooleanSupplier after(int batches) {
        AtomicInteger left = new AtomicInteger(batches);
        return () -> left.getAndDecrement() == 0;
    }

    private static void assertSame(Exploration expected, Exploration found) {
        assertEquals(expected.end(), found.end());
        assertEquals(expected.distinct(), found.distinct());
        assertEquals(expected.expanded(), found.expanded());
        assertEquals(expected.generated(), found.generated());
        assertEquals(expected.depth(), found.depth());
        assertEquals(expected.wholeDepth(), found.wholeDepth());
    }

    @Test
    void resume_afterAStop_comesToTheSameAsWithoutOne() {
        Exploration whole =
                run(Journal.create(folder.resolve("whole"), ABOUT, List.of()), NEVER, () -> false);
        assertEquals(41 * 41 * 41, whole.distinct());
        Path file = folder.resolve("parts");
        Exploration part = run(Journal.create(file, ABOUT, List.of()), NEVER, after(20));
        assertEquals(Exploration.End.STOPPED, part.end());
        for (int batches : new int[] {1, 15, 30}) {
            part = run(Journal.open(file, ABOUT), NEVER, after(batches));
            assertEquals(Exploration.End.STOPPED, part.end());
        }
        assertSame(whole, run(Journal.open(file, ABOUT), NEVER, () -> false));
        assertSame(whole, run(Journal.open(file, ABOUT), NEVER, () -> false));
    }

    @Test
    void resume_atOnceStopped_tookWhatThePartBeforeTook() {
        Path file = folder.resolve("slow");
        BooleanSupplier rest = after(3);
        BooleanSupplier slow =
                () -> {
                    LockSupport.parkNanos(50_000_000);
                    return rest.getAsBoolean();
                };
        run(Journal.create(file, ABOUT, List.of()), NEVER, slow);
        Exploration resumed = run(Journal.open(file, ABOUT), NEVER, () -> true);
        assertTrue(resumed.distinct() > 1);
        assertTrue(resumed.seconds() > 0.1, () -> resumed.seconds() + " s");
    }

    @Test
    void resume_depthBelowWhatWasReached_endsAtOnce() {
        Path file = folder.resolve("deep");
        run(Journal.create(file, ABOUT, List.of()), NEVER, after(10));
        for (int round = 0; round < 2; round++) {
            try (Journal journal = Journal.open(file, ABOUT)) {
                Exploration part =
                        new Explorer(
                                        () -> new GridWorld(3, 40, NEVER),
                                        Limits.none().withDepth(2),
                                        journal)
                                .run(Explorer.Progress.NONE, () -> false);
                assertEquals(Exploration.End.DEPTH, part.end());
                assertTrue(part.distinct() < 41 * 41 * 41);
            }
        }
    }

    @Test
    void resume_fileCutAnywhere_losesNothingButTheLastEntry() throws IOException {
        Exploration whole =
                new Explorer(() -> new GridWorld(3, 40, 70), Limits.none())
                        .run(Explorer.Progress.NONE, () -> false);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20; i++) {
            Path file = folder.resolve("cut" + i);
            run(Journal.create(file, ABOUT, List.of()), 70, after(40));
            long size = Files.size(file);
            long start = Files.readString(file, StandardCharsets.ISO_8859_1).indexOf('\n') + 1L;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(random.nextLong(start, size));
            }
            Exploration resumed = run(Journal.open(file, ABOUT), 70, () -> false);
            assertSame(whole, resumed);
            for (int at = 0; at < 70; at++) {
                assertArrayEquals(
                        whole.failure().orElseThrow().path().get(at),
                        resumed.failure().orElseThrow().path().get(at));
            }
        }
    }

    @Test
    void resume_byteDamagedBeforeTheEnd_isRefusedAndLeftAsItIs() throws IOException {
        Path file = folder.resolve("damaged");
        run(Journal.create(file, ABOUT, List.of()), NEVER, after(40));
        byte[] sound = Files.readAllBytes(file);
        int start = new String(sound, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int at : new int[] {start, start + 4, start + 8, start + 12, start + 500}) {
            byte[] bytes = sound.clone();
            bytes[at] ^= 0x10;
            Files.write(file, bytes);
            String message =
                    assertThrows(
                                    Journal.JournalException.class,
                                    () -> run(Journal.open(file, ABOUT), NEVER, () -> false))
                            .getMessage();
            assertTrue(message.startsWith(file + ": found a damaged entry at byte "), message);
            assertArrayEquals(bytes, Files.readAllBytes(file));
        }
        Files.write(file, sound);
        assertEquals(41 * 41 * 41, run(Journal.open(file, ABOUT), NEVER, () -> false).distinct());
    }

    /** A file that grew to its length before the last bytes of it were there. */
    @Test
    void resume_lastEntryDamaged_isDropped() throws IOException {
        Path file = folder.resolve("last");
        run(Journal.create(file, ABOUT, List.of()), NEVER, after(40));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertEquals(41 * 41 * 41, run(Journal.open(file, ABOUT), NEVER, () -> false).distinct());
    }

    @Test
    void open_anotherExploration_isRefusedAndLeftAsItIs() throws IOException {
        Path file = folder.resolve("other");
        run(Journal.create(file, "another grid", List.of()), NEVER, after(5));
        byte[] before = Files.readAllBytes(file);
        String message =
                assertThrows(
                                Journal.JournalException.class,
                                () -> Journal.open(file, "a grid of three"))
                        .getMessage();
        assertTrue(
                message.contains("a checkpoint of 'another grid', expected 'a grid of three'"),
                message);
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void create_fileThatIsThere_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "precious");
        String message =
                assertThrows(
                                Journal.JournalException.class,
                                () -> Journal.create(file, ABOUT, List.of()))
                        .getMessage();
        assertEquals(
                file
                        + ": found a file that is there, expected a file that can be made and"
                        + " written",
                message);
        assertThrows(Journal.JournalException.class, () -> Journal.open(file, ABOUT));
        assertThrows(
                Journal.JournalException.class, () -> Journal.open(folder.resolve("none"), ABOUT));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void options_ofAFile_areThoseThatItWasBegunWith() {
        Path file = folder.resolve("options");
        List<String> options = List.of("--subject=process:./x --fast", "--folios=1");
        Journal.create(file, ABOUT, options).close();
        assertEquals(options, Journal.options(file));
        Path other = folder.resolve("other");
        List<String> twoLines = List.of("--subject=process:./x\n--fast");
        assertThrows(Journal.JournalException.class, () -> Journal.create(other, ABOUT, twoLines));
        assertFalse(Files.exists(other));
    }

    @Test
    void open_fileOfAnotherBuild_isRefusedAndLeftAsItIs() throws IOException {
        Path file = folder.resolve("states");
        run(Journal.create(file, ABOUT, List.of()), NEVER, after(5));
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("classes=") + "classes=".length();
        bytes[at] = (byte) (bytes[at] == '0' ? '1' : '0');
        Files.write(file, bytes);
        for (Executable use :
                List.<Executable>of(() -> Journal.open(file, ABOUT), () -> Journal.options(file))) {
            String message = assertThrows(Journal.JournalException.class, use).getMessage();
            assertTrue(message.startsWith(file + ": found 'quire-exploration 4 quire="), message);
            assertTrue(message.contains("', expected a checkpoint of this build"), message);
            assertTrue(message.contains(Build.words()), message);
        }
        assertArrayEquals(bytes, Files.readAllBytes(file));
    }

    /** The sum is of what is found on the class path, in an order of its own. */
    @Test
    void build_words_nameTheVersionAndTheClasses() {
        assertTrue(Build.words().matches("quire=\\S+ classes=[0-9a-f]{8}"), Build.words());
    }
}
