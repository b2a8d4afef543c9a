package dev.quire.model.machine;

import static dev.quire.model.entry.arm64.Arm64Bits.AF;
import static dev.quire.model.entry.arm64.Arm64Bits.CONT;
import static dev.quire.model.entry.arm64.Arm64Bits.DIRTY;
import static dev.quire.model.entry.arm64.Arm64Bits.NONE;
import static dev.quire.model.entry.arm64.Arm64Bits.RDONLY;
import static dev.quire.model.entry.arm64.Arm64Bits.RO;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_CLEAN;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_DIRTY;
import static dev.quire.model.entry.arm64.Arm64Bits.USER;
import static dev.quire.model.entry.arm64.Arm64Bits.UXN;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.subject.MachineEncodings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Walks that keep a translation, and accesses through one, on blocks of 4: CPU 0 manages access and
 * dirty by itself, CPU 1 does not.
 */
final class KeptTranslationTest {
    private static final String SMALL = "arm64-small";
    private static final int MANAGED = 0;
    private static final int UNMANAGED = 1;

    private final MachineSpec spec =
            new MachineSpec(
                    SMALL,
                    "for tests",
                    MachineEncodings.geometry(SMALL),
                    MachineEncodings.of(SMALL),
                    2,
                    1,
                    BreakBeforeMake.NEEDED);
    private final Memory memory =
            new Memory(spec.geometry(), List.of(new Memory.Stretch(1, 0, 0x10000)));
    private final StepLog log = new StepLog();
    private final Tlb tlb = new Tlb(spec, memory);
    private final Walker walker = new Walker(spec, memory, tlb, log);

    /** Slots 4 to 7 become frames 0x40 to 0x43. */
    private void pages(long prot) {
        for (int i = 0; i < 4; i++) {
            memory.put(4 + i, page(0x40 + i, prot));
        }
    }

    private void block(long prot) {
        pages(prot | CONT);
    }

    private String filled(int cpu, int slot, int through, boolean wide) {
        return walker.fill(cpu, slot, through, wide) == Walker.FAULTED ? "nothing" : kept();
    }

    /** What is kept: CPU, first slot, size, descriptor. */
    private String kept() {
        return tlb.cpu(0)
                + ":"
                + tlb.slot(0)
                + "+"
                + tlb.size(0)
                + " "
                + Long.toHexString(tlb.pte(0));
    }

    private static String kept(int cpu, int slot, int size, long pte) {
        return cpu + ":" + slot + "+" + size + " " + Long.toHexString(pte);
    }

    /** CPU keeps slot 5 alone, and the entries become {@code next} then. */
    private void keepPage(int cpu, long prot, long next) {
        pages(prot);
        walker.fill(cpu, 5, 5, false);
        pages(next);
        log.clear();
    }

    /** CPU keeps the block, and the entries become {@code next} then. */
    private void keepBlock(int cpu, long prot, long next) {
        block(prot);
        walker.fill(cpu, 5, 5, true);
        pages(next);
        log.clear();
    }

    @Test
    void fill_youngPage_keepsIt() {
        pages(RO);
        assertEquals(kept(1, 5, 1, page(0x41, RO)), filled(UNMANAGED, 5, 5, false));
    }

    @Test
    void fill_youngPage_storesNothing() {
        pages(RO);
        walker.fill(MANAGED, 5, 5, false);
        assertEquals(0, log.stores());
    }

    @Test
    void fill_oldPageManaged_keepsItYoung() {
        pages(RW_CLEAN & ~AF);
        assertEquals(kept(0, 5, 1, page(0x41, RW_CLEAN)), filled(MANAGED, 5, 5, false));
    }

    @Test
    void fill_oldPageManaged_marksItYoungAndNeverDirty() {
        pages(RW_CLEAN & ~AF);
        walker.fill(MANAGED, 5, 5, false);
        assertEquals(
                List.of(page(0x41, RW_CLEAN), 1, StepLog.HARDWARE, 5),
                List.of(memory.raw(5), log.stores(), log.kind(0), log.slot(0)));
    }

    @Test
    void fill_oldPageUnmanaged_keepsNothing() {
        pages(RW_CLEAN & ~AF);
        assertEquals("nothing", filled(UNMANAGED, 5, 5, false));
    }

