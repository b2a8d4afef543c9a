package dev.quire.model.contpte;

import static dev.quire.model.entry.arm64.Arm64Bits.AF;
import static dev.quire.model.entry.arm64.Arm64Bits.CONT;
import static dev.quire.model.entry.arm64.Arm64Bits.DIRTY;
import static dev.quire.model.entry.arm64.Arm64Bits.NONE;
import static dev.quire.model.entry.arm64.Arm64Bits.RDONLY;
import static dev.quire.model.entry.arm64.Arm64Bits.RO;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_CLEAN;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_DIRTY;
import static dev.quire.model.entry.arm64.Arm64Bits.UFFD_WP;
import static dev.quire.model.entry.arm64.Arm64Bits.UXN;
import static dev.quire.model.entry.arm64.Arm64Bits.WRITE;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.entry.arm64.Arm64Bits;
import dev.quire.model.machine.CallAborted;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.PteCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads: what is mixed in, when a lockless read tries again, hints and batches. */
final class ContpteReadTest {
    private static final long SOFT = 0x10_0000_0000_0340L;

    private final Bench bench = Bench.strict();
    private final Bench visible = Bench.visible();

    private static long get(Bench on, int slot) {
        return on.api.ptepGet(on.port, slot);
    }

    private static long lockless(Bench on, int slot) {
        return on.api.ptepGetLockless(on.port, slot);
    }

    private int batch(int slot, int maxNr, int flags, PteCopy copy) {
        copy.pte = get(bench, slot);
        return bench.api.folioPteBatchFlags(bench.port, slot, copy, maxNr, flags);
    }

    @Test
    void ptepGet_singleSlot_readsItAlone() {
        get(bench.put(5, 0x105, RW_CLEAN), 5);
        assertEquals("r5", bench.record());
    }

    @Test
    void ptepGet_singleSlotBesideDirtyOne_returnsItsOwn() {
        bench.put(4, 0x104, RW_DIRTY, RW_CLEAN & ~AF);
        assertEquals(page(0x105, RW_CLEAN & ~AF), get(bench, 5));
    }

    @Test
    void ptepGet_foldedBlock_readsAllOfIt() {
        get(bench.folded(4, 0x104, RW_CLEAN), 5);
        assertEquals("r5 r4 r5 r6 r7", bench.record());
    }

    @Test
    void ptepGet_foldedBlockHidden_showsNoCont() {
        assertEquals(page(0x105, RW_CLEAN), get(bench.folded(4, 0x104, RW_CLEAN), 5));
    }

