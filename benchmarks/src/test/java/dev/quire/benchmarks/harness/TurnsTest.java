package dev.quire.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void take_twice_countsEachWayByItselfAndChangesWhoBegins() {
        Turns turns = new Turns();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            long steps =
                    turns.take(
                            counters -> {
                                order.add("first");
                                return 3;
                            },
                            counters -> {
                                order.add("second");
                                return 5;
                            });
            assertEquals(8, steps);
        }
        assertEquals(List.of("second", "first", "first", "second"), order);
        assertEquals(6, turns.firstSteps);
        assertEquals(10, turns.secondSteps);
    }

    @Test
    void take_oneWayWaits_itsNanosecondsAreItsOwn() {
        Turns turns = new Turns();
        for (int i = 0; i < 2; i++) {
            turns.take(counters -> 1, counters -> wait20Millis());
        }
        assertTrue(turns.secondNanos >= 40_000_000, "second=" + turns.secondNanos);
        assertTrue(turns.firstNanos < turns.secondNanos, "first=" + turns.firstNanos);
    }

    private static long wait20Millis() {
        long end = System.nanoTime() + 20_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return 1;
    }
}
