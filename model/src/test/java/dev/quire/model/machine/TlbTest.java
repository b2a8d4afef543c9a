package dev.quire.model.machine;

import static dev.quire.model.entry.arm64.Arm64Bits.CONT;
import static dev.quire.model.entry.arm64.Arm64Bits.RDONLY;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_CLEAN;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.subject.MachineEncodings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of 4 KiB, blocks of 4; mm 1 has slots 0 to 15, mm 2 slots 16 to 31, both from 0x0 on. */
final class TlbTest {
    private static final String SMALL = "arm64-small";
    private static final long PAGE = 0x1000;

    private final MachineSpec spec =
            new MachineSpec(
                    SMALL,
                    "for tests",
                    MachineEncodings.geometry(SMALL),
                    MachineEncodings.of(SMALL),
                    3,
                    1,
                    BreakBeforeMake.NEEDED);
    private final Memory memory =
            new Memory(
                    spec.geometry(),
                    List.of(new Memory.Stretch(1, 0, 0x10000), new Memory.Stretch(2, 0, 0x10000)));
    private final Tlb tlb = new Tlb(spec, memory);

    private void keepPage(int cpu, int slot) {
        tlb.add(cpu, slot, page(0x40 + slot, RW_CLEAN), false);
    }

    private void keepBlock(int cpu, int slot) {
        tlb.add(cpu, slot, page(0x40 + slot, RW_CLEAN | CONT), true);
    }

    /** All entries, oldest first: {@code cpu:slot}, of a block {@code cpu:slot+4}. */
    private String kept() {
        List<String> kept = new ArrayList<>();
        for (int entry = 0; entry < tlb.count(); entry++) {
            String size = tlb.wide(entry) ? "+" + tlb.size(entry) : "";
            kept.add(tlb.cpu(entry) + ":" + tlb.slot(entry) + size);
        }
        return String.join(" ", kept);
    }

    private void flush(int cpu, int mm, long start, long end, long stride, int flags) {
        tlb.invalidate(cpu, mm, start, end, stride, flags);
        tlb.complete(cpu);
    }

    @Test
    void isEmpty_nothingKept_isTrue() {
        assertTrue(tlb.isEmpty());
    }

    @Test
    void isEmpty_pageKept_isFalse() {
        keepPage(2, 3);
        assertFalse(tlb.isEmpty());
    }

    @Test
    void add_upToTheMost_keepsAll() {
        for (int slot = 0; slot < Tlb.ENTRIES; slot++) {
            keepPage(0, slot);
        }
        assertEquals("0:0 0:1 0:2 0:3 0:4 0:5 0:6 0:7", kept());
    }

    @Test
    void add_oneMoreThanTheMost_dropsTheOldestOfThatCpu() {
        keepPage(1, 15);
        for (int slot = 0; slot < Tlb.ENTRIES + 2; slot++) {
            keepPage(0, slot);
        }
        assertEquals("1:15 0:2 0:3 0:4 0:5 0:6 0:7 0:8 0:9", kept());
    }

    /** Every CPU keeps as many pages as it can: slots 8 to 15. */
    private void fillAll() {
        for (int i = 0; i < 2 * Tlb.ENTRIES; i++) {
            keepPage(0, i);
            keepPage(1, i);
            keepPage(2, i);
        }
    }

    @Test
    void add_everyCpuFull_hasRoomForAll() {
        fillAll();
        assertEquals(3 * Tlb.ENTRIES, tlb.count());
    }

    @Test
    void find_everyCpuFull_seesEach() {
        fillAll();
        assertEquals(List.of(-1, 23), List.of(tlb.find(2, 7, false), tlb.find(2, 15, false)));
    }

    @Test
    void evict_everyCpuFull_dropsOne() {
        fillAll();
        tlb.evict(2, 15);
        assertEquals(3 * Tlb.ENTRIES - 1, tlb.count());
    }

    @Test
    void complete_everyCpuFull_endsWhatWasInvalidated() {
        fillAll();
        flush(0, 1, 15 * PAGE, 16 * PAGE, PAGE, Port.LAST_LEVEL);
        assertEquals(3 * Tlb.ENTRIES - 3, tlb.count());
    }

    @Test
    void find_lastOneEvicted_isNotFound() {
        keepPage(0, 5);
        tlb.evict(0, 5);
        assertEquals(-1, tlb.find(0, 5, false));
    }

    @Test
    void add_afterRemoval_comesLast() {
        keepPage(0, 1);
        keepPage(0, 2);
        tlb.evict(0, 1);
        keepPage(0, 3);
        assertEquals("0:2 0:3", kept());
    }

    @Test
    void keepNone_pageAndBlock_dropsThemAndKeepsNoMore() {
        keepPage(0, 1);
        tlb.keepNone();
        String then = kept();
        keepBlock(1, 4);
        tlb.clear();
        keepPage(0, 1);
        assertEquals(List.of("", "", 0), List.of(then, kept(), tlb.count()));
    }

