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
import static dev.quire.model.entry.arm64.Arm64Bits.SPECIAL;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.entry.arm64.Arm64Bits;
import dev.quire.model.machine.AddressSpace;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folding: F1 to F8, each violated alone, and blocks that are born folded. */
final class ContpteFoldTest {
    private static final long C = RW_CLEAN | CONT;
    private static final long D = RW_DIRTY | CONT;

    private final Bench bench = Bench.strict();

    private void set(int slot, long pte, int nr) {
        bench.api.setPtes(bench.port, USER, addr(slot), slot, pte, nr);
    }

    /** Slots 4 to 6 of a block that folds once slot 7 is set. */
    private void almost() {
        bench.put(4, 0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN);
    }

    @Test
    void setPtes_lastSlotOfBlock_folds() {
        almost();
        set(7, page(0x107, RW_CLEAN), 1);
        assertEquals(pages(0x104, C, C, C, C), bench.raw(4, 8));
    }

    @Test
    void setPtes_lastSlotOfBlock_breaksBeforeItMakes() {
        almost();
        set(7, page(0x107, RW_CLEAN), 1);
        assertEquals(
                "r7 w7 dsbst r4 r5 r6 r7 x4 x5 x6 x7 inv:0x44000-0x48000/4096/last dsb"
                        + " w4 w5 w6 w7",
                bench.record());
    }

    @Test
    void setPtes_lastSlotOfBlock_leavesOtherBlocks() {
        almost();
        bench.put(3, 0x103, RW_CLEAN).put(8, 0x108, RW_CLEAN);
        set(7, page(0x107, RW_CLEAN), 1);
        assertEquals(
                pages(0x103, RW_CLEAN) + " " + pages(0x108, RW_CLEAN),
                bench.raw(3, 4) + " " + bench.raw(8, 9));
    }