    @Test
    void fill_oldPageUnmanaged_leavesItOld() {
        pages(RW_CLEAN & ~AF);
        walker.fill(UNMANAGED, 5, 5, false);
        assertEquals(List.of(page(0x41, RW_CLEAN & ~AF), 0), List.of(memory.raw(5), tlb.count()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x7f0, NONE})
    void fill_entryNotValid_keepsNothing(long pte) {
        memory.put(5, pte);
        assertEquals("nothing", filled(MANAGED, 5, 5, true));
    }

    @Test
    void fill_pageWithoutPermissions_isKeptAllTheSame() {
        pages(RO & ~USER);
        assertEquals(kept(0, 5, 1, page(0x41, RO & ~USER)), filled(MANAGED, 5, 5, false));
    }

    @Test
    void fill_keptAlready_keepsNothingMore() {
        keepPage(MANAGED, RO, RO);
        assertEquals(List.of("nothing", 1), List.of(filled(MANAGED, 5, 5, false), tlb.count()));
    }

    @Test
    void fill_keptOnceAndForgottenSince_keepsItAgain() {
        keepPage(MANAGED, RO, RO);
        tlb.clear();
        assertEquals(kept(0, 5, 1, page(0x41, RO)), filled(MANAGED, 5, 5, false));
    }

    @Test
    void fill_pageKeptFromBeforeItsBlockWasFolded_keepsNoSecondPage() {
        keepPage(MANAGED, RO, RO | CONT);
        assertEquals(List.of("nothing", 1), List.of(filled(MANAGED, 5, 5, false), tlb.count()));
    }

    @Test
    void fill_itsBlockKept_marksNothing() {
        keepBlock(MANAGED, RO, RO & ~AF | CONT);
        walker.fill(MANAGED, 6, 6, false);
        assertEquals(List.of(1, 0), List.of(tlb.count(), log.stores()));
    }

    @Test
    void fill_keptByAnotherCpu_isKept() {
        keepPage(MANAGED, RO, RO);
        walker.fill(UNMANAGED, 5, 5, false);
        assertEquals(2, tlb.count());
    }

    @Test
    void fill_wideInABlock_keepsTheBlockFromItsFirstSlot() {
        block(RO);
        assertEquals(kept(0, 4, 4, page(0x40, RO | CONT)), filled(MANAGED, 6, 6, true));
    }

    @Test
    void fill_notWideInABlock_keepsThePage() {
        block(RO);
        assertEquals(kept(0, 6, 1, page(0x42, RO | CONT)), filled(MANAGED, 6, 6, false));
    }

    @Test
    void fill_wideOutsideBlocks_keepsThePage() {
        pages(RO);
        assertEquals(kept(0, 6, 1, page(0x42, RO)), filled(MANAGED, 6, 6, true));
    }

    @Test
    void fill_wideThroughAnother_isBuiltFromThatDescriptor() {
        block(RW_CLEAN);
        memory.put(7, page(0x43, RW_DIRTY | CONT));
        assertEquals(kept(0, 4, 4, page(0x40, RW_DIRTY | CONT)), filled(MANAGED, 5, 7, true));
    }

    @Test
    void fill_pageThroughAnother_isBuiltFromThatDescriptor() {
        block(RW_CLEAN);
        memory.put(7, page(0x43, RW_DIRTY | CONT));
        assertEquals(kept(0, 5, 1, page(0x41, RW_DIRTY | CONT)), filled(MANAGED, 5, 7, false));
    }

    @Test
    void fill_oldThroughAnother_marksThatOne() {
        block(RO & ~AF);
        walker.fill(MANAGED, 5, 7, true);
        assertEquals(
                List.of(page(0x41, RO & ~AF | CONT), page(0x43, RO | CONT)),
                List.of(memory.raw(5), memory.raw(7)));
    }

    @Test
    void fill_throughOneThatDoesNotAgree_usesItsOwn() {
        block(RO);
        memory.put(7, page(0x43, RW_DIRTY));
        assertEquals(kept(0, 4, 4, page(0x40, RO | CONT)), filled(MANAGED, 5, 7, true));
    }

    @Test
    void access_keptPage_needsNoEntry() {
        keepPage(UNMANAGED, RO, 0);
        assertEquals(Walker.UNSEEN, walker.access(UNMANAGED, Walker.READ, 5, 5));
    }

    @Test
    void kept_afterEachAccess_isTheEntryThatItUsed() {
        keepPage(MANAGED, RO, RO);
        tlb.add(UNMANAGED, 6, page(0x42, RO), false);
        walker.access(UNMANAGED, Walker.READ, 6, 6);
        int second = walker.kept();
        walker.access(UNMANAGED, Walker.READ, 5, 5);
        int walked = walker.kept();
        walker.access(MANAGED, Walker.READ, 5, 5);
        assertEquals(List.of(1, -1, 0), List.of(second, walked, walker.kept()));
    }

    @Test
    void access_pageKeptByAnotherCpu_walks() {
        keepPage(UNMANAGED, RO, 0);
        memory.put(5, 0);
        assertEquals(Walker.FAULTED, walker.access(MANAGED, Walker.READ, 5, 5));
    }

    @Test
    void access_otherPageKept_walks() {
        keepPage(UNMANAGED, RO, 0);
        memory.put(6, 0);
        assertEquals(Walker.FAULTED, walker.access(UNMANAGED, Walker.READ, 6, 6));
    }

    @Test
    void access_keptWithoutUser_faultsWhateverTheEntryPermits() {
        keepPage(MANAGED, RO & ~USER, RO);
        assertEquals(Walker.FAULTED, walker.access(MANAGED, Walker.READ, 5, 5));
    }

    @Test
    void access_keptWithExecute_fetches() {
        keepPage(MANAGED, RO & ~UXN, RO);
        assertEquals(Walker.UNSEEN, walker.access(MANAGED, Walker.EXECUTE, 5, 5));
    }

    @Test
    void access_keptWithoutExecute_faults() {
        keepPage(MANAGED, RO, RO & ~UXN);
        assertEquals(Walker.FAULTED, walker.access(MANAGED, Walker.EXECUTE, 5, 5));
    }

    @Test
    void access_executeThroughKeptThatHardwareMayWrite_marksNothing() {
        keepPage(MANAGED, RW_CLEAN & ~UXN, RW_CLEAN & ~UXN);
        walker.access(MANAGED, Walker.EXECUTE, 5, 5);
        assertEquals(0, log.stores());
    }

    @Test
    void access_readThroughKept_leavesAnOldEntryOld() {
        keepPage(MANAGED, RO, RO & ~AF);
        walker.access(MANAGED, Walker.READ, 5, 5);
        assertEquals(List.of(page(0x41, RO & ~AF), 0), List.of(memory.raw(5), log.stores()));
    }

    @Test
    void access_readThroughKeptClean_leavesItClean() {
        keepPage(MANAGED, RW_CLEAN, RW_CLEAN);
        walker.access(MANAGED, Walker.READ, 5, 5);
        assertEquals(page(0x41, RW_CLEAN), tlb.pte(0));
    }

    @Test
    void access_storeThroughKeptDirty_isUnseen() {
        keepPage(UNMANAGED, RW_DIRTY, RW_CLEAN & ~AF);
        assertEquals(Walker.UNSEEN, walker.access(UNMANAGED, Walker.WRITE, 5, 5));
    }

    @Test
    void access_storeThroughKeptDirty_marksNothing() {
        keepPage(MANAGED, RW_DIRTY, RW_CLEAN);
        walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(List.of(page(0x41, RW_CLEAN), 0), List.of(memory.raw(5), log.stores()));
    }

    @Test
    void access_firstStoreThroughKeptClean_completes() {
        keepPage(MANAGED, RW_CLEAN, RW_CLEAN);
        assertEquals(Walker.COMPLETED, walker.access(MANAGED, Walker.WRITE, 5, 5));
    }

    @Test
    void access_firstStoreThroughKeptClean_marksTheEntryAsItIsNow() {
        keepPage(MANAGED, RW_CLEAN, RW_CLEAN & ~AF | DIRTY);
        walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(page(0x41, RW_CLEAN & ~RDONLY | DIRTY), memory.raw(5));
    }

    @Test
    void access_firstStoreThroughKeptClean_isLoggedAsHardware() {
        keepPage(MANAGED, RW_CLEAN, RW_CLEAN);
        walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(
                List.of(1, StepLog.HARDWARE, 5), List.of(log.stores(), log.kind(0), log.slot(0)));
    }

    @Test
    void access_firstStoreWhereTheEntryIsDirtyByNow_storesNothing() {
        keepPage(MANAGED, RW_CLEAN, RW_DIRTY);
        int how = walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(List.of(Walker.COMPLETED, 0), List.of(how, log.stores()));
    }

    @Test
    void access_secondStoreThroughKept_isUnseen() {
        keepPage(MANAGED, RW_CLEAN, RW_CLEAN);
        walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(Walker.UNSEEN, walker.access(MANAGED, Walker.WRITE, 5, 5));
    }

    @Test
    void access_firstStoreThroughKeptUnmanaged_faults() {
        keepPage(UNMANAGED, RW_CLEAN, RW_DIRTY);
        assertEquals(Walker.FAULTED, walker.access(UNMANAGED, Walker.WRITE, 5, 5));
    }

    @Test
    void access_firstStoreWhereTheEntryIsNone_faults() {
        keepPage(MANAGED, RW_CLEAN, 0);
        memory.put(5, 0);
        int how = walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(List.of(Walker.FAULTED, 0L), List.of(how, memory.raw(5)));
    }

    @Test
    void access_firstStoreWhereTheEntryIsReadOnlyByNow_faults() {
        keepPage(MANAGED, RW_CLEAN, RO);
        int how = walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(List.of(Walker.FAULTED, page(0x41, RO)), List.of(how, memory.raw(5)));
    }

    @Test
    void access_firstStoreWhereTheEntryMapsAnotherPageByNow_faults() {
        keepPage(MANAGED, RW_CLEAN, RW_CLEAN);
        memory.put(5, page(0x77, RW_CLEAN));
        int how = walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(List.of(Walker.FAULTED, page(0x77, RW_CLEAN)), List.of(how, memory.raw(5)));
    }

    @Test
    void access_firstStoreThatFaults_leavesTheKeptClean() {
        keepPage(MANAGED, RW_CLEAN, RO);
        walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(page(0x41, RW_CLEAN), tlb.pte(0));
    }

    @Test
    void access_storeThroughKeptReadOnly_faultsThoughTheEntryIsWritableByNow() {
        keepPage(MANAGED, RO, RW_DIRTY);
        assertEquals(Walker.FAULTED, walker.access(MANAGED, Walker.WRITE, 5, 5));
    }

    @Test
    void access_storeThroughKeptReadOnly_marksNothing() {
        keepPage(MANAGED, RO, RW_CLEAN);
        walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(
                List.of(page(0x41, RW_CLEAN), page(0x41, RO)), List.of(memory.raw(5), tlb.pte(0)));
    }

    @Test
    void access_storeThroughKeptBlock_marksTheDescriptorAskedFor() {
        keepBlock(MANAGED, RW_CLEAN, RW_CLEAN | CONT);
        walker.access(MANAGED, Walker.WRITE, 5, 7);
        assertEquals(
                List.of(page(0x41, RW_CLEAN | CONT), page(0x43, RW_CLEAN & ~RDONLY | CONT)),
                List.of(memory.raw(5), memory.raw(7)));
    }

    @Test
    void access_storeThroughKeptBlock_makesItDirtyForAllPages() {
        keepBlock(MANAGED, RW_CLEAN, RW_CLEAN | CONT);
        walker.access(MANAGED, Walker.WRITE, 5, 7);
        assertEquals(Walker.UNSEEN, walker.access(MANAGED, Walker.WRITE, 4, 4));
    }

    @Test
    void access_storeThroughKeptPageOfABlock_marksItsOwnDescriptor() {
        block(RW_CLEAN);
        walker.fill(MANAGED, 5, 5, false);
        walker.access(MANAGED, Walker.WRITE, 5, 7);
        assertEquals(
                List.of(page(0x41, RW_CLEAN & ~RDONLY | CONT), page(0x43, RW_CLEAN | CONT)),
                List.of(memory.raw(5), memory.raw(7)));
    }

    @Test
    void access_storeThroughKeptBlockUnfoldedSince_marksThePagesOwnEntry() {
        keepBlock(MANAGED, RW_CLEAN, RW_CLEAN);
        walker.access(MANAGED, Walker.WRITE, 5, 7);
        assertEquals(
                List.of(page(0x41, RW_CLEAN & ~RDONLY), page(0x43, RW_CLEAN)),
                List.of(memory.raw(5), memory.raw(7)));
    }

    @Test
    void access_storeThroughKeptBlockUnfoldedSince_leavesItClean() {
        keepBlock(MANAGED, RW_CLEAN, RW_CLEAN);
        walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertEquals(page(0x40, RW_CLEAN | CONT), tlb.pte(0));
    }

    @Test
    void access_storesThroughKeptBlockUnfoldedSince_markEachPage() {
        keepBlock(MANAGED, RW_CLEAN, RW_CLEAN);
        walker.access(MANAGED, Walker.WRITE, 5, 5);
        walker.access(MANAGED, Walker.WRITE, 6, 5);
        assertEquals(page(0x42, RW_CLEAN & ~RDONLY), memory.raw(6));
    }

    @Test
    void access_storeThroughKeptPageFoldedSince_makesItDirty() {
        keepPage(MANAGED, RW_CLEAN, RW_CLEAN | CONT);
        walker.access(MANAGED, Walker.WRITE, 5, 7);
        assertEquals(page(0x41, RW_CLEAN & ~RDONLY), tlb.pte(0));
    }

    @Test
    void access_pageAndBlockKept_usesThePageForItsOwnSlot() {
        pageCleanAndBlockDirty();
        walker.access(MANAGED, Walker.WRITE, 5, 5);
        assertTrue(log.stores() > 0);
    }

    @Test
    void access_pageAndBlockKept_usesTheBlockForAnother() {
        pageCleanAndBlockDirty();
        walker.access(MANAGED, Walker.WRITE, 5, 6);
        assertFalse(log.stores() > 0);
    }

    private void pageCleanAndBlockDirty() {
        pages(RW_CLEAN);
        walker.fill(MANAGED, 5, 5, false);
        block(RW_DIRTY);
        walker.fill(MANAGED, 4, 4, true);
        pages(RW_CLEAN);
        log.clear();
    }
}
