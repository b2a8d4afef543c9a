package dev.quire.properties.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.explore.SmallMachine;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** A small part of what {@code quire bench-estimates} prints. */
class TrialsTest {
    private static final SmallMachine MACHINE =
            new SmallMachine(1, 1, 0, 1, BreakBeforeMake.NEEDED, 0, false, false);

    private static List<Row> rows(int length, int workers) {
        return new Trials(MACHINE, Subjects.CONTPTE, 8, List.of(20, 200, 2_000), 2_000)
                .rows(length, workers, () -> false);
    }

    /** From empty tables there is one class for each call and extent that is legal on nothing. */
    @Test
    void rows_oneOperation_meetAllThereIs() {
        Row last = rows(1, 1).get(2);
        assertEquals(1, last.states());
        assertEquals(last.exact(), last.seen());
        assertTrue(last.totalError() < 0.05, last.toString());
        assertEquals(8, last.totalHeld());
        assertEquals(0, last.share());
    }

    @Test
    void rows_threeOperations_areNearTheTruth() {
        List<Row> rows = rows(3, 2);
        for (Row row : rows) {
            assertEquals(rows.get(0).exact(), row.exact());
            assertTrue(row.chanceHeld() >= 6, row.toString());
            assertTrue(Math.abs(row.chanceError()) < 0.1, row.toString());
            assertTrue(row.seen() <= row.total().value(), row.toString());
        }
        Row last = rows.get(2);
        assertTrue(Math.abs(last.totalError()) < 0.25, last.toString());
        assertTrue(last.totalSpread() < rows.get(0).totalSpread(), last.toString());
    }

    @Test
    void rows_anyNumberOfWorkers_areTheSame() {
        assertEquals(rows(2, 1), rows(2, 3));
    }

    @Test
    void rows_subjectThatFails_areRefused() {
        Trials trials =
                new Trials(MACHINE, SeededBugs.named("sets-one-too-few"), 1, List.of(10), 10);
        Assertions.assertThrows(IllegalStateException.class, () -> trials.rows(2, 1, () -> false));
    }

    @Test
    void rows_toldToStop_areNone() {
        Trials trials = new Trials(MACHINE, Subjects.PLAIN, 1, List.of(10), 10);
        assertEquals(List.of(), trials.rows(2, 1, () -> true));
    }
}
