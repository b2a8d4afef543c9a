package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalidations, barriers and acts between the stores of a step, and what they break. */
final class StepLogEventsTest {
    private static final int MM = 1;
    private static final long PAGE = 0x1000;

    private final StepLog log = new StepLog();

    private void store() {
        log.store(StepLog.WRITE, 3, 1, 0);
    }

    private void invalidate(long start, long end, int flags) {
        log.invalidate(MM, start, end, PAGE, flags);
    }

    /** Whether page 1 was broken between the first store and the second. */
    private boolean broken() {
        return log.broken(MM, PAGE, 0, 1);
    }

    /** A step that empties an entry, and what is done before it is set again. */
    private boolean broken(Runnable between) {
        store();
        between.run();
        store();
        return broken();
    }

    @Test
    void events_ofEachKind_areNumberedInTheirOrder() {
        log.act(7);
        store();
        invalidate(PAGE, 3 * PAGE, Port.LOCAL);
        log.barrier(Port.BARRIER_DSB_ST);
        List<String> kinds = new ArrayList<>();
        for (int event = 0; event < log.events(); event++) {
            kinds.add(
                    (log.isInvalidation(event) ? "tlbi " : log.isAct(event) ? "act " : "barrier ")
                            + log.flags(event)
                            + " after "
                            + log.storesBefore(event));
        }
        assertEquals(List.of("act 7 after 0", "tlbi 4 after 1", "barrier 2 after 1"), kinds);
    }

    @Test
    void events_noStepYet_areNone() {
        assertEquals(0, log.events());
    }

    @Test
    void invalidation_itsArguments_areKept() {
        log.barrier(Port.BARRIER_DSB);
        log.invalidate(9, 0x5000, 0x9000, 0x2000, Port.LAST_LEVEL | Port.NO_SYNC);
        assertEquals(
                List.of(9L, 0x5000L, 0x9000L, 0x2000L, 3L),
                List.of(
                        (long) log.mm(1),
                        log.start(1),
                        log.end(1),
                        log.stride(1),
                        (long) log.flags(1)));
    }

    @Test
    void act_isNoInvalidationAndNoBarrier() {
        log.act(1);
        assertEquals(List.of(0, 0), List.of(log.invalidations(), log.barriers()));
    }

    @Test
    void clear_events_areForgotten() {
        log.act(1);
        log.barrier(Port.BARRIER_DSB);
        log.clear();
        assertEquals(0, log.events());
    }

    @Test
    void broken_invalidatedAndWaitedFor_isTrue() {
        assertTrue(
                broken(
                        () -> {
                            invalidate(PAGE, 2 * PAGE, Port.LAST_LEVEL);
                            log.barrier(Port.BARRIER_DSB);
                        }));
    }

    @Test
    void broken_nothingBetween_isFalse() {
        assertFalse(broken(() -> {}));
    }

    @Test
    void broken_barrierAlone_isFalse() {
        assertFalse(broken(() -> log.barrier(Port.BARRIER_DSB)));
    }

    @Test
    void broken_notWaitedFor_isFalse() {
        assertFalse(broken(() -> invalidate(PAGE, 2 * PAGE, 0)));
    }

    @Test
    void broken_barrierOfStoresAlone_isFalse() {
        assertFalse(
                broken(
                        () -> {
                            invalidate(PAGE, 2 * PAGE, 0);
                            log.barrier(Port.BARRIER_DSB_ST);
                        }));
    }

    @Test
    void broken_barrierBeforeTheInvalidation_isFalse() {
        assertFalse(
                broken(
                        () -> {
                            log.barrier(Port.BARRIER_DSB);
                            invalidate(PAGE, 2 * PAGE, 0);
                        }));
    }

    @ParameterizedTest
    @CsvSource({
        "0x0, 0x1000, false",
        "0x0, 0x1001, true",
        "0x1000, 0x2000, true",
        "0x1001, 0x2000, false",
        "0x0, 0x10000, true",
    })
    void broken_rangeInvalidated_isTrueWhereItHoldsTheAddress(
            String start, String end, boolean broken) {
        assertEquals(
                broken,
                broken(
                        () -> {
                            invalidate(Long.decode(start), Long.decode(end), 0);
                            log.barrier(Port.BARRIER_DSB);
                        }));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {Port.LOCAL, Port.ONE_PAGE, Port.HIGHER_LEVEL, Port.LOCAL | Port.LAST_LEVEL})
    void broken_onOneCpuOrOfOneSizeOrLevelOnly_isFalse(int flags) {
        assertFalse(
                broken(
                        () -> {
                            invalidate(PAGE, 2 * PAGE, flags);
                            log.barrier(Port.BARRIER_DSB);
                        }));
    }

    @Test
    void broken_anotherAddressSpace_isFalse() {
        assertFalse(
                broken(
                        () -> {
                            log.invalidate(MM + 1, 0, 9 * PAGE, PAGE, 0);
                            log.barrier(Port.BARRIER_DSB);
                        }));
    }

    @Test
    void broken_actBetweenInvalidationAndBarrier_isTrue() {
        assertTrue(
                broken(
                        () -> {
                            invalidate(PAGE, 2 * PAGE, 0);
                            log.act(Port.BARRIER_DSB);
                            log.barrier(Port.BARRIER_DSB);
                        }));
    }

    @Test
    void broken_actInPlaceOfTheBarrier_isFalse() {
        assertFalse(
                broken(
                        () -> {
                            invalidate(PAGE, 2 * PAGE, 0);
                            log.act(Port.BARRIER_DSB);
                        }));
    }

    @Test
    void broken_anotherPageInvalidatedLast_isTrue() {
        assertTrue(
                broken(
                        () -> {
                            invalidate(PAGE, 2 * PAGE, 0);
                            invalidate(5 * PAGE, 6 * PAGE, 0);
                            log.barrier(Port.BARRIER_DSB);
                        }));
    }

    @Test
    void broken_invalidatedBeforeTheFirstStore_isFalse() {
        invalidate(PAGE, 2 * PAGE, 0);
        assertFalse(broken(() -> log.barrier(Port.BARRIER_DSB)));
    }

    @Test
    void broken_barrierAfterTheSecondStore_isFalse() {
        broken(() -> invalidate(PAGE, 2 * PAGE, 0));
        log.barrier(Port.BARRIER_DSB);
        assertFalse(broken());
    }

    @Test
    void broken_barrierOfAnEarlierStep_isFalse() {
        log.act(1);
        log.barrier(Port.BARRIER_DSB);
        log.clear();
        assertFalse(broken(() -> invalidate(PAGE, 2 * PAGE, 0)));
    }
}