    @Test
    void clear_entriesKept_forgetsThem() {
        keepPage(0, 1);
        keepBlock(1, 4);
        tlb.clear();
        assertEquals("", kept());
    }

    @Test
    void fills_afterRemoval_countsWhatWasEverMade() {
        keepPage(0, 1);
        keepPage(0, 2);
        tlb.evict(0, 1);
        assertEquals(2, tlb.fills());
    }

    @Test
    void olderThan_counterBefore_isFalse() {
        keepPage(0, 1);
        long before = tlb.fills();
        keepPage(0, 2);
        assertFalse(tlb.olderThan(1, before));
    }

    @Test
    void olderThan_counterAfter_isTrue() {
        keepPage(0, 1);
        keepPage(0, 2);
        assertTrue(tlb.olderThan(1, tlb.fills()));
    }

    @Test
    void olderThan_afterRemovalOfAnother_staysWithItsEntry() {
        keepPage(0, 1);
        long before = tlb.fills();
        keepPage(0, 2);
        tlb.evict(0, 1);
        assertFalse(tlb.olderThan(0, before));
    }

    @Test
    void size_page_isOne() {
        keepPage(0, 5);
        assertEquals(1, tlb.size(0));
    }

    @Test
    void pte_ofFirstSlot_isAsKept() {
        keepBlock(0, 4);
        assertEquals(page(0x44, RW_CLEAN | CONT), tlb.pte(0));
    }

    @Test
    void pte_ofLaterSlot_isAdvanced() {
        keepBlock(0, 4);
        assertEquals(page(0x47, RW_CLEAN | CONT), tlb.pte(0, 7));
    }

    @Test
    void marked_clean_isWritableByHardware() {
        keepPage(0, 4);
        tlb.marked(0);
        assertEquals(page(0x44, RW_CLEAN & ~RDONLY), tlb.pte(0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4,  false, 0:4",
        "0, 4,  true,  0:4+4",
        "0, 5,  false, 0:4+4",
        "0, 7,  true,  0:4+4",
        "0, 8,  true,  0:8",
        "0, 3,  true,  none",
        "0, 9,  false, none",
        "1, 4,  false, none",
        "1, 9,  true,  1:9",
    })
    void find_slotOfCpu_isTheEntryOfThatSizeOrTheOther(
            int cpu, int slot, boolean wideFirst, String expected) {
        keepPage(0, 4);
        keepBlock(0, 4);
        keepPage(0, 8);
        keepPage(1, 9);
        int found = tlb.find(cpu, slot, wideFirst);
        assertEquals(expected, found < 0 ? "none" : kept().split(" ")[found]);
    }

    @Test
    void find_blockBeforePage_isStillTheOneOfThatSize() {
        keepBlock(0, 4);
        keepPage(0, 5);
        assertEquals(List.of(0, 1), List.of(tlb.find(0, 5, true), tlb.find(0, 5, false)));
    }

    @ParameterizedTest
    @CsvSource({"3, false", "4, true", "7, true", "8, false"})
    void covers_block_isTrueForItsSlots(int slot, boolean covers) {
        keepBlock(0, 4);
        assertEquals(covers, tlb.covers(0, slot));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4, false",
        "0, 5, true",
        "5, 6, true",
        "7, 9, true",
        "8, 9, false",
        "0, 16, true",
    })
    void overlaps_block_isTrueForRangesThatMeetIt(int start, int end, boolean overlaps) {
        keepBlock(0, 4);
        assertEquals(overlaps, tlb.overlaps(0, start, end));
    }

    @Test
    void evict_slotOfPageAndBlock_dropsBoth() {
        keepPage(0, 5);
        keepBlock(0, 4);
        keepPage(0, 8);
        tlb.evict(0, 5);
        assertEquals("0:8", kept());
    }

    @Test
    void evict_otherCpu_keepsItsEntries() {
        keepPage(0, 5);
        keepPage(1, 5);
        tlb.evict(1, 5);
        assertEquals("0:5", kept());
    }

    @Test
    void evict_slotNotKept_dropsNothing() {
        keepPage(0, 5);
        tlb.evict(0, 6);
        assertEquals("0:5", kept());
    }

    @Test
    void invalidate_beforeTheBarrier_endsNothing() {
        keepPage(0, 1);
        tlb.invalidate(0, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL);
        assertEquals("0:1", kept());
    }

