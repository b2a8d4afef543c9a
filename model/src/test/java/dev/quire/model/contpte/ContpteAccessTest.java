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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.range.ClearFlag;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Young and dirty: clears reach whole blocks, access flags are asked of each descriptor. */
final class ContpteAccessTest {
    private static final int BOTH = ClearFlag.YOUNG | ClearFlag.DIRTY;
    private static final long OLD = RW_CLEAN & ~AF;
    private static final long C = RW_CLEAN | CONT;
    private static final long OLD_C = OLD | CONT;
    private static final long D = RW_DIRTY | CONT;

    private final Bench bench = Bench.strict();

    private boolean clearYoung(int slot, int nr) {
        return bench.api.testAndClearYoungPtes(bench.port, USER, addr(slot), slot, nr);
    }

    private boolean clearFlushYoung(int slot, int nr) {
        return bench.api.clearFlushYoungPtes(bench.port, USER, addr(slot), slot, nr);
    }

    private void clear(int slot, int nr, int flags) {
        bench.api.clearYoungDirtyPtes(bench.port, USER, addr(slot), slot, nr, flags);
    }

    private boolean setAccessFlags(int slot, long entry, boolean dirty) {
        return bench.api.ptepSetAccessFlags(bench.port, USER, addr(slot), slot, entry, dirty);
    }

