package dev.quire.properties.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {
    private static final Matrix.Plan PLAN = plan(2);

    private static final Row SEARCHES =
            new Row("never-folds", "arm64-4k", false, "plain", true, 1_000, List.of());

    private static final Row ROW =
            SEARCHES.with(
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
        Files.writeString(file, whole.substring(0, whole.length() - 2));
        assertEquals(Optional.empty(), RowFile.open(file, PLAN).find(SEARCHES));
    }

    @Test
    void file_ofAnotherPlan_isRefusedAndLeft() throws IOException {
        Path file = folder.resolve("rows");
        RowFile.open(file, PLAN).add(ROW);
        String whole = Files.readString(file);
        RowFile.RowFileException refused =
                assertThrows(RowFile.RowFileException.class, () -> RowFile.open(file, plan(3)));
        assertTrue(
                refused.getMessage()
                        .endsWith(
                                "expected quire-matrix 1 seeds=3 steps=1000" + " shrink-steps=500"),
                refused.getMessage());
        assertEquals(whole, Files.readString(file));
    }
}
