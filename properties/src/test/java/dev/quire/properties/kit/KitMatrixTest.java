package dev.quire.properties.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.matrix.Matrix;
import dev.quire.properties.matrix.Row;
import dev.quire.properties.matrix.RowKeeper;
import dev.quire.properties.matrix.Strategy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subjects in C in the kill matrix: a seeded bug is found, and what is correct is not accused. */
final class KitMatrixTest {
    private static final long SHRINK_STEPS = 300;

    @TempDir private Path folder;

    @Test
    void matrix_bugInCAndCorrectC_findsTheOneAndNotTheOther() {
        assumeFalse(Workshop.compilers().isEmpty(), "no gcc and no clang on the PATH");
        Workshop workshop = new Workshop(folder.resolve("kit"));
        String compiler = Workshop.compilers().get(0);
        Path wrong =
                workshop.compile(compiler, "contpte.c", "wrong", "-DQUIRE_BUG=LEAKED_CONT", "-O1");
        Path right = workshop.compile(compiler, "contpte.c", "right", "-O1");
        Subject bug = Workshop.subject("contpte-c LEAKED_CONT", wrong, ProcessOptions.USUAL);
        Subject correct = Workshop.subject("contpte-c", right, ProcessOptions.USUAL);
        try {
            List<Row> rows =
                    Matrix.run(plan(bug, correct), RowKeeper.NONE, (d, r) -> {}, () -> false);
            int ways = 5;
            assertEquals(2 * ways, rows.size());
            for (Row row : rows.subList(0, ways)) {
                assertEquals(1, row.found(), row::toString);
                assertTrue(row.operationsMax().orElseThrow() <= 8, row::toString);
            }
            for (Row row : rows.subList(ways, 2 * ways)) {
                assertEquals(0, row.found(), row::toString);
            }
        } finally {
            bug.close();
            correct.close();
        }
    }

    private static Matrix.Plan plan(Subject bug, Subject correct) {
        return new Matrix.Plan(
                List.of(entry(bug, false), entry(correct, true)),
                Strategy.all(),
                1,
                3_000,
                SHRINK_STEPS,
                2);
    }

    private static Matrix.Entry entry(Subject subject, boolean correct) {
        return new Matrix.Entry(new Target(subject, Machines.named("arm64-4k")), correct);
    }
}