    @Test
    void testAndClearYoung_slotOfFoldedBlock_clearsTheBlock() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.api.ptepTestAndClearYoung(bench.port, USER, addr(5), 5);
        assertEquals(pages(0x104, OLD_C, OLD_C, OLD_C, OLD_C), bench.raw(4, 8));
    }

    @Test
    void testAndClearYoung_slotOfFoldedBlock_doesNotUnfold() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.api.ptepTestAndClearYoung(bench.port, USER, addr(5), 5);
        assertEquals("r5 r5 r4 c4 r5 c5 r6 c6 r7 c7", bench.record());
    }

    @Test
    void testAndClearYoung_neighbourInBlockYoung_isTrue() {
        bench.folded(4, 0x104, OLD, OLD, OLD, RW_CLEAN);
        assertTrue(bench.api.ptepTestAndClearYoung(bench.port, USER, addr(5), 5));
    }

    @Test
    void testAndClearYoung_blockOld_isFalse() {
        bench.folded(4, 0x104, OLD);
        assertFalse(bench.api.ptepTestAndClearYoung(bench.port, USER, addr(5), 5));
    }

    @Test
    void testAndClearYoung_singleSlot_leavesNeighbours() {
        bench.put(4, 0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        clearYoung(5, 1);
        assertEquals(pages(0x104, RW_CLEAN, OLD, RW_CLEAN), bench.raw(4, 7));
    }

    @Test
    void testAndClearYoung_rangeCutsFoldedBlockAtItsStart_widensThere() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.put(8, 0x108, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        clearYoung(6, 4);
        assertEquals(
                pages(0x104, OLD_C, OLD_C, OLD_C, OLD_C, OLD, OLD, RW_CLEAN), bench.raw(4, 11));
    }

    @Test
    void testAndClearYoung_rangeCutsFoldedBlockAtItsEnd_widensThere() {
        bench.put(5, 0x105, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        bench.folded(8, 0x108, RW_CLEAN);
        clearYoung(6, 3);
        assertEquals(
                pages(0x105, RW_CLEAN, OLD, OLD, OLD_C, OLD_C, OLD_C, OLD_C), bench.raw(5, 12));
    }

    @Test
    void testAndClearYoung_contiguousButNotValid_isNotWidened() {
        bench.folded(4, 0x104, NONE);
        clearYoung(5, 1);
        long kept = NONE | CONT;
        assertEquals(pages(0x104, kept, kept & ~AF, kept, kept), bench.raw(4, 8));
    }

    @Test
    void testAndClearYoung_hardwareMarksDirtyInBetween_keepsIt() {
        bench.put(5, 0x105, RW_CLEAN);
        bench.before(3, 5, page(0x105, RW_CLEAN & ~RDONLY));
        clearYoung(5, 1);
        assertEquals(
                "r5 r5 r5 c5! c5 " + pages(0x105, OLD & ~RDONLY),
                bench.record() + " " + bench.raw(5, 6));
    }

    @Test
    void testAndClearYoung_hardwareActsTwice_triesAThirdTime() {
        long wasOld = page(0x105, OLD);
        long isDirty = page(0x105, RW_CLEAN & ~RDONLY);
        bench.put(5, 0x105, RW_CLEAN).before(3, 5, wasOld, 4, isDirty);
        clearYoung(5, 1);
        assertEquals(
                "r5 r5 r5 c5! c5! c5 " + pages(0x105, OLD & ~RDONLY),
                bench.record() + " " + bench.raw(5, 6));
    }

    @Test
    void wrprotect_hardwareActsTwice_triesAThirdTime() {
        long wasRead = page(0x105, RW_CLEAN);
        long isDirty = page(0x105, RW_CLEAN & ~RDONLY);
        bench.put(5, 0x105, OLD).before(3, 5, wasRead, 4, isDirty);
        bench.api.wrprotectPtes(bench.port, USER, addr(5), 5, 1);
        assertEquals(pages(0x105, RO | DIRTY), bench.raw(5, 6));
        assertTrue(bench.record().endsWith("c5! c5! c5"), bench.record());
    }

    @Test
    void setAccessFlags_hardwareActsTwice_triesAThirdTime() {
        long wasRead = page(0x105, RW_CLEAN);
        long isDirty = page(0x105, RW_CLEAN & ~RDONLY);
        bench.put(5, 0x105, OLD).before(2, 5, wasRead, 3, isDirty);
        setAccessFlags(5, page(0x105, RW_CLEAN), false);
        assertEquals(
                "r5 r5 c5! c5! c5 " + pages(0x105, RW_CLEAN & ~RDONLY),
                bench.record() + " " + bench.raw(5, 6));
    }

    @Test
    void testAndClearYoung_laterSlotYoung_isTrue() {
        bench.put(4, 0x104, OLD, OLD, RW_CLEAN);
        assertTrue(clearYoung(4, 3));
    }

    @Test
    void testAndClearYoung_firstSlotYoung_isTrue() {
        bench.put(4, 0x104, RW_CLEAN, OLD, OLD);
        assertTrue(clearYoung(4, 3));
    }

    @Test
    void clearFlushYoung_slotOfFoldedBlock_invalidatesTheBlockWithoutWaiting() {
        bench.folded(4, 0x104, RW_CLEAN);
        clearFlushYoung(6, 1);
        assertTrue(bench.record().endsWith(" c7 inv:0x44000-0x48000/4096/last/nosync"));
    }

    @Test
    void clearFlushYoung_singleSlots_invalidatesTheirRange() {
        bench.put(4, 0x104, OLD, RW_CLEAN, OLD);
        clearFlushYoung(4, 2);
        assertEquals(
                "r4 r5 r4 r5 r4 c4 r5 c5 inv:0x44000-0x46000/4096/last/nosync", bench.record());
    }

    @Test
    void clearFlushYoung_young_isTrue() {
        bench.put(4, 0x104, RW_CLEAN);
        assertTrue(clearFlushYoung(4, 1));
    }

    @Test
    void clearFlushYoung_old_isFalse() {
        bench.put(4, 0x104, OLD);
        assertFalse(clearFlushYoung(4, 1));
    }

    @Test
    void clearFlushYoung_old_invalidatesNothing() {
        bench.folded(4, 0x104, OLD);
        clearFlushYoung(4, 4);
        assertEquals(0, bench.log.invalidations());
    }

    @Test
    void clearYoungDirty_bothOnPartOfBlock_clearsTheBlock() {
        bench.folded(4, 0x104, RW_DIRTY);
        clear(5, 2, BOTH);
        assertEquals(pages(0x104, OLD_C, OLD_C, OLD_C, OLD_C), bench.raw(4, 8));
    }

    @Test
    void clearYoungDirty_both_storesPlainly() {
        bench.folded(4, 0x104, RW_DIRTY);
        clear(5, 2, BOTH);
        assertEquals("r5 r6 r4 w4 r5 w5 r6 w6 r7 w7", bench.record());
    }

    @Test
    void clearYoungDirty_youngOnly_keepsDirty() {
        bench.folded(4, 0x104, RW_DIRTY);
        clear(4, 4, ClearFlag.YOUNG);
        long old = D & ~AF;
        assertEquals(pages(0x104, old, old, old, old), bench.raw(4, 8));
    }

    @Test
    void clearYoungDirty_dirtyOnly_keepsYoung() {
        bench.folded(4, 0x104, RW_DIRTY);
        clear(4, 4, ClearFlag.DIRTY);
        assertEquals(pages(0x104, C, C, C, C), bench.raw(4, 8));
    }

    @Test
    void clearYoungDirty_youngOnlyAndHardwareMarksDirty_keepsIt() {
        bench.put(5, 0x105, RW_CLEAN);
        bench.before(3, 5, page(0x105, RW_CLEAN & ~RDONLY));
        clear(5, 1, ClearFlag.YOUNG);
        assertEquals(
                "r5 r5 r5 c5! c5 " + pages(0x105, OLD & ~RDONLY),
                bench.record() + " " + bench.raw(5, 6));
    }

    @Test
    void clearYoungDirty_dirtyOnlyAndHardwareMarksYoung_keepsIt() {
        bench.put(5, 0x105, RW_DIRTY & ~AF);
        bench.before(3, 5, page(0x105, RW_DIRTY));
        clear(5, 1, ClearFlag.DIRTY);
        assertEquals(pages(0x105, RW_CLEAN), bench.raw(5, 6));
    }

    @Test
    @DisplayName("H-01: a dirty sibling does not make the clean ones permit a store")
    void setAccessFlags_onlySiblingDirty_makesAllDirty() {
        bench.folded(4, 0x104, RW_CLEAN, RW_DIRTY, RW_CLEAN, RW_CLEAN);
        setAccessFlags(4, page(0x104, RW_DIRTY), true);
        assertEquals(pages(0x104, D, D, D, D), bench.raw(4, 8));
    }

    @Test
    @DisplayName("H-01: a dirty sibling is no reason to call the fault spurious")
    void setAccessFlags_onlySiblingDirty_isTrue() {
        bench.folded(4, 0x104, RW_CLEAN, RW_DIRTY, RW_CLEAN, RW_CLEAN);
        assertTrue(setAccessFlags(4, page(0x104, RW_DIRTY), true));
    }

    @Test
    @DisplayName("H-01: an own dirty entry does not speak for its siblings")
    void setAccessFlags_onlyLastSiblingClean_makesItDirty() {
        bench.folded(4, 0x104, RW_DIRTY, RW_DIRTY, RW_DIRTY, RW_CLEAN);
        setAccessFlags(4, page(0x104, RW_DIRTY), true);
        assertEquals(pages(0x104, D, D, D, D), bench.raw(4, 8));
    }

    @Test
    void setAccessFlags_blockHasAll_isFalse() {
        bench.folded(4, 0x104, RW_DIRTY);
        assertFalse(setAccessFlags(5, page(0x105, RW_DIRTY), true));
    }

    @Test
    void setAccessFlags_blockHasAll_readsOnly() {
        bench.folded(4, 0x104, RW_DIRTY);
        setAccessFlags(5, page(0x105, RW_DIRTY), true);
        assertEquals("r5 r4 r5 r6 r7", bench.record());
    }

    @Test
    void setAccessFlags_writeFaultOnBlock_flushesItLocally() {
        bench.folded(4, 0x104, RW_CLEAN);
        setAccessFlags(5, page(0x105, RW_DIRTY), true);
        assertEquals(
                "r5 r4 r4 c4 r5 c5 r6 c6 r7 c7 inv:0x44000-0x48000/4096/last/local dsb",
                bench.record());
    }

    @Test
    void setAccessFlags_readFaultOnBlock_flushesNothing() {
        bench.folded(4, 0x104, OLD);
        setAccessFlags(5, page(0x105, RW_CLEAN), false);
        assertEquals("r5 r4 r4 c4 r5 c5 r6 c6 r7 c7", bench.record());
    }

    @Test
    void setAccessFlags_readFaultOnBlock_makesAllYoung() {
        bench.folded(4, 0x104, OLD);
        setAccessFlags(5, page(0x105, RW_CLEAN), false);
        assertEquals(pages(0x104, C, C, C, C), bench.raw(4, 8));
    }

    @Test
    void setAccessFlags_lessThanBlockHas_takesNothingAway() {
        bench.folded(4, 0x104, RW_DIRTY);
        setAccessFlags(5, page(0x105, OLD), false);
        assertEquals(pages(0x104, D, D, D, D), bench.raw(4, 8));
    }

    @Test
    void setAccessFlags_becomesWritable_unfoldsAndSetsTheTargetAlone() {
        bench.folded(4, 0x104, RO);
        setAccessFlags(5, page(0x105, RW_DIRTY), true);
        assertEquals(pages(0x104, RO, RW_DIRTY, RO, RO), bench.raw(4, 8));
    }

    @Test
    void setAccessFlags_becomesWritable_flushesBlockThenPage() {
        bench.folded(4, 0x104, RO);
        setAccessFlags(5, page(0x105, RW_DIRTY), true);
        assertEquals(
                "r5 r4 r5 x4 x5 x6 x7 inv:0x44000-0x48000/4096/last dsb w4 w5 w6 w7"
                        + " r5 c5 inv:0x45000-0x46000/4096/last/local dsb",
                bench.record());
    }

    @Test
    void setAccessFlags_becomesWritable_isTrue() {
        bench.folded(4, 0x104, RO);
        assertTrue(setAccessFlags(5, page(0x105, RW_CLEAN), false));
    }

    @Test
    void setAccessFlags_valueWithCont_isStripped() {
        bench.put(5, 0x105, RW_CLEAN);
        setAccessFlags(5, page(0x105, RW_DIRTY | CONT), false);
        assertEquals(pages(0x105, RW_DIRTY), bench.raw(5, 6));
    }

    @Test
    void setAccessFlags_singleSlotEqual_isFalse() {
        bench.put(5, 0x105, RW_CLEAN);
        assertFalse(setAccessFlags(5, page(0x105, RW_CLEAN | CONT), true));
    }

    @Test
    void setAccessFlags_singleSlotEqual_storesNothing() {
        bench.put(5, 0x105, RW_CLEAN);
        setAccessFlags(5, page(0x105, RW_CLEAN), true);
        assertEquals("r5 r5", bench.record());
    }

    @Test
    void setAccessFlags_writeFaultOnSingleSlot_flushesItsPageLocally() {
        bench.put(5, 0x105, RW_CLEAN);
        setAccessFlags(5, page(0x105, RW_DIRTY), true);
        assertEquals("r5 r5 c5 inv:0x45000-0x46000/4096/last/local dsb", bench.record());
    }

    @Test
    void setAccessFlags_readFaultOnSingleSlot_flushesNothing() {
        bench.put(5, 0x105, OLD);
        setAccessFlags(5, page(0x105, RW_CLEAN), false);
        assertEquals("r5 r5 c5", bench.record());
    }

    @Test
    void setAccessFlags_hardwareMarksDirtyInBetween_keepsIt() {
        bench.put(5, 0x105, OLD);
        bench.before(2, 5, page(0x105, OLD & ~RDONLY));
        setAccessFlags(5, page(0x105, RW_CLEAN), false);
        assertEquals(
                "r5 r5 c5! c5 " + pages(0x105, RW_CLEAN & ~RDONLY),
                bench.record() + " " + bench.raw(5, 6));
    }

    @Test
    void setAccessFlags_dirtyReadOnlyEntryOnWritableSlot_keepsReadOnly() {
        bench.put(5, 0x105, RW_CLEAN);
        setAccessFlags(5, page(0x105, RO | DIRTY), false);
        assertEquals(pages(0x105, RW_DIRTY | RDONLY), bench.raw(5, 6));
    }
}