    @Test
    void setPtes_machineWithoutBreak_foldsWithoutInvalidation() {
        Bench nobbm = Bench.nobbm().put(4, 0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        nobbm.api.setPtes(nobbm.port, USER, addr(7), 7, page(0x107, RW_CLEAN), 1);
        assertEquals("r7 w7 dsbst r4 r5 r6 r7 x4 x5 x6 x7 w4 w5 w6 w7", nobbm.record());
    }

    @Test
    @DisplayName("F1: only the last slot folds")
    void setPtes_otherSlotLastInTime_doesNotFold() {
        bench.put(4, 0x104, RW_CLEAN, RW_CLEAN, 0, RW_CLEAN);
        set(6, page(0x106, RW_CLEAN), 1);
        assertEquals(pages(0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN), bench.raw(4, 8));
    }

    @Test
    @DisplayName("F2: the frames must be aligned as the slots are")
    void setPtes_framesNotAligned_doesNotFold() {
        bench.put(4, 0x105, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        set(7, page(0x108, RW_CLEAN), 1);
        assertEquals(pages(0x105, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN), bench.raw(4, 8));
    }

    @Test
    @DisplayName("F2 is part of the cheap gate: no slot is read for it")
    void setPtes_framesNotAligned_readsNoBlock() {
        set(7, page(0x108, RW_CLEAN), 1);
        assertEquals("r7 w7 dsbst", bench.record());
    }

    @Test
    @DisplayName("F3: a value that is not valid does not fold")
    void setPtes_protNone_doesNotFold() {
        bench.put(4, 0x104, NONE, NONE, NONE);
        set(7, page(0x107, NONE), 1);
        assertEquals(pages(0x104, NONE, NONE, NONE, NONE), bench.raw(4, 8));
    }

    @Test
    @DisplayName("F4: the contiguous bit of the value is ignored")
    void setPtes_valueWithCont_foldsAsWithout() {
        almost();
        set(7, page(0x107, C), 1);
        assertEquals(pages(0x104, C, C, C, C), bench.raw(4, 8));
    }

    @Test
    @DisplayName("INV-40: the contiguous bit of the value is stripped")
    void setPtes_valueWithContAlone_isStoredWithout() {
        set(5, page(0x105, C), 1);
        assertEquals(pages(0x105, RW_CLEAN), bench.raw(5, 6));
    }

    @Test
    @DisplayName("F5: special pages do not fold")
    void setPtes_special_doesNotFold() {
        long special = RO | SPECIAL;
        bench.put(4, 0x104, special, special, special);
        set(7, page(0x107, special), 1);
        assertEquals(pages(0x104, special, special, special, special), bench.raw(4, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KERNEL", "EFI"})
    @DisplayName("F6: kernel address spaces do not fold")
    void setPtes_kernelSpace_doesNotFold(AddressSpace.Kind kind) {
        almost();
        AddressSpace mm = new AddressSpace(1, kind);
        bench.api.setPtes(bench.port, mm, addr(7), 7, page(0x107, RW_CLEAN), 1);
        assertEquals(pages(0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN), bench.raw(4, 8));
    }

    @Test
    @DisplayName("F7: two folios do not fold")
    void setPtes_twoFoliosInBlock_doesNotFold() {
        bench.put(4, 0x210, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        set(7, page(0x213, RW_CLEAN), 1);
        assertEquals(pages(0x210, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN), bench.raw(4, 8));
    }

    @Test
    @DisplayName("F7: frames without a folio do not fold")
    void setPtes_noFolio_doesNotFold() {
        bench.put(4, 0x504, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        set(7, page(0x507, RW_CLEAN), 1);
        assertEquals(pages(0x504, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN), bench.raw(4, 8));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x100, 0x11c})
    @DisplayName("F7: the first and the last block of a folio fold")
    void setPtes_edgeBlockOfFolio_folds(long pfn) {
        bench.put(4, pfn, RW_CLEAN, RW_CLEAN, RW_CLEAN);
        set(7, page(pfn + 3, RW_CLEAN), 1);
        assertEquals(pages(pfn, C, C, C, C), bench.raw(4, 8));
    }

    @ParameterizedTest
    @CsvSource({
        "WRITE",
        "USER",
        "UXN",
        "PXN",
        "UFFD_WP",
        "SPECIAL",
        "KEY_LOWEST",
        "TAGGED",
        "GP",
        "NG",
        "NON_SECURE",
        "INNER_SHARED",
        "SOFTWARE_57",
        "SPARE_59",
        "SOFTWARE_63",
        "VALID",
        "CONT",
    })
    @DisplayName("F8: all other bits of all slots must agree")
    void setPtes_attributeDiffersInOneSlot_doesNotFold(String name)
            throws ReflectiveOperationException {
        long odd = RO ^ Arm64Bits.class.getField(name).getLong(null);
        for (int slot = 4; slot < 7; slot++) {
            bench.put(4, 0x104, RO, RO, RO);
            bench.memory.put(slot, page(0x100 + slot, odd));
            String before = bench.raw(4, 7);
            set(7, page(0x107, RO), 1);
            assertEquals(before + " " + pages(0x107, RO), bench.raw(4, 8));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x340, 0x10_0000_0000_0340L})
    @DisplayName("F8: a slot that is not present does not fold")
    void setPtes_slotNotPresent_doesNotFold(long raw) {
        almost();
        bench.memory.put(5, raw);
        String before = bench.raw(4, 7);
        set(7, page(0x107, RW_CLEAN), 1);
        assertEquals(before + " " + pages(0x107, RW_CLEAN), bench.raw(4, 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6})
    @DisplayName("F8: a frame that is not the next one does not fold")
    void setPtes_otherFrameInOneSlot_doesNotFold(int slot) {
        almost();
        bench.put(slot, 0x110, RW_CLEAN);
        String before = bench.raw(4, 7);
        set(7, page(0x107, RW_CLEAN), 1);
        assertEquals(before + " " + pages(0x107, RW_CLEAN), bench.raw(4, 8));
    }

    @Test
    @DisplayName("F8 ignores young, INV-42: the block has that of all")
    void setPtes_youngDiffers_foldsYoung() {
        bench.put(4, 0x104, RW_CLEAN & ~AF, RW_CLEAN & ~AF, RW_CLEAN);
        set(7, page(0x107, RW_CLEAN & ~AF), 1);
        assertEquals(pages(0x104, C, C, C, C), bench.raw(4, 8));
    }

    @Test
    @DisplayName("F8 ignores dirty, INV-42: the block has that of all")
    void setPtes_oneSlotDirty_foldsDirty() {
        bench.put(4, 0x104, RW_CLEAN, RW_DIRTY, RW_CLEAN);
        set(7, page(0x107, RW_CLEAN), 1);
        assertEquals(pages(0x104, D, D, D, D), bench.raw(4, 8));
    }

    @Test
    @DisplayName("F8 ignores read-only: hardware may have marked a slot dirty")
    void setPtes_oneSlotHardwareDirty_foldsDirty() {
        bench.put(4, 0x104, RW_CLEAN, RW_CLEAN & ~RDONLY, RW_CLEAN);
        set(7, page(0x107, RW_CLEAN), 1);
        assertEquals(pages(0x104, D, D, D, D), bench.raw(4, 8));
    }

    @Test
    void setPtes_readOnlySlotDirty_foldsDirtyAndReadOnly() {
        bench.put(4, 0x104, RO, RO, RO | DIRTY);
        set(7, page(0x107, RO), 1);
        long dirty = RO | DIRTY | CONT;
        assertEquals(pages(0x104, dirty, dirty, dirty, dirty), bench.raw(4, 8));
    }

    @Test
    void setPtes_hardwareMarksSlotBeforeItsExchange_keepsDirty() {
        almost();
        bench.before(8, 6, page(0x106, RW_CLEAN & ~RDONLY));
        set(7, page(0x107, RW_CLEAN), 1);
        assertEquals(pages(0x104, D, D, D, D), bench.raw(4, 8));
    }

    @Test
    void setPtes_wholeBlock_isBornFolded() {
        set(4, page(0x104, RW_CLEAN), 4);
        assertEquals(pages(0x104, C, C, C, C), bench.raw(4, 8));
    }

    @Test
    void setPtes_wholeBlock_writesOnly() {
        set(4, page(0x104, RW_CLEAN), 4);
        assertEquals("w4 w5 w6 w7 dsbst", bench.record());
    }

    @Test
    void setPtes_rangeOverBlocks_foldsWholePiecesAlone() {
        set(2, page(0x102, RW_CLEAN), 12);
        long r = RW_CLEAN;
        assertEquals(pages(0x102, r, r, C, C, C, C, C, C, C, C, r, r), bench.raw(2, 14));
    }

    @Test
    void setPtes_rangeOverBlocks_isStoredInOrder() {
        set(2, page(0x102, RW_CLEAN), 7);
        assertEquals("w2 w3 w4 w5 w6 w7 w8 dsbst", bench.record());
    }

    @Test
    void setPtes_wholeBlockOfUnalignedFrames_isNotFolded() {
        set(4, page(0x105, RW_CLEAN), 4);
        assertEquals(pages(0x105, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN), bench.raw(4, 8));
    }

    @Test
    void setPtes_restOfBlock_doesNotFoldWithNeighbours() {
        bench.put(4, 0x104, RW_CLEAN, RW_CLEAN);
        set(6, page(0x106, RW_CLEAN), 2);
        assertEquals(pages(0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN), bench.raw(4, 8));
    }

    @Test
    @DisplayName("C7: a whole block that is not valid is not contiguous")
    void setPtes_wholeBlockOfProtNone_isNotFolded() {
        set(4, page(0x104, NONE), 4);
        assertEquals(pages(0x104, NONE, NONE, NONE, NONE), bench.raw(4, 8));
    }

    @Test
    @DisplayName("INV-40: with several slots too the contiguous bit is stripped")
    void setPtes_partWithCont_isStoredWithout() {
        set(4, page(0x104, C), 3);
        assertEquals(pages(0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN), bench.raw(4, 7));
    }

    @Test
    void setPtes_wholeBlockInKernelSpace_isNotFolded() {
        bench.api.setPtes(bench.port, Bench.KERNEL, addr(4), 4, page(0x104, RW_CLEAN), 4);
        assertEquals(pages(0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN), bench.raw(4, 8));
    }

    @Test
    void setPtes_wholeBlockInEfiSpace_isNotFolded() {
        bench.api.setPtes(bench.port, Bench.EFI, addr(4), 4, page(0x104, RW_CLEAN), 4);
        assertEquals(pages(0x104, RW_CLEAN, RW_CLEAN, RW_CLEAN, RW_CLEAN), bench.raw(4, 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    void setPtes_softleafWithBit52_isStoredAsItIs(int slot) {
        set(slot, 0x10_0000_0000_0340L, 1);
        assertEquals(0x10_0000_0000_0340L, bench.memory.raw(slot));
    }

    @Test
    void setPtes_slotOfFoldedBlock_unfoldsFirst() {
        bench.folded(4, 0x104, RW_DIRTY);
        set(5, page(0x105, RO | DIRTY), 1);
        assertEquals(
                "r5 x4 x5 x6 x7 inv:0x44000-0x48000/4096/last dsb w4 w5 w6 w7 w5 dsbst",
                bench.record());
    }

    @Test
    void setPtes_slotOfFoldedBlock_leavesSingleEntries() {
        bench.folded(4, 0x104, RW_DIRTY);
        set(5, page(0x105, RO | DIRTY), 1);
        assertEquals(pages(0x104, RW_DIRTY, RO | DIRTY, RW_DIRTY, RW_DIRTY), bench.raw(4, 8));
    }

    @Test
    void setPtes_softleafOverFoldedSlot_leavesSingleEntries() {
        bench.folded(4, 0x104, RO);
        set(7, 0x340, 1);
        assertEquals(pages(0x104, RO, RO, RO) + " 0x340", bench.raw(4, 8));
    }

    @Test
    void setPtes_lastSlotOfFoldedBlockAlike_foldsAgain() {
        bench.folded(4, 0x104, RW_DIRTY);
        set(7, page(0x107, RW_DIRTY), 1);
        assertEquals(pages(0x104, D, D, D, D), bench.raw(4, 8));
    }

    @Test
    void modifyProtCommit_wholeBlock_isBornFolded() {
        long old = page(0x104, RW_CLEAN);
        bench.api.modifyProtCommitPtes(bench.port, USER, addr(4), 4, old, page(0x104, RO), 4);
        long cont = RO | CONT;
        assertEquals(pages(0x104, cont, cont, cont, cont), bench.raw(4, 8));
    }

    @Test
    void pteAdvancePfn_contiguousValue_keepsTheBit() {
        assertEquals(page(0x107, C), bench.api.pteAdvancePfn(bench.port, page(0x104, C), 3));
    }
}
