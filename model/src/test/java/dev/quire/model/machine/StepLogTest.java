package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StepLogTest {
    private final StepLog log = new StepLog();

    private void store(int slot) {
        log.store(StepLog.WRITE, slot, 0, 1);
    }

    private void invalidate(long start, long end) {
        log.invalidate(1, start, end, 0x1000, Port.LAST_LEVEL);
    }

    /** Whether pages 0 to 3 were invalidated after store 0, in the whole step. */
    private boolean done() {
        return log.invalidated(1, 0, 0x4000, -1, log.stores(), false);
    }

    @Test
    void store_several_areKeptInOrder() {
        log.store(StepLog.HARDWARE, 7, 70, 71);
        log.store(StepLog.EXCHANGE, 8, 80, 81);
        assertEquals(
                List.of(3L, 8L, 80L, 71L),
                List.of((long) log.kind(0), (long) log.slot(1), log.old(1), log.next(0)));
    }

    @Test
    void store_moreThanRoom_growsAndKeepsAll() {
        for (int i = 0; i < 600; i++) {
            log.store(StepLog.COMPARE_EXCHANGE, i, 2L * i, 3L * i);
        }
        for (int i = 0; i < 600; i++) {
            assertEquals(
                    List.of(2L, (long) i, 2L * i, 3L * i),
                    List.of((long) log.kind(i), (long) log.slot(i), log.old(i), log.next(i)));
        }
    }

    @Test
    void stores_ofStep_areCounted() {
        store(1);
        store(2);
        assertEquals(2, log.stores());
    }

    @Test
    void clear_fullLog_forgetsAll() {
        store(1);
        invalidate(0, 0x4000);
        log.barrier(Port.BARRIER_DSB);
        log.clear();
        assertEquals(List.of(0, 0, 0), List.of(log.stores(), log.invalidations(), log.barriers()));
    }

    @Test
    void invalidate_moreThanRoom_growsAndKeepsAll() {
        for (int i = 0; i < 20; i++) {
            invalidate(i * 0x1000L, (i + 1) * 0x1000L);
        }
        assertTrue(log.invalidated(1, 0, 20 * 0x1000L, -1, 0, false));
    }

    @Test
    void invalidations_ofStep_areCounted() {
        invalidate(0, 0x1000);
        invalidate(0, 0x1000);
        assertEquals(2, log.invalidations());
    }

    @Test
    void invalidated_noInvalidation_isFalse() {
        assertFalse(done());
    }

    @Test
    void invalidated_wholeRange_isTrue() {
        invalidate(0, 0x4000);
        assertTrue(done());
    }

    @Test
    void invalidated_largerRange_isTrue() {
        log.invalidate(1, 0x1000, 0x9000, 0x1000, 0);
        assertTrue(log.invalidated(1, 0x2000, 0x4000, -1, 0, false));
    }

    @Test
    void invalidated_lastPageMissing_isFalse() {
        invalidate(0, 0x3000);
        assertFalse(done());
    }

    @Test
    void invalidated_firstPageMissing_isFalse() {
        invalidate(0x1000, 0x4000);
        assertFalse(done());
    }

    @Test
    void invalidated_middlePageMissing_isFalse() {
        invalidate(0, 0x1000);
        invalidate(0x2000, 0x4000);
        assertFalse(done());
    }

    @Test
    void invalidated_ascendingParts_isTrue() {
        invalidate(0, 0x2000);
        invalidate(0x2000, 0x4000);
        assertTrue(done());
    }

    @Test
    void invalidated_descendingParts_isTrue() {
        invalidate(0x2000, 0x4000);
        invalidate(0, 0x2000);
        assertTrue(done());
    }

    @Test
    void invalidated_partInsideAnother_isTrue() {
        invalidate(0, 0x4000);
        invalidate(0x1000, 0x2000);
        assertTrue(done());
    }

    @Test
    void invalidated_otherAddressSpace_isFalse() {
        log.invalidate(2, 0, 0x4000, 0x1000, 0);
        assertFalse(done());
    }

    @Test
    void invalidated_localOnly_isFalseForAllCpus() {
        log.invalidate(1, 0, 0x4000, 0x1000, Port.LOCAL);
        assertFalse(done());
    }

    @Test
    void invalidated_localOnly_isTrueWhereLocalCounts() {
        log.invalidate(1, 0, 0x4000, 0x1000, Port.LOCAL);
        assertTrue(log.invalidated(1, 0, 0x4000, -1, 0, true));
    }

    @Test
    void invalidated_higherLevel_isFalse() {
        log.invalidate(1, 0, 0x4000, 0x1000, Port.HIGHER_LEVEL);
        assertFalse(log.invalidated(1, 0, 0x4000, -1, 0, true));
    }

    @Test
    void invalidated_beforeTheStore_isFalse() {
        invalidate(0, 0x4000);
        store(1);
        assertFalse(log.invalidated(1, 0, 0x4000, 0, 1, false));
    }

    @Test
    void invalidated_rightAfterTheStore_isTrue() {
        store(1);
        invalidate(0, 0x4000);
        assertTrue(log.invalidated(1, 0, 0x4000, 0, 1, false));
    }

    @Test
    void invalidated_rightBeforeTheLastStore_isTrue() {
        store(1);
        invalidate(0, 0x4000);
        store(2);
        assertTrue(log.invalidated(1, 0, 0x4000, 0, 1, false));
    }

    @Test
    void invalidated_afterTheLastStore_isFalse() {
        store(1);
        store(2);
        invalidate(0, 0x4000);
        assertFalse(log.invalidated(1, 0, 0x4000, 0, 1, false));
    }

    @Test
    void invalidated_inAnEarlierStep_isFalse() {
        invalidate(0, 0x4000);
        log.clear();
        assertFalse(done());
    }
}
