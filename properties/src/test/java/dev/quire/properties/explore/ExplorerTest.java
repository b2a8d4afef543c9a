package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplorerTest {
    private static final int NEVER = 1 << 20;

    private static Exploration explore(int top, int forbidden, Limits limits) {
        return new Explorer(() -> new GridWorld(3, top, forbidden), limits)
                .run(Explorer.Progress.NONE, () -> false);
    }

    @Test
    void run_toTheEnd_visitsEveryStateAndRunsEveryTransitionOnce() {
        Exploration all = explore(30, NEVER, Limits.none());
        assertTrue(all.complete());
        assertEquals(31 * 31 * 31, all.distinct());
        assertEquals(all.distinct(), all.expanded());
        assertEquals(3L * 2 * 30 * 31 * 31, all.generated());
        assertEquals(90, all.depth());
        assertEquals(90, all.wholeDepth());
    }

    @Test
    void run_toADepth_visitsWhatIsNoDeeper() {
        Exploration some = explore(30, NEVER, Limits.none().withDepth(4));
        assertFalse(some.complete());
        assertEquals(Exploration.End.DEPTH, some.end());
        assertEquals(1 + 3 + 6 + 10 + 15, some.distinct());
        assertEquals(1 + 3 + 6 + 10, some.expanded());
        assertEquals(4, some.depth());
        assertEquals(3, some.wholeDepth());
    }

    @Test
    void run_brokenPromise_isReachedByAShortestPath() {
        Exploration broken = explore(30, 17, Limits.none());
        assertEquals(Exploration.End.FAILURE, broken.end());
        Exploration.Failure failure = broken.failure().orElseThrow();
        assertEquals(17, failure.path().size());
        assertArrayEquals(new long[3], failure.path().get(0));
        assertEquals(
                16,
                failure.path().get(16)[0] + failure.path().get(16)[1] + failure.path().get(16)[2]);
        assertTrue(broken.distinct() < 31 * 31 * 31);
    }

    @Test
    void run_anyNumberOfThreads_comesToTheSame() {
        Exploration one = explore(25, 40, Limits.none());
        for (int workers = 2; workers <= 5; workers++) {
            Exploration more = explore(25, 40, Limits.none().withWorkers(workers));
            assertEquals(one.distinct(), more.distinct());
            assertEquals(one.generated(), more.generated());
            List<long[]> path = more.failure().orElseThrow().path();
            for (int i = 0; i < path.size(); i++) {
                assertArrayEquals(one.failure().orElseThrow().path().get(i), path.get(i));
            }
        }
    }

    @Test
    void run_noRoom_saysWhatItCovered() {
        Exploration some = explore(60, NEVER, Limits.none().withBytes(3L << 20));
        assertEquals(Exploration.End.MEMORY, some.end());
        assertTrue(some.bytes() <= 3L << 20, "bytes=" + some.bytes());
        assertTrue(some.distinct() > 50_000, "distinct=" + some.distinct());
        assertTrue(some.wholeDepth() > 40, "wholeDepth=" + some.wholeDepth());
    }

    @Test
    void run_toldToStop_stops() {
        Exploration none =
                new Explorer(() -> new GridWorld(3, 60, NEVER), Limits.none())
                        .run(Explorer.Progress.NONE, () -> true);
        assertEquals(Exploration.End.STOPPED, none.end());
        assertEquals(-1, none.wholeDepth());
    }
}
