package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.machine.PageVersions.Frames;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PageVersionsTest {
    private static final long PAGE = 0x102;

    /** Two CPUs whose caches do nothing by themselves. */
    private final PageVersions pages = pages(false, false);

    private static PageVersions pages(boolean idc, boolean dic) {
        return new PageVersions(
                2, idc, dic, List.of(new Frames(0x200, 0x202), new Frames(0x100, 0x108)));
    }

    private static List<Boolean> stale(PageVersions pages, long start, long end) {
        return LongStream.range(start, end).mapToObj(pfn -> pages.fetch(0, pfn)).toList();
    }

    @Test
    void fetch_neverWritten_isNotStale() {
        assertFalse(pages.fetch(0, PAGE));
    }

    @Test
    void fetch_writtenAndNotCleaned_isStale() {
        pages.store(PAGE);
        assertTrue(pages.fetch(0, PAGE));
    }

    @Test
    void fetch_writtenAndCleaned_isNotStale() {
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        assertFalse(pages.fetch(0, PAGE));
    }

    @Test
    void fetch_writtenAndInvalidatedOnly_isStale() {
        pages.store(PAGE);
        pages.invalidate(PAGE, 1);
        assertTrue(pages.fetch(0, PAGE));
    }

    @Test
    void fetch_writtenAgainAfterClean_isStale() {
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        pages.store(PAGE);
        assertTrue(pages.fetch(0, PAGE));
    }

    @Test
    void fetch_heldAndThenCleanedOnly_isStale() {
        pages.fetch(0, PAGE);
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        assertTrue(pages.fetch(0, PAGE));
    }

    @Test
    void fetch_heldThenCleanedAndInvalidated_isNotStale() {
        pages.fetch(0, PAGE);
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        pages.invalidate(PAGE, 1);
        assertFalse(pages.fetch(0, PAGE));
    }

    @Test
    void fetch_betweenInvalidationAndClean_holdsOldBytes() {
        pages.store(PAGE);
        pages.invalidate(PAGE, 1);
        pages.fetch(0, PAGE);
        pages.clean(PAGE, 1);
        assertTrue(pages.fetch(0, PAGE));
    }

    @Test
    void fetch_heldByOtherCpuOnly_isNotStale() {
        pages.fetch(1, PAGE);
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        assertFalse(pages.fetch(0, PAGE));
        assertTrue(pages.fetch(1, PAGE));
    }

    @Test
    void invalidate_heldByTwoCpus_reachesBoth() {
        pages.fetch(0, PAGE);
        pages.fetch(1, PAGE);
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        pages.invalidate(PAGE, 1);
        assertFalse(pages.fetch(0, PAGE));
        assertFalse(pages.fetch(1, PAGE));
    }

    @Test
    void store_onePage_leavesItsNeighbours() {
        pages.store(PAGE);
        assertEquals(List.of(false, true, false), stale(pages, PAGE - 1, PAGE + 2));
    }

    @Test
    void clean_range_reachesItsPagesAlone() {
        for (long pfn = 0x100; pfn < 0x106; pfn++) {
            pages.store(pfn);
        }
        pages.clean(0x101, 3);
        assertEquals(List.of(true, false, false, false, true, true), stale(pages, 0x100, 0x106));
    }

    @Test
    void invalidate_range_reachesItsPagesAlone() {
        for (long pfn = 0x100; pfn < 0x106; pfn++) {
            pages.fetch(0, pfn);
            pages.store(pfn);
        }
        pages.clean(0x100, 6);
        pages.invalidate(0x101, 3);
        assertEquals(List.of(true, false, false, false, true, true), stale(pages, 0x100, 0x106));
    }

    @Test
    void store_dataSideCoherent_needsNoClean() {
        PageVersions idc = pages(true, false);
        idc.store(PAGE);
        assertFalse(idc.fetch(0, PAGE));
    }

    @Test
    void store_dataSideCoherent_stillNeedsInvalidation() {
        PageVersions idc = pages(true, false);
        idc.fetch(0, PAGE);
        idc.store(PAGE);
        assertTrue(idc.fetch(0, PAGE));
        idc.invalidate(PAGE, 1);
        assertFalse(idc.fetch(0, PAGE));
    }

    @Test
    void store_instructionCacheSnoops_needsNoInvalidation() {
        PageVersions dic = pages(false, true);
        dic.fetch(0, PAGE);
        dic.store(PAGE);
        assertTrue(dic.fetch(0, PAGE));
        dic.clean(PAGE, 1);
        assertFalse(dic.fetch(0, PAGE));
    }

    @Test
    void store_bothSidesCoherent_isNeverStale() {
        PageVersions both = pages(true, true);
        both.fetch(0, PAGE);
        both.store(PAGE);
        assertFalse(both.fetch(0, PAGE));
    }

    @Test
    void written_storesAndMaintenance_countsStores() {
        pages.store(PAGE);
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        pages.invalidate(PAGE, 1);
        assertEquals(List.of(2, 0), List.of(pages.written(PAGE), pages.written(PAGE + 1)));
    }

    @Test
    void executed_heldPage_isTheVersionHeld() {
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        pages.fetch(0, PAGE);
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        assertEquals(List.of(1, 2), List.of(pages.executed(0, PAGE), pages.executed(1, PAGE)));
    }

    @Test
    void executed_pageNotHeld_fetchesNothing() {
        assertEquals(0, pages.executed(0, PAGE));
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        assertFalse(pages.fetch(0, PAGE));
    }

    @Test
    void forget_writtenPage_isAsAtFirst() {
        pages.store(PAGE);
        pages.forget(PAGE);
        assertEquals(List.of(0, 0), List.of(pages.written(PAGE), pages.executed(0, PAGE)));
    }

    @Test
    void forget_cleanedPage_hidesTheNextStoreAgain() {
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        pages.forget(PAGE);
        pages.store(PAGE);
        assertEquals(0, pages.executed(0, PAGE));
        assertTrue(pages.fetch(0, PAGE));
    }

    @Test
    void forget_heldPage_isHeldByNoCpu() {
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        pages.fetch(0, PAGE);
        pages.fetch(1, PAGE);
        pages.forget(PAGE);
        assertEquals(List.of(0, 0), List.of(pages.executed(0, PAGE), pages.executed(1, PAGE)));
    }

    @Test
    void forget_onePage_leavesItsNeighbours() {
        for (long pfn = PAGE - 1; pfn <= PAGE + 1; pfn++) {
            pages.fetch(0, pfn);
            pages.store(pfn);
            pages.clean(pfn, 1);
        }
        pages.forget(PAGE);
        assertEquals(List.of(true, false, true), stale(pages, PAGE - 1, PAGE + 2));
    }

    @Test
    void reset_allInUse_isAsAtFirst() {
        pages.store(PAGE);
        pages.clean(PAGE, 1);
        pages.fetch(0, PAGE);
        pages.fetch(1, PAGE);
        pages.store(PAGE);
        pages.reset();
        assertEquals(
                List.of(0, 0, 0),
                List.of(pages.written(PAGE), pages.executed(0, PAGE), pages.executed(1, PAGE)));
        assertFalse(pages.fetch(0, PAGE));
        pages.store(PAGE);
        pages.invalidate(PAGE, 1);
        assertEquals(0, pages.executed(0, PAGE));
    }

    @Test
    void frames_ofTwoRanges_areApart() {
        pages.store(0x107);
        pages.store(0x200);
        pages.store(0x200);
        assertEquals(
                List.of(0, 1, 2, 0),
                List.of(
                        pages.written(0x106),
                        pages.written(0x107),
                        pages.written(0x200),
                        pages.written(0x201)));
    }

    @Test
    void frames_farUpAndApart_areKeptDensely() {
        List<Frames> far = List.of(new Frames(0, 1), new Frames(1L << 40, (1L << 40) + 1));
        PageVersions dense = new PageVersions(1, false, false, far);
        dense.store(1L << 40);
        assertEquals(List.of(0, 1), List.of(dense.written(0), dense.written(1L << 40)));
    }

    @Test
    void has_framesOfRangesAndBeside_areTold() {
        List<Boolean> seen =
                LongStream.of(0xff, 0x100, 0x107, 0x108, 0x1ff, 0x201, 0x202)
                        .mapToObj(pages::has)
                        .toList();
        assertEquals(List.of(false, true, true, false, false, true, false), seen);
    }

    @Test
    void store_frameWithoutVersions_isRefused() {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> pages.store(0x108));
        assertEquals("a frame must have versions: pfn=0x108", refused.getMessage());
    }

    @Test
    void has_noRanges_isFalse() {
        assertFalse(new PageVersions(1, false, false, List.of()).has(0));
    }

    @Test
    void clean_overTwoRangesThatTouch_reachesBoth() {
        PageVersions touching =
                new PageVersions(1, false, false, List.of(new Frames(4, 6), new Frames(2, 4)));
        touching.store(3);
        touching.store(4);
        touching.clean(3, 2);
        assertEquals(List.of(false, false), stale(touching, 3, 5));
    }

    @Test
    void ranges_overlapping_areRefused() {
        List<Frames> ranges = List.of(new Frames(4, 6), new Frames(2, 5));
        Exception refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new PageVersions(1, false, false, ranges));
        assertEquals(
                "ranges of frames must not overlap: [0x2, 0x5) and [0x4, 0x6)",
                refused.getMessage());
    }

    @Test
    void cpus_none_areRefused() {
        Exception refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new PageVersions(0, false, false, List.of()));
        assertEquals("cpus must be at least 1: 0", refused.getMessage());
    }

    @Test
    void frames_emptyOrNegative_areRefused() {
        Exception refused =
                assertThrows(IllegalArgumentException.class, () -> new Frames(0x10, 0x10));
        assertEquals(
                "frames must start before they end: start=0x10 end=0x10", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Frames(-1, 1));
        assertEquals(1, new Frames(0, 1).end());
    }
}
