package dev.quire.properties.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A search that may cost what those of all seeds may is told by what one may cost, too. */
class SummaryTest {
    private static final long STEPS = 1_000;
    private static final long ALL = 20_000;

    private static Row explored(String subject, boolean correct, long cost, int operations) {
        Kill kill = new Kill(cost, operations, "violation");
        return new Row(
                subject,
                "arm64-small",
                correct,
                "exploration",
                false,
                ALL,
                List.of(Optional.of(kill)));
    }

    @Test
    void of_oneSearch_countsAtEachBudgetWhatWasFoundWithinIt() {
        List<Row> rows =
                List.of(
                        explored("near", false, 900, 2),
                        explored("far", false, 9_000, 5),
                        explored("accused", true, 5_000, 3));
        List<Summary> both = Summary.of(rows, STEPS);
        assertEquals(2, both.size());
        Summary one = both.get(0);
        assertEquals(STEPS, one.budget());
        assertEquals(1, one.all());
        assertEquals(1, one.none());
        assertEquals(OptionalLong.of(2), one.operationsMax());
        assertEquals(0, one.falseAlarms());
        Summary all = both.get(1);
        assertEquals(ALL, all.budget());
        assertEquals(2, all.all());
        assertEquals(OptionalLong.of(5), all.operationsMax());
        assertEquals(1, all.falseAlarms());
    }

    @Test
    void share_ofOneSearch_hasNoChanceInIt() {
        Row row = explored("near", false, 900, 2);
        assertEquals(1, row.share().low());
        assertEquals(1, row.share().high());
    }
}
