package dev.quire.model.contpte;

import static dev.quire.model.contpte.Bench.USER;
import static dev.quire.model.contpte.Bench.addr;
import static dev.quire.model.contpte.Bench.pages;
import static dev.quire.model.entry.arm64.Arm64Bits.AF;
import static dev.quire.model.entry.arm64.Arm64Bits.CONT;
import static dev.quire.model.entry.arm64.Arm64Bits.DIRTY;
import static dev.quire.model.entry.arm64.Arm64Bits.NONE;
import static dev.quire.model.entry.arm64.Arm64Bits.RDONLY;
import static dev.quire.model.entry.arm64.Arm64Bits.RO;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_CLEAN;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_DIRTY;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.range.PteCopy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Removing and write-protecting: which blocks unfold, which are changed in place. */
final class ContpteUnfoldTest {
    private static final String UNFOLD_4 =
            "x4 x5 x6 x7 inv:0x44000-0x48000/4096/last dsb w4 w5 w6 w7";
    private static final long R = RW_CLEAN;
    private static final long C = RW_CLEAN | CONT;
    private static final long PROTECTED = RO | CONT;

    private final Bench bench = Bench.strict();
    private final Bench visible = Bench.visible();

    /** Slots 0 to 15 become four folded blocks. */
    private static Bench blocks(Bench bench) {
        for (int block = 0; block < 16; block += 4) {
            bench.folded(block, 0x100 + block, RW_CLEAN);
        }
        return bench;
    }

    private long getAndClear(Bench on, int slot, int nr) {
        return on.api.getAndClearFullPtes(on.port, USER, addr(slot), slot, nr, false);
    }

    private void wrprotect(int slot, int nr) {
        bench.api.wrprotectPtes(bench.port, USER, addr(slot), slot, nr);
    }