    @Test
    void complete_ofTheIssuingCpu_endsWhatEveryCpuKeeps() {
        keepPage(0, 1);
        keepPage(1, 1);
        keepPage(2, 1);
        flush(1, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL);
        assertEquals("", kept());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void complete_ofAnotherCpu_endsNothing(int other) {
        keepPage(0, 1);
        tlb.invalidate(1, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL);
        tlb.complete(other);
        assertEquals("0:1", kept());
    }

    @Test
    void complete_ofOneOfTwoThatInvalidated_endsIt() {
        keepPage(0, 1);
        tlb.invalidate(1, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL);
        tlb.invalidate(2, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL);
        tlb.complete(2);
        assertEquals("", kept());
    }

    @Test
    void complete_laterAndForAll_endsWhatWasInvalidatedEarlier() {
        keepPage(0, 1);
        keepPage(0, 2);
        tlb.invalidate(1, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL | Port.NO_SYNC);
        tlb.invalidate(1, 1, 2 * PAGE, 3 * PAGE, PAGE, Port.LAST_LEVEL);
        tlb.complete(1);
        assertEquals("", kept());
    }

    @Test
    void complete_entryMadeAfterTheInvalidation_stays() {
        tlb.invalidate(1, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL);
        keepPage(0, 1);
        tlb.complete(1);
        assertEquals("0:1", kept());
    }

    @Test
    void complete_entryMadeInPlaceOfAnEvictedOne_stays() {
        keepPage(0, 1);
        tlb.invalidate(1, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL);
        tlb.evict(0, 1);
        keepPage(0, 1);
        tlb.complete(1);
        assertEquals("0:1", kept());
    }

    @Test
    void complete_secondTime_endsNothingMore() {
        keepPage(0, 1);
        flush(1, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL);
        keepPage(0, 1);
        tlb.complete(1);
        assertEquals("0:1", kept());
    }

    @Test
    void invalidate_local_endsWhatTheCallingCpuKeeps() {
        keepPage(0, 1);
        keepPage(1, 1);
        keepPage(2, 1);
        flush(1, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL | Port.LOCAL);
        assertEquals("0:1 2:1", kept());
    }

    @Test
    void invalidate_otherMm_endsItsEntriesAlone() {
        keepPage(0, 1);
        keepPage(0, 17);
        flush(0, 2, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL);
        assertEquals("0:1", kept());
    }

    @Test
    void invalidate_onePage_leavesTheBlock() {
        keepPage(0, 5);
        keepBlock(0, 4);
        flush(0, 1, 5 * PAGE, 6 * PAGE, PAGE, Port.LAST_LEVEL | Port.ONE_PAGE);
        assertEquals("0:4+4", kept());
    }

    @Test
    void invalidate_higherLevel_leavesPageAndBlock() {
        keepPage(0, 3);
        keepBlock(0, 4);
        flush(0, 1, 0, 9 * PAGE, PAGE, Port.LAST_LEVEL | Port.HIGHER_LEVEL);
        assertEquals("0:3 0:4+4", kept());
    }

    @ParameterizedTest
    @CsvSource({
        "0x4000, 0x6000, 0x1000, 0:3 0:6 0:8+4",
        "0x4000, 0x5001, 0x1000, 0:3 0:6 0:8+4",
        "0x3000, 0x4000, 0x1000, 0:4 0:5 0:6 0:8+4",
        "0x4000, 0x4000, 0x1000, 0:3 0:4 0:5 0:6 0:8+4",
        "0x7000, 0x8000, 0x1000, 0:3 0:4 0:5 0:6 0:8+4",
        "0x8000, 0x9000, 0x1000, 0:3 0:4 0:5 0:6",
        "0xb000, 0xc000, 0x1000, 0:3 0:4 0:5 0:6",
        "0xc000, 0xd000, 0x1000, 0:3 0:4 0:5 0:6 0:8+4",
        "0x7000, 0xd000, 0x1000, 0:3 0:4 0:5 0:6",
        "0x3000, 0x7000, 0x2000, 0:4 0:6 0:8+4",
        "0x4000, 0x8000, 0x4000, 0:3 0:5 0:6 0:8+4",
        "0x3000, 0xd000, 0x4000, 0:4 0:5 0:6",
        "0x5000, 0xe000, 0x8000, 0:3 0:4 0:6 0:8+4",
        "0x4000, 0x8001, 0x4000, 0:3 0:5 0:6",
        "0x3800, 0x5000, 0x1000, 0:5 0:6 0:8+4",
        "0x3fff, 0x5000, 0x1,    0:5 0:6 0:8+4",
    })
    void invalidate_range_endsEntriesThatHoldOneOfItsAddresses(
            long start, long end, long stride, String left) {
        keepPage(0, 3);
        keepPage(0, 4);
        keepPage(0, 5);
        keepPage(0, 6);
        keepBlock(0, 8);
        flush(0, 1, start, end, stride, Port.LAST_LEVEL);
        assertEquals(left, kept());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void invalidate_strideBelowOne_isRefused(long stride) {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> tlb.invalidate(0, 1, 0, PAGE, stride, 0));
        assertEquals("stride must be at least 1: " + stride, refused.getMessage());
    }
}
