package dev.quire.benchmarks.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.properties.explore.Exploration;
import org.junit.jupiter.api.Test;

class PeerWorldTest {
    /** SPIN tells the same states, and one transition more, since it counts the first state. */
    @Test
    void explore_toTheEnd_visitsAsManyStatesAsSpin() {
        Exploration all = Peers.explore(1);
        assertTrue(all.complete(), all.toString());
        assertEquals(1_166_400, all.distinct());
        assertEquals(16_329_600, all.generated());
        assertEquals(Peers.STATES, all.distinct());
        assertEquals(Peers.TRANSITIONS, all.generated());
    }

    @Test
    void explore_twoThreads_comeToTheSameAsOne() {
        Exploration one = Peers.explore(1);
        Exploration two = Peers.explore(2);
        assertTrue(two.complete(), two.toString());
        assertEquals(one.distinct(), two.distinct());
        assertEquals(one.generated(), two.generated());
        assertEquals(one.depth(), two.depth());
        assertEquals(one.bytes(), two.bytes());
    }

    @Test
    void failed_tlbEntryOfNoKind_isTold() {
        PeerWorld world = new PeerWorld();
        world.enter(new long[] {0b11L << 6}, 0);
        assertTrue(world.advance());
        assertTrue(world.failed());
        world.enter(new long[] {0b10L << 6}, 0);
        assertTrue(world.advance());
        assertFalse(world.failed());
    }

    @Test
    void advance_firstState_mapsPagesAndCounts() {
        PeerWorld world = new PeerWorld();
        world.enter(new long[1], 0);
        long[] next = new long[1];
        long[] expected = {2, 2 << 2, 2 << 4, 1 << 18, 1 << 21};
        for (long state : expected) {
            assertTrue(world.advance());
            world.pack(next);
            assertEquals(state, next[0]);
        }
        assertFalse(world.advance());
    }
}