    @Test
    void pteClear_slotOfFoldedBlock_unfoldsFirst() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.api.pteClear(bench.port, USER, addr(5), 5);
        assertEquals("r5 " + UNFOLD_4 + " w5", bench.record());
    }

    @Test
    void pteClear_slotOfFoldedBlock_leavesSingleEntries() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.api.pteClear(bench.port, USER, addr(5), 5);
        assertEquals(pages(0x104, R, 0, R, R), bench.raw(4, 8));
    }

    @Test
    void pteClear_singleSlot_isOneStore() {
        bench.put(5, 0x105, RW_CLEAN);
        bench.api.pteClear(bench.port, USER, addr(5), 5);
        assertEquals("r5 w5", bench.record());
    }

    @Test
    void pteClear_contiguousButNotValid_doesNotUnfold() {
        bench.put(5, 0x105, NONE | CONT);
        bench.api.pteClear(bench.port, USER, addr(5), 5);
        assertEquals("r5 w5", bench.record());
    }

    @Test
    void pteClear_machineWithoutBreak_unfoldsWithoutInvalidation() {
        Bench nobbm = Bench.nobbm().folded(4, 0x104, RW_CLEAN);
        nobbm.api.pteClear(nobbm.port, USER, addr(6), 6);
        assertEquals("r6 x4 x5 x6 x7 w4 w5 w6 w7 w6", nobbm.record());
    }

    @Test
    @DisplayName("INV-42: what an unfolding stores has young and dirty of all")
    void pteClear_blockWithOneDirtySlot_leavesAllDirty() {
        bench.folded(4, 0x104, RW_CLEAN & ~AF, RW_CLEAN & ~AF, RW_CLEAN & ~AF, RW_DIRTY);
        bench.api.pteClear(bench.port, USER, addr(5), 5);
        assertEquals(pages(0x104, RW_DIRTY, 0, RW_DIRTY, RW_DIRTY), bench.raw(4, 8));
    }

    @Test
    void pteClear_hardwareMarksSlotBeforeItsExchange_keepsDirty() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.before(4, 7, page(0x107, RW_CLEAN & ~RDONLY | CONT));
        bench.api.pteClear(bench.port, USER, addr(5), 5);
        assertEquals(pages(0x104, RW_DIRTY, 0, RW_DIRTY, RW_DIRTY), bench.raw(4, 8));
    }

    @Test
    void clearNonpresentPtes_range_clearsEachSlot() {
        bench.memory.put(5, 0x340);
        bench.memory.put(6, 0x10_0000_0000_0340L);
        bench.api.clearNonpresentPtes(bench.port, USER, addr(4), 4, 3);
        assertEquals("0x0 0x0 0x0", bench.raw(4, 7));
    }

    @Test
    void clearNonpresentPtes_range_reachesForItsSlotsOnly() {
        bench.api.clearNonpresentPtes(bench.port, USER, addr(4), 4, 3);
        assertEquals("r4 w4 r5 w5 r6 w6", bench.record());
    }

    @Test
    void ptepGetAndClear_slotOfFoldedBlock_unfoldsFirst() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.api.ptepGetAndClear(bench.port, USER, addr(6), 6);
        assertEquals("r6 " + UNFOLD_4 + " x6", bench.record());
    }

    @Test
    void ptepGetAndClear_slotOfFoldedBlock_returnsYoungAndDirtyOfBlock() {
        visible.folded(4, 0x104, RW_CLEAN & ~AF, RW_DIRTY, RW_CLEAN, RW_CLEAN);
        assertEquals(
                page(0x104, RW_DIRTY), visible.api.ptepGetAndClear(visible.port, USER, addr(4), 4));
    }

    @Test
    void ptepGetAndClear_singleSlot_returnsItsValue() {
        bench.put(4, 0x104, RW_CLEAN & ~AF).put(5, 0x105, RW_DIRTY);
        assertEquals(
                page(0x104, RW_CLEAN & ~AF),
                bench.api.ptepGetAndClear(bench.port, USER, addr(4), 4));
    }

    @Test
    void ptepClearFlush_slotOfFoldedBlock_flushesItsPage() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.api.ptepClearFlush(bench.port, USER, addr(6), 6);
        assertEquals("r6 " + UNFOLD_4 + " x6 inv:0x46000-0x47000/4096/last dsb", bench.record());
    }

    @Test
    void ptepClearFlush_protNone_flushesNothing() {
        bench.put(6, 0x106, NONE);
        bench.api.ptepClearFlush(bench.port, USER, addr(6), 6);
        assertEquals("r6 x6", bench.record());
    }

    @Test
    void ptepClearFlush_slot_returnsItsValue() {
        bench.put(6, 0x106, RW_DIRTY);
        long old = bench.api.ptepClearFlush(bench.port, USER, addr(6), 6);
        assertEquals(page(0x106, RW_DIRTY), old);
    }

    @Test
    void getAndClearFullPtes_wholeBlock_isEmptiedInPlace() {
        bench.folded(4, 0x104, RW_CLEAN);
        getAndClear(bench, 4, 4);
        assertEquals("x4 x5 x6 x7", bench.record());
    }

    @Test
    void getAndClearFullPtes_wholeBlockHidden_returnsNoCont() {
        assertEquals(page(0x104, R), getAndClear(bench.folded(4, 0x104, RW_CLEAN), 4, 4));
    }

    @Test
    void getAndClearFullPtes_wholeBlockVisible_returnsCont() {
        assertEquals(page(0x104, C), getAndClear(visible.folded(4, 0x104, RW_CLEAN), 4, 4));
    }

    @Test
    void getAndClearFullPtes_partVisible_returnsNoCont() {
        assertEquals(page(0x104, R), getAndClear(visible.folded(4, 0x104, RW_CLEAN), 4, 3));
    }

    @Test
    void getAndClearFullPtes_dirtyInLaterSlot_returnsFirstPageDirty() {
        bench.put(4, 0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN & ~RDONLY);
        assertEquals(page(0x104, RW_DIRTY), getAndClear(bench, 4, 3));
    }

    @Test
    void getAndClearFullPtes_youngInLaterSlot_returnsFirstPageYoung() {
        bench.put(4, 0x104, RW_CLEAN & ~AF, RW_CLEAN);
        assertEquals(page(0x104, RW_CLEAN), getAndClear(bench, 4, 2));
    }

    @Test
    void getAndClearFullPtes_cutBlock_returnsDirtyOfSlotsOutside() {
        bench.folded(4, 0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_DIRTY);
        assertEquals(page(0x104, RW_DIRTY), getAndClear(bench, 4, 2));
    }

    @Test
    void getAndClearFullPtes_severalBlocks_unfoldsBothEnds() {
        blocks(bench);
        getAndClear(bench, 2, 8);
        assertEquals(
                "r2 x0 x1 x2 x3 inv:0x40000-0x44000/4096/last dsb w0 w1 w2 w3"
                        + " r9 x8 x9 x10 x11 inv:0x48000-0x4c000/4096/last dsb w8 w9 w10 w11"
                        + " x2 x3 x4 x5 x6 x7 x8 x9",
                bench.record());
    }

    @Test
    void getAndClearFullPtes_severalBlocks_leavesRestSingle() {
        blocks(bench);
        getAndClear(bench, 2, 8);
        assertEquals(
                pages(0x100, R, R, 0, 0, 0, 0, 0, 0, 0, 0, R, R, C, C, C, C), bench.raw(0, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 4, 0",
        "4, 8, 0",
        "4, 3, 1",
        "5, 3, 1",
        "5, 2, 1",
        "4, 5, 1",
        "5, 7, 1",
        "5, 4, 2",
        "7, 2, 2",
        "7, 1, 1",
        "4, 1, 1",
        "6, 7, 2",
        "0, 16, 0",
        "1, 14, 2",
    })
    void clearFullPtes_range_unfoldsTheBlocksItCuts(int slot, int nr, int unfolded) {
        blocks(bench);
        bench.api.clearFullPtes(bench.port, USER, addr(slot), slot, nr, true);
        assertEquals(unfolded, bench.log.invalidations());
    }

    @Test
    void clearFullPtes_range_isNone() {
        blocks(bench);
        bench.api.clearFullPtes(bench.port, USER, addr(3), 3, 5, false);
        assertEquals(pages(0x102, R, 0, 0, 0, 0, 0, C), bench.raw(2, 9));
    }

    @Test
    void modifyProtStart_partOfBlock_unfoldsAndEmpties() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.api.modifyProtStartPtes(bench.port, USER, addr(4), 4, 2);
        assertEquals(pages(0x104, 0, 0, R, R), bench.raw(4, 8));
    }

    @Test
    void wrprotectPtes_wholeBlock_staysContiguous() {
        bench.folded(4, 0x104, RW_CLEAN);
        wrprotect(4, 4);
        assertEquals(pages(0x104, PROTECTED, PROTECTED, PROTECTED, PROTECTED), bench.raw(4, 8));
    }

    @Test
    void wrprotectPtes_wholeBlock_invalidatesNothing() {
        bench.folded(4, 0x104, RW_CLEAN);
        wrprotect(4, 4);
        assertEquals("r4 c4 r5 c5 r6 c6 r7 c7", bench.record());
    }

    @Test
    void wrprotectPtes_wholeBlockWithHardwareDirtySlot_keepsItThere() {
        bench.folded(4, 0x104, RW_CLEAN, RW_CLEAN & ~RDONLY, RW_CLEAN, RW_CLEAN);
        wrprotect(4, 4);
        assertEquals(
                pages(0x104, PROTECTED, PROTECTED | DIRTY, PROTECTED, PROTECTED), bench.raw(4, 8));
    }

    @Test
    void wrprotectPtes_oneSlotOfFoldedBlock_protectsItAlone() {
        bench.folded(4, 0x104, RW_DIRTY);
        wrprotect(5, 1);
        assertEquals(pages(0x104, RW_DIRTY, RO | DIRTY, RW_DIRTY, RW_DIRTY), bench.raw(4, 8));
    }

    @Test
    void wrprotectPtes_oneSlotOfFoldedBlock_unfoldsOnce() {
        bench.folded(4, 0x104, RW_DIRTY);
        wrprotect(5, 1);
        assertEquals("r5 " + UNFOLD_4 + " r5 r5 c5", bench.record());
    }

    @Test
    void wrprotectPtes_rangeOverBlocks_keepsMiddleContiguous() {
        blocks(bench);
        wrprotect(3, 6);
        assertEquals(
                pages(0x100, R, R, R, RO, PROTECTED, PROTECTED, PROTECTED, PROTECTED, RO, R, R, R),
                bench.raw(0, 12));
    }

    @Test
    void wrprotectPtes_hardwareMarksBeforeRead_exchangesOnce() {
        bench.put(4, 0x104, RW_CLEAN);
        bench.before(2, 4, page(0x104, RW_CLEAN & ~RDONLY));
        wrprotect(4, 1);
        assertEquals("r4 r4 r4 c4", bench.record());
    }

    @Test
    void wrprotectPtes_hardwareMarksBeforeItsExchange_keepsDirty() {
        bench.put(4, 0x104, RW_CLEAN);
        bench.before(3, 4, page(0x104, RW_CLEAN & ~RDONLY));
        wrprotect(4, 1);
        assertEquals(
                "r4 r4 r4 c4! c4 " + pages(0x104, RO | DIRTY),
                bench.record() + " " + bench.raw(4, 5));
    }

    @Test
    void unmapBatch_foldedBlocks_takesTheWholeFolio() {
        blocks(bench);
        PteCopy copy = new PteCopy();
        assertEquals(16, bench.api.unmapBatch(bench.port, USER, addr(0), 0, copy, 16));
    }

    @Test
    void unmapBatch_foldedBlock_flushesAfterTheLastStore() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.api.unmapBatch(bench.port, USER, addr(4), 4, new PteCopy(), 4);
        assertEquals(
                "r4 r4 r5 r6 r7 r4 x4 x5 x6 x7 inv:0x44000-0x48000/4096/last dsb", bench.record());
    }

    @Test
    void unmapBatch_laterSlotDirty_copyIsDirty() {
        bench.put(4, 0x104, RW_CLEAN, RW_DIRTY);
        PteCopy copy = new PteCopy();
        bench.api.unmapBatch(bench.port, USER, addr(4), 4, copy, 2);
        assertEquals(page(0x104, RW_DIRTY), copy.pte);
    }

    @Test
    void movePtes_foldedBlockToAlignedSlots_isFoldedThere() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.api.movePtes(bench.port, USER, addr(4), 4, 4, addr(20), 20);
        assertEquals(
                "0x0 0x0 0x0 0x0 " + pages(0x104, C, C, C, C),
                bench.raw(4, 8) + " " + bench.raw(20, 24));
    }

    @Test
    void movePtes_foldedBlock_flushesTheSource() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.api.movePtes(bench.port, USER, addr(4), 4, 4, addr(20), 20);
        assertEquals(
                "r4 r4 r5 r6 r7 r4 x4 x5 x6 x7 w20 w21 w22 w23 dsbst"
                        + " inv:0x44000-0x48000/4096/last dsb",
                bench.record());
    }

    @Test
    void movePtes_softleafsAndNone_areTakenAlong() {
        bench.memory.put(4, 0x340);
        bench.memory.put(6, 0x10_0000_0000_0340L);
        bench.api.movePtes(bench.port, USER, addr(4), 4, 3, addr(20), 20);
        assertEquals(
                "0x0 0x0 0x0 0x340 0x0 0x10000000000340",
                bench.raw(4, 7) + " " + bench.raw(20, 23));
    }

    @Test
    void movePtes_writeDiffers_isMovedInTwoBatches() {
        bench.put(4, 0x104, RW_DIRTY, RO | DIRTY);
        bench.api.movePtes(bench.port, USER, addr(4), 4, 2, addr(20), 20);
        assertEquals(pages(0x104, RW_DIRTY, RO | DIRTY), bench.raw(20, 22));
    }
}