    @Test
    void ptepGet_foldedBlockVisible_showsCont() {
        long expected = page(0x105, RW_CLEAN | CONT);
        assertEquals(expected, get(visible.folded(4, 0x104, RW_CLEAN), 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7})
    void ptepGet_oneSlotDirty_isDirty(int dirty) {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.memory.put(dirty, page(0x100 + dirty, RW_CLEAN & ~RDONLY | CONT));
        assertEquals(page(0x105, RW_DIRTY), get(bench, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 7})
    void ptepGet_oneSlotYoung_isYoung(int young) {
        bench.folded(4, 0x104, RO & ~AF);
        bench.memory.put(young, page(0x100 + young, RO | CONT));
        assertEquals(page(0x105, RO), get(bench, 5));
    }

    @Test
    void ptepGet_readOnlyBlockWithDirtySlot_isDirtyAndReadOnly() {
        bench.folded(4, 0x104, RO, RO, RO | DIRTY, RO);
        assertEquals(page(0x104, RO | DIRTY), get(bench, 4));
    }

    @Test
    void ptepGet_softleafWithBit52_isReturnedAsItIs() {
        bench.memory.put(5, SOFT);
        assertEquals(SOFT, get(bench, 5));
    }

    @Test
    void ptepGet_softleafWithBit52_readsItAlone() {
        bench.memory.put(5, SOFT);
        get(bench, 5);
        assertEquals("r5", bench.record());
    }

    @Test
    void ptepGet_contiguousButNotValid_readsItAlone() {
        get(bench.folded(4, 0x104, NONE), 5);
        assertEquals("r5", bench.record());
    }

    @Test
    void lockless_singleSlot_readsItAlone() {
        assertEquals(
                "0x60000000105fc3 r5",
                "0x"
                        + Long.toHexString(lockless(bench.put(5, 0x105, RO), 5))
                        + " "
                        + bench.record());
    }

    @Test
    void lockless_foldedBlock_readsAllOnce() {
        lockless(bench.folded(4, 0x104, RW_CLEAN), 6);
        assertEquals("r6 r4 r5 r6 r7", bench.record());
    }

    @Test
    void lockless_foldedBlockHidden_showsNoCont() {
        assertEquals(page(0x106, RW_CLEAN), lockless(bench.folded(4, 0x104, RW_CLEAN), 6));
    }

    @Test
    void lockless_foldedBlockVisible_showsCont() {
        long expected = page(0x106, RW_CLEAN | CONT);
        assertEquals(expected, lockless(visible.folded(4, 0x104, RW_CLEAN), 6));
    }

    @Test
    void lockless_dirtySlotBeforeAndYoungSlotBehind_mixesBothIn() {
        long old = RW_CLEAN & ~AF;
        bench.folded(4, 0x104, RW_DIRTY & ~AF, old, old, RW_CLEAN);
        assertEquals(page(0x105, RW_DIRTY), lockless(bench, 5));
    }

    @Test
    void lockless_softleafWithBit52_isReturnedAsItIs() {
        bench.memory.put(5, SOFT);
        assertEquals(SOFT, lockless(bench, 5));
    }

    @Test
    void lockless_slotEmptiedMeanwhileForGood_triesWithoutEnd() {
        bench.folded(4, 0x104, RW_CLEAN).before(3, 6, 0);
        assertThrows(CallAborted.class, () -> lockless(bench, 5));
    }

    @ParameterizedTest
    @CsvSource({"4, 2", "6, 4", "7, 5"})
    void lockless_slotIsNoneAtFirst_isReadUpToIt(int slot, int reads) {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.memory.put(slot, 0);
        bench.before(reads, slot, page(0x100 + slot, RW_CLEAN | CONT));
        lockless(bench, 5);
        assertEquals(reads + 5, bench.machine.accesses());
    }

    @Test
    void lockless_ownSlotUnfoldedMeanwhile_returnsTheSingleEntry() {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.memory.put(4, 0);
        bench.before(2, 5, page(0x105, RO));
        assertEquals(page(0x105, RO), lockless(bench, 5));
    }

    @Test
    void lockless_triedAgain_takesYoungAndDirtyOfTheLastTryOnly() {
        bench.folded(4, 0x104, RW_DIRTY, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        bench.memory.put(6, 0);
        bench.machine.interruptAt(
                4,
                access -> bench.folded(4, 0x104, RW_CLEAN & ~AF, RW_CLEAN & ~AF, RW_CLEAN & ~AF));
        assertEquals(page(0x105, RW_CLEAN & ~AF), lockless(bench, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {WRITE, UXN, UFFD_WP, CONT, 1, 0x20_1000})
    void lockless_slotDoesNotAgree_neverReturnsIt(long difference) {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.memory.put(6, bench.memory.raw(6) ^ difference);
        assertThrows(CallAborted.class, () -> lockless(bench, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {AF, DIRTY, RDONLY})
    void lockless_slotDiffersInAccessOrDirty_agrees(long difference) {
        bench.folded(4, 0x104, RW_CLEAN);
        bench.memory.put(6, bench.memory.raw(6) ^ difference);
        lockless(bench, 5);
        assertEquals(5, bench.machine.accesses());
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "5, 3", "6, 2", "7, 1"})
    void pteBatchHint_foldedBlock_isWhatIsLeftOfIt(int slot, int hint) {
        bench.folded(4, 0x104, RW_CLEAN);
        long pte = page(0x100 + slot, RW_CLEAN);
        assertEquals(hint, bench.api.pteBatchHint(bench.port, slot, pte));
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "5, 3", "7, 1"})
    void pteBatchHint_visibleValue_isWhatIsLeftOfItsBlock(int slot, int hint) {
        long pte = page(0x100 + slot, RW_CLEAN | CONT);
        assertEquals(hint, visible.api.pteBatchHint(visible.port, slot, pte));
    }

    @Test
    void pteBatchHint_visibleValue_readsNothing() {
        visible.api.pteBatchHint(visible.port, 5, page(0x105, RW_CLEAN | CONT));
        assertEquals("", visible.record());
    }

    @Test
    void pteBatchHint_visibleSingleValue_isOne() {
        visible.folded(4, 0x104, RW_CLEAN);
        assertEquals(1, visible.api.pteBatchHint(visible.port, 5, page(0x105, RW_CLEAN)));
    }

    @Test
    void pteBatchHint_singleSlot_isOne() {
        bench.put(4, 0x104, RW_CLEAN, RW_CLEAN);
        long pte = page(0x104, RW_CLEAN | CONT);
        assertEquals(1, bench.api.pteBatchHint(bench.port, 4, pte));
    }

    @Test
    void pteBatchHint_contiguousButNotValid_isOne() {
        bench.folded(4, 0x104, NONE);
        assertEquals(1, bench.api.pteBatchHint(bench.port, 4, page(0x104, NONE)));
    }

    @Test
    void folioPteBatch_foldedBlocks_readsEachBlockOnce() {
        bench.folded(4, 0x104, RW_CLEAN).folded(8, 0x108, RW_CLEAN);
        batch(4, 8, 0, new PteCopy());
        assertEquals("r4 r4 r5 r6 r7 r4 r8", bench.record());
    }

    @Test
    void folioPteBatch_dirtyCounts_readsEachBlockWhole() {
        bench.folded(4, 0x104, RW_CLEAN).folded(8, 0x108, RW_CLEAN);
        batch(4, 8, BatchFlag.RESPECT_DIRTY, new PteCopy());
        assertEquals("r4 r4 r5 r6 r7 r4 r8 r8 r9 r10 r11 r8", bench.record());
    }

    @ParameterizedTest
    @CsvSource({"0, 12", "2, 12", "4, 8", "6, 8"})
    void folioPteBatch_thirdBlockReadOnly_goesOnAsFlagsSay(int flags, int expected) {
        bench.folded(4, 0x104, RW_CLEAN).folded(8, 0x108, RW_DIRTY, RW_CLEAN & ~AF);
        bench.folded(12, 0x10c, RO);
        assertEquals(expected, batch(4, 12, flags, new PteCopy()));
    }

    @Test
    void folioPteBatch_blocksThenSingleSlots_countsUpToTheFirstThatDiffers() {
        bench.folded(4, 0x104, RW_CLEAN).folded(8, 0x108, RW_CLEAN);
        bench.put(12, 0x10c, RO, RW_DIRTY, RO | UFFD_WP, RO);
        PteCopy copy = new PteCopy();
        assertEquals(9, batch(5, 11, 0, copy));
        assertEquals(page(0x105, RW_CLEAN), copy.pte);
    }

    @Test
    void folioPteBatch_nextBlockOfOtherFrames_ends() {
        bench.folded(4, 0x104, RW_CLEAN).folded(8, 0x10c, RW_CLEAN);
        assertEquals(4, batch(4, 8, 0, new PteCopy()));
    }

    @Test
    void folioPteBatch_nextBlockBeyondTheFolio_ends() {
        bench.folded(4, 0x11c, RW_CLEAN).folded(8, 0x120, RW_CLEAN);
        assertEquals(4, batch(4, 8, 0, new PteCopy()));
    }

    @Test
    void folioPteBatch_blockWithoutFolio_isOne() {
        bench.folded(4, 0x504, RW_CLEAN);
        assertEquals(1, batch(4, 4, 0, new PteCopy()));
    }

    @Test
    void folioPteBatch_mergeWriteOverBlocks_copyIsWritable() {
        bench.folded(4, 0x104, RO).folded(8, 0x108, RW_CLEAN);
        PteCopy copy = new PteCopy();
        batch(4, 8, BatchFlag.MERGE_WRITE, copy);
        assertEquals(page(0x104, RW_CLEAN), copy.pte);
    }

    @Test
    void folioPteBatch_foldedAndSingleSlots_areOneBatch() {
        bench.folded(4, 0x104, RW_CLEAN).put(8, 0x108, RW_CLEAN, RW_CLEAN);
        assertEquals(6, batch(4, 12, 0, new PteCopy()));
    }

    @Test
    void folioPteBatch_maxInsideBlock_isClipped() {
        bench.folded(4, 0x104, RW_CLEAN).folded(8, 0x108, RW_CLEAN);
        assertEquals(6, batch(4, 6, 0, new PteCopy()));
    }

    @Test
    void folioPteBatch_startInsideBlock_countsFromThere() {
        bench.folded(4, 0x104, RW_CLEAN).put(8, 0x108, RW_CLEAN);
        assertEquals(4, batch(5, 9, 0, new PteCopy()));
    }

    @Test
    void folioPteBatch_endOfFolio_isClipped() {
        bench.put(4, 0x210, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        assertEquals(2, batch(4, 4, 0, new PteCopy()));
    }

    @Test
    void folioPteBatch_endOfFolio_readsNoFurther() {
        bench.put(4, 0x210, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        batch(4, 4, 0, new PteCopy());
        assertEquals("r4 r4 r4 r5 r5", bench.record());
    }

    @Test
    void folioPteBatch_noFolio_isOne() {
        bench.put(4, 0x504, RW_CLEAN, RW_CLEAN);
        assertEquals(1, batch(4, 4, 0, new PteCopy()));
    }

    @ParameterizedTest
    @CsvSource({
        "RW_CLEAN, RW_DIRTY, 0,  2",
        "RW_CLEAN, RW_DIRTY, 1,  1",
        "RW_DIRTY, RW_CLEAN, 1,  1",
        "RW_CLEAN, RO,       0,  2",
        "RW_CLEAN, RO,       4,  1",
        "RW_DIRTY, RO,       0,  2",
        "RO,       NONE,     0,  1",
        "RO,       RO,       31, 2",
    })
    void folioPteBatch_secondSlotDiffers_goesOnAsFlagsSay(
            String first, String second, int flags, int expected)
            throws ReflectiveOperationException {
        Class<?> bits = Arm64Bits.class;
        long one = bits.getField(first).getLong(null);
        bench.put(4, 0x104, one, bits.getField(second).getLong(null));
        assertEquals(expected, batch(4, 2, flags, new PteCopy()));
    }

    @Test
    void folioPteBatch_uffdWpDiffers_ends() {
        bench.put(4, 0x104, RO, RO | UFFD_WP);
        assertEquals(1, batch(4, 2, 0, new PteCopy()));
    }

    @Test
    void folioPteBatch_youngDiffers_goesOn() {
        bench.put(4, 0x104, RO, RO & ~AF);
        assertEquals(2, batch(4, 2, 31, new PteCopy()));
    }

    @Test
    void folioPteBatch_mergeWrite_copyIsWritable() {
        bench.put(4, 0x104, RO, RW_CLEAN);
        PteCopy copy = new PteCopy();
        batch(4, 2, BatchFlag.MERGE_WRITE, copy);
        assertEquals(page(0x104, RW_CLEAN), copy.pte);
    }

    @Test
    void folioPteBatch_mergeYoungDirty_copyIsBoth() {
        bench.put(4, 0x104, RW_CLEAN & ~AF, RW_CLEAN, RW_DIRTY & ~AF);
        PteCopy copy = new PteCopy();
        batch(4, 3, BatchFlag.MERGE_YOUNG_DIRTY, copy);
        assertEquals(page(0x104, RW_DIRTY), copy.pte);
    }

    @Test
    void folioPteBatch_noMerge_copyIsTheFirst() {
        bench.put(4, 0x104, RO & ~AF, RW_DIRTY);
        PteCopy copy = new PteCopy();
        batch(4, 2, 0, copy);
        assertEquals(page(0x104, RO & ~AF), copy.pte);
    }
}
