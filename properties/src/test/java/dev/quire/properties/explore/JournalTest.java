package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
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
        Exploration whole = run(Journal.create(folder.resolve("whole"), ABOUT), NEVER, () -> false);
        assertEquals(41 * 41 * 41, whole.distinct());
        Path file = folder.resolve("parts");
        Exploration part = run(Journal.create(file, ABOUT), NEVER, after(20));
        assertEquals(Exploration.End.STOPPED, part.end());
        for (int batches : new int[] {1, 15, 30}) {
            part = run(Journal.open(file, ABOUT), NEVER, after(batches));
            assertEquals(Exploration.End.STOPPED, part.end());
        }
        assertSame(whole, run(Journal.open(file, ABOUT), NEVER, () -> false));
        assertSame(whole, run(Journal.open(file, ABOUT), NEVER, () -> false));
    }

    @Test
    void resume_fileCutAnywhere_losesNothingButTheLastEntry() throws IOException {
        Exploration whole =
                new Explorer(() -> new GridWorld(3, 40, 70), Limits.none())
                        .run(Explorer.Progress.NONE, () -> false);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20; i++) {
            Path file = folder.resolve("cut" + i);
            run(Journal.create(file, ABOUT), 70, after(40));
            long size = Files.size(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(random.nextLong(30, size));
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
    void open_anotherExploration_isRefusedAndLeftAsItIs() throws IOException {
        Path file = folder.resolve("other");
        run(Journal.create(file, "another grid"), NEVER, after(5));
        byte[] before = Files.readAllBytes(file);
        String message =
                assertThrows(
                                Journal.JournalException.class,
                                () -> Journal.open(file, "a grid of three"))
                        .getMessage();
        assertTrue(message.contains("expected 'quire-exploration 1 a grid of three'"), message);
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void create_fileThatIsThere_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "precious");
        assertThrows(Journal.JournalException.class, () -> Journal.create(file, ABOUT));
        assertThrows(Journal.JournalException.class, () -> Journal.open(file, ABOUT));
        assertThrows(
                Journal.JournalException.class, () -> Journal.open(folder.resolve("none"), ABOUT));
        assertEquals("precious", Files.readString(file));
    }
}
