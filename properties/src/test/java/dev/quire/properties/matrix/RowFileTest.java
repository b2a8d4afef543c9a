package dev.quire.properties.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.properties.explore.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowFileTest {
    private static final Matrix.Plan PLAN = plan(2);

    private static final Row SEARCHES =
            new Row("never-folds", "arm64-4k", false, "plain", true, 1_000, List.of());

    private static final Row ROW =
            SEARCHES.with(
                    true,
                    List.of(
                            Optional.of(new Kill(17, 2, "violation INV-42 fold-exact set_ptes")),
                            Optional.empty()));

    @TempDir private Path folder;

    private static Matrix.Plan plan(int seeds) {
        return new Matrix.Plan(List.of(), List.of(), seeds, 1_000, 500, 1);
    }

    @Test
    void row_added_isFoundAgainInAnotherRun() {
        Path file = folder.resolve("rows");
        RowFile.open(file, PLAN).add(ROW);
        assertEquals(Optional.of(ROW), RowFile.open(file, PLAN).find(SEARCHES));
        Row other = new Row("never-folds", "arm64-4k", false, "swarm", true, 1_000, List.of());
        assertEquals(Optional.empty(), RowFile.open(file, PLAN).find(other));
    }

    @Test
    void lastLine_cutShort_isForgotten() throws IOException {
        Path file = folder.resolve("rows");
        RowFile.open(file, PLAN).add(ROW);
        String whole = Files.readString(file);
        Files.writeString(file, whole + whole.lines().toList().get(1).substring(0, 30));
        RowFile again = RowFile.open(file, PLAN);
        assertEquals(Optional.of(ROW), again.find(SEARCHES));
        assertEquals(whole, Files.readString(file));
        Files.writeString(file, whole.substring(0, whole.length() - 1));
        assertEquals(Optional.empty(), RowFile.open(file, PLAN).find(SEARCHES));
        String first = whole.substring(0, whole.indexOf('\n') + 1);
        assertEquals(first, Files.readString(file));
        Files.writeString(file, first.substring(0, 20));
        RowFile.open(file, PLAN);
        assertEquals(first, Files.readString(file));
    }

    @Test
    void row_ofOneSearch_staysOfOne() {
        Path file = folder.resolve("rows");
        Row one = SEARCHES.with(false, List.of(Optional.of(new Kill(400, 2, "violation"))));
        RowFile.open(file, PLAN).add(one);
        assertEquals(Optional.of(one), RowFile.open(file, PLAN).find(SEARCHES));
    }

    @ParameterizedTest
    @CsvSource({
        "'never-folds,arm64-4k,plain,each,17 2 violation', '17 2 violation', '2 searches'",
        "'never-folds,arm64-4k,plain,one,-;-', '-;-', '1 search'",
        "'never-folds,arm64-4k,plain,each,-;17 2', '17 2', 'steps, length and failure, or -'",
        "'never-folds,arm64-4k,plain,each,-;x 2 a', 'x 2 a', 'steps, length and failure, or -'",
        "'never-folds,arm64-4k,plain,all,-;-', 'all', 'each or one'",
        "'never-folds,arm64-4k,plain,each', 'never-folds,arm64-4k,plain,each', 'subject, machine'",
    })
    void line_thatIsNoRow_isRefusedByNumberAndLeft(String line, String found, String expected)
            throws IOException {
        Path file = folder.resolve("rows");
        RowFile.open(file, PLAN).add(ROW);
        String wrong = Files.readString(file) + line.replace(',', '\t') + "\n";
        Files.writeString(file, wrong);
        String message =
                assertThrows(RowFile.RowFileException.class, () -> RowFile.open(file, PLAN))
                        .getMessage();
        String words = ":3: found '" + found.replace(',', '\t') + "', expected '" + expected;
        assertTrue(message.startsWith(file + words), message);
        assertEquals(wrong, Files.readString(file));
    }

    @Test
    void file_ofAnotherBuild_isRefusedAndLeft() throws IOException {
        Path file = folder.resolve("rows");
        RowFile.open(file, PLAN).add(ROW);
        String other = Files.readString(file).replaceFirst("classes=\\w+", "classes=other");
        Files.writeString(file, other);
        String message =
                assertThrows(RowFile.RowFileException.class, () -> RowFile.open(file, PLAN))
                        .getMessage();
        assertTrue(message.contains(":1: found 'quire-matrix 2 quire="), message);
        assertTrue(message.contains("expected 'quire-matrix 2 " + Build.words()), message);
        assertEquals(other, Files.readString(file));
    }

    @Test
    void file_thatCannotBe_isToldInWords() {
        Path nowhere = folder.resolve("none").resolve("rows");
        String message =
                assertThrows(RowFile.RowFileException.class, () -> RowFile.open(nowhere, PLAN))
                        .getMessage();
        assertEquals(
                nowhere
                        + ": found no folder "
                        + nowhere.getParent()
                        + ", expected a file that can be read and written",
                message);
        message =
                assertThrows(RowFile.RowFileException.class, () -> RowFile.open(folder, PLAN))
                        .getMessage();
        assertTrue(message.startsWith(folder + ": found a folder, expected a file"), message);
    }

    @Test
    void file_ofAnotherPlan_isRefusedAndLeft() throws IOException {
        Path file = folder.resolve("rows");
        RowFile.open(file, PLAN).add(ROW);
        String whole = Files.readString(file);
        RowFile.RowFileException refused =
                assertThrows(RowFile.RowFileException.class, () -> RowFile.open(file, plan(3)));
        assertTrue(
                refused.getMessage().endsWith(" seeds=3 steps=1000 shrink-steps=500'"),
                refused.getMessage());
        assertEquals(whole, Files.readString(file));
    }
}
