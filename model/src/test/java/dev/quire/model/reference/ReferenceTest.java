package dev.quire.model.reference;

import static dev.quire.model.range.Bounds.DIRTY;
import static dev.quire.model.range.Bounds.MAY_DIRTY;
import static dev.quire.model.range.Bounds.MAY_YOUNG;
import static dev.quire.model.range.Bounds.MUST_DIRTY;
import static dev.quire.model.range.Bounds.MUST_YOUNG;
import static dev.quire.model.range.Bounds.YOUNG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.folio.Folio;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.Bounds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules by which intervals of young and dirty move, on blocks of 4. */
@DisplayName("Reference: raise, join, lower, move, batch")
final class ReferenceTest {
    private static final long SOFT = Meaning.softleaf(0x40);

    private final Reference reference =
            new Reference(
                    new Geometry(12, 2, 4),
                    32,
                    new Folios(
                            List.of(
                                    new Folio(1, 0x100, 4),
                                    new Folio(2, 0x200, 1),
                                    new Folio(3, 0x202, 1))));

    private static long page(long pfn) {
        return Meaning.present(pfn, Protection.WRITE.attributes);
    }

    private static long special(long pfn) {
        return Meaning.present(pfn, Protection.READ.attributes | Meaning.SPECIAL);
    }

    /** Old and clean pages of one folio. */
    private void map(int start, int end, long pfn) {
        reference.set(start, end, page(pfn), false, false);
    }

    private List<Integer> bounds(int start, int end) {
        List<Integer> bounds = new ArrayList<>();
        for (int slot = start; slot < end; slot++) {
            bounds.add(reference.bounds(slot));
        }
        return bounds;
    }

    private List<Long> meanings(int start, int end) {
        List<Long> meanings = new ArrayList<>();
        for (int slot = start; slot < end; slot++) {
            meanings.add(reference.meaning(slot));
        }
        return meanings;
    }

    @Test
    void set_severalSlots_advancesTheFrame() {
        map(3, 6, 0x103);
        assertEquals(List.of(0L, page(0x103), page(0x104), page(0x105), 0L), meanings(2, 7));
    }

    @Test
    void set_softleaf_isTakenAsItIs() {
        reference.set(3, 4, SOFT, false, false);
        assertEquals(SOFT, reference.meaning(3));
    }

    @Test
    void set_softleaf_isNeitherYoungNorDirty() {
        reference.set(3, 4, SOFT, true, true);
        assertEquals(0, reference.bounds(3));
    }

    @Test
    void set_youngAndDirty_mustAndMay() {
        reference.set(4, 6, page(0x104), true, true);
        assertEquals(List.of(YOUNG | DIRTY, YOUNG | DIRTY), bounds(4, 6));
    }

    @Test
    void set_overAnotherPage_endsItsInterval() {
        reference.set(4, 5, special(0x900), true, true);
        reference.set(4, 5, page(0x104), false, false);
        assertEquals(0, reference.bounds(4));
    }

    @Test
    void join_dirtyNeighbourOfFolio_newPageMayBeDirty() {
        reference.set(4, 5, page(0x104), false, true);
        map(7, 8, 0x107);
        assertEquals(List.of(DIRTY, 0, 0, MAY_DIRTY), bounds(4, 8));
    }

    @Test
    void join_newDirtyPage_neighboursOfFolioMayBeDirty() {
        map(4, 7, 0x104);
        reference.set(7, 8, page(0x107), true, true);
        int may = MAY_YOUNG | MAY_DIRTY;
        assertEquals(List.of(may, may, may, YOUNG | DIRTY), bounds(4, 8));
    }

    @Test
    void join_neighbourOfOtherFolio_isLeftAlone() {
        map(4, 6, 0x200);
        reference.set(6, 8, page(0x202), false, true);
        assertEquals(List.of(0, 0, DIRTY, DIRTY), bounds(4, 8));
    }

    @Test
    void join_neighbourInOtherBlock_isLeftAlone() {
        map(3, 4, 0x103);
        reference.set(4, 5, page(0x104), true, true);
        map(8, 9, 0x108);
        assertEquals(List.of(0, 0), List.of(reference.bounds(3), reference.bounds(8)));
    }

    @Test
    void join_setOverTwoBlocks_joinsInBoth() {
        reference.set(2, 3, page(0x102), false, true);
        reference.set(7, 8, page(0x107), true, false);
        map(3, 7, 0x103);
        assertEquals(
                List.of(DIRTY, MAY_DIRTY, MAY_YOUNG, MAY_YOUNG, MAY_YOUNG, YOUNG), bounds(2, 8));
    }

    @Test
    void join_specialNeighbour_isLeftAlone() {
        reference.set(4, 5, special(0x104), true, true);
        map(5, 6, 0x105);
        assertEquals(List.of(YOUNG | DIRTY, 0), bounds(4, 6));
    }

    @Test
    void join_specialPage_leavesNeighbours() {
        map(4, 5, 0x104);
        reference.set(5, 6, special(0x105), true, true);
        assertEquals(0, reference.bounds(4));
    }

    @Test
    void join_softleafNeighbour_staysAsItIs() {
        reference.set(4, 5, SOFT, false, false);
        reference.set(5, 6, page(0x105), true, true);
        assertEquals(0, reference.bounds(4));
    }

    @Test
    void raise_page_mustBeSetOnIt() {
        map(4, 8, 0x104);
        reference.raise(5, YOUNG | DIRTY);
        assertEquals(YOUNG | DIRTY, reference.bounds(5));
    }

    @Test
    void raise_page_mayBeSetOnItsBlock() {
        map(4, 8, 0x104);
        reference.raise(5, DIRTY);
        assertEquals(List.of(MAY_DIRTY, DIRTY, MAY_DIRTY, MAY_DIRTY), bounds(4, 8));
    }

    @Test
    void raise_mayOnly_setsNoMust() {
        map(4, 6, 0x104);
        reference.raise(4, MAY_DIRTY);
        assertEquals(List.of(MAY_DIRTY, MAY_DIRTY), bounds(4, 6));
    }

    @Test
    void raise_otherBlock_isLeftAlone() {
        map(3, 9, 0x103);
        reference.raise(4, DIRTY);
        assertEquals(List.of(0, 0), List.of(reference.bounds(3), reference.bounds(8)));
    }

    @Test
    void raise_otherFolioInBlock_isLeftAlone() {
        map(4, 6, 0x200);
        map(6, 8, 0x202);
        reference.raise(5, DIRTY);
        assertEquals(List.of(MAY_DIRTY, DIRTY, 0, 0), bounds(4, 8));
    }

    @Test
    void raise_none_setsNothing() {
        map(4, 5, 0x104);
        reference.raise(5, DIRTY);
        assertEquals(List.of(0, 0), bounds(4, 6));
    }

    @Test
    void raise_softleaf_setsNothing() {
        reference.set(4, 5, SOFT, false, false);
        reference.raise(4, YOUNG);
        assertEquals(0, reference.bounds(4));
    }

    @Test
    void raise_special_setsItAlone() {
        map(4, 5, 0x104);
        reference.set(5, 6, special(0x105), false, false);
        reference.raise(5, DIRTY);
        assertEquals(List.of(0, DIRTY), bounds(4, 6));
    }

    @Test
    void lower_range_clearsItWholly() {
        reference.set(4, 8, page(0x104), true, true);
        reference.lower(4, 8, YOUNG);
        assertEquals(List.of(DIRTY, DIRTY, DIRTY, DIRTY), bounds(4, 8));
    }

    @Test
    void lower_partOfBlock_restOfBlockNeedNotKeepIt() {
        reference.set(4, 8, page(0x104), true, true);
        reference.lower(5, 7, YOUNG | DIRTY);
        int may = MAY_YOUNG | MAY_DIRTY;
        assertEquals(List.of(may, 0, 0, may), bounds(4, 8));
    }

    @Test
    void lower_partOfBlock_otherBlocksKeepIt() {
        reference.set(0, 12, page(0x100), true, false);
        reference.lower(5, 7, YOUNG);
        assertEquals(List.of(YOUNG, YOUNG), List.of(reference.bounds(3), reference.bounds(8)));
    }

    @Test
    void lower_dirtyOnly_keepsYoung() {
        reference.set(4, 8, page(0x104), true, true);
        reference.lower(4, 5, DIRTY);
        assertEquals(List.of(YOUNG, YOUNG | MAY_DIRTY), bounds(4, 6));
    }

    @Test
    void lower_rangeOverBlocks_widensAtBothEnds() {
        reference.set(0, 12, page(0x100), true, false);
        reference.lower(3, 9, YOUNG);
        assertEquals(
                List.of(MAY_YOUNG, MAY_YOUNG, MAY_YOUNG, 0, 0, 0, 0, 0, 0, MAY_YOUNG),
                bounds(0, 10));
    }

    @Test
    void clear_range_isNone() {
        reference.set(4, 8, page(0x104), true, true);
        reference.clear(5, 7);
        assertEquals(List.of(page(0x104), 0L, 0L, page(0x107)), meanings(4, 8));
    }

    @Test
    void clear_range_endsIntervals() {
        reference.set(4, 8, page(0x104), true, true);
        reference.clear(5, 7);
        assertEquals(List.of(YOUNG | DIRTY, 0, 0, YOUNG | DIRTY), bounds(4, 8));
    }

    @Test
    void wrprotect_range_takesWriteAlone() {
        reference.set(4, 7, page(0x104), true, true);
        reference.wrprotect(4, 6);
        long readOnly = page(0x104) & ~Meaning.WRITE;
        assertEquals(List.of(readOnly, Meaning.advance(readOnly, 1), page(0x106)), meanings(4, 7));
    }

    @Test
    void wrprotect_range_keepsIntervals() {
        reference.set(4, 7, page(0x104), true, true);
        reference.wrprotect(4, 6);
        assertEquals(YOUNG | DIRTY, reference.bounds(4));
    }

    @Test
    void mkwrite_page_isWritable() {
        map(4, 5, 0x104);
        reference.wrprotect(4, 5);
        reference.mkwrite(4);
        assertEquals(page(0x104), reference.meaning(4));
    }

    @Test
    void see_page_closesInterval() {
        map(4, 8, 0x104);
        reference.raise(4, DIRTY);
        reference.see(5, true, false);
        assertEquals(List.of(DIRTY, YOUNG), bounds(4, 6));
    }

    @Test
    void restore_slot_isAsGiven() {
        reference.restore(4, page(0x107), false, true);
        assertEquals(
                List.of(page(0x107), (long) DIRTY),
                List.of(reference.meaning(4), (long) reference.bounds(4)));
    }

    @Test
    void boundsOf_range_isMustOfItsPagesAndMayOfItsBlocks() {
        map(4, 8, 0x104);
        reference.see(4, true, false);
        reference.see(5, false, true);
        reference.see(7, true, true);
        assertEquals(DIRTY | MAY_YOUNG, reference.boundsOf(5, 7));
    }

    @Test
    void boundsOf_wholeBlock_asksNoOther() {
        reference.set(0, 4, page(0x100), true, true);
        map(4, 8, 0x104);
        reference.set(8, 12, page(0x108), true, true);
        assertEquals(0, reference.boundsOf(4, 8));
    }

    @Test
    void young_mustBeYoung_isTrue() {
        reference.set(4, 5, page(0x104), true, false);
        assertTrue(reference.young(4));
    }

    @Test
    void dirty_mayBeDirtyOnly_isFalse() {
        map(4, 6, 0x104);
        reference.raise(5, DIRTY);
        assertFalse(reference.dirty(4));
    }

    @Test
    void dirty_mustBeDirty_isTrue() {
        reference.set(4, 5, page(0x104), false, true);
        assertTrue(reference.dirty(4));
    }

    @Test
    void batch_pagesOfOneFolio_areCounted() {
        map(4, 8, 0x104);
        assertEquals(4, reference.batch(4, 12, 0));
    }

    @Test
    void batch_atMost_isItsLimit() {
        map(4, 8, 0x104);
        assertEquals(3, reference.batch(4, 3, 0));
    }

    @Test
    void batch_endOfFolio_endsIt() {
        map(4, 6, 0x200);
        map(6, 8, 0x202);
        assertEquals(2, reference.batch(4, 12, 0));
    }

    @Test
    void batch_frameNotNext_endsIt() {
        map(4, 6, 0x104);
        map(6, 8, 0x107);
        assertEquals(2, reference.batch(4, 12, 0));
    }

    @Test
    void batch_writeDiffers_goesOn() {
        map(4, 8, 0x104);
        reference.wrprotect(5, 6);
        assertEquals(4, reference.batch(4, 12, 0));
    }

    @Test
    void batch_writeDiffersAndCounts_endsIt() {
        map(4, 8, 0x104);
        reference.wrprotect(6, 7);
        assertEquals(2, reference.batch(4, 12, BatchFlag.RESPECT_WRITE));
    }

    @Test
    void batch_dirtyDiffers_goesOn() {
        map(4, 8, 0x104);
        reference.see(5, true, true);
        assertEquals(4, reference.batch(4, 12, 0));
    }

    @Test
    void batch_dirtyDiffersAndCounts_endsIt() {
        map(4, 8, 0x104);
        reference.see(5, true, true);
        assertEquals(1, reference.batch(4, 12, BatchFlag.RESPECT_DIRTY));
    }

    @Test
    void batch_otherAttributeDiffers_endsIt() {
        map(4, 5, 0x104);
        reference.set(5, 6, page(0x105) | Meaning.KEY, false, false);
        assertEquals(1, reference.batch(4, 12, 0));
    }

    @Test
    void batch_special_isAlone() {
        reference.set(4, 5, special(0x104), false, false);
        reference.set(5, 6, special(0x105), false, false);
        assertEquals(1, reference.batch(4, 12, 0));
    }

    @Test
    void batch_nextSlotNone_endsIt() {
        map(4, 6, 0x104);
        assertEquals(2, reference.batch(4, 12, 0));
    }

    @Test
    void move_pages_areAtTheirDestination() {
        map(4, 6, 0x104);
        reference.move(4, 6, 20);
        assertEquals(List.of(page(0x104), page(0x105)), meanings(20, 22));
    }

    @Test
    void move_source_isNone() {
        map(4, 6, 0x104);
        reference.move(4, 6, 20);
        assertEquals(List.of(0L, 0L), meanings(4, 6));
    }

    @Test
    void move_source_hasNoInterval() {
        reference.set(4, 6, page(0x104), true, true);
        reference.move(4, 6, 20);
        assertEquals(List.of(0, 0), bounds(4, 6));
    }

    @Test
    void move_softleafAndNone_areTakenAlong() {
        reference.set(5, 6, SOFT, false, false);
        reference.move(4, 6, 20);
        assertEquals(List.of(0L, SOFT), meanings(20, 22));
    }

    @Test
    void move_dirtyPageOfFolio_othersOfTheMoveMayBeDirty() {
        map(2, 6, 0x102);
        reference.see(2, false, true);
        reference.move(2, 6, 18);
        assertEquals(List.of(DIRTY, MAY_DIRTY, MAY_DIRTY, MAY_DIRTY), bounds(18, 22));
    }

    @Test
    void move_dirtyPageOfOtherFolio_staysItsOwn() {
        map(4, 6, 0x200);
        map(6, 8, 0x202);
        reference.see(4, false, true);
        reference.move(4, 8, 20);
        assertEquals(List.of(DIRTY, MAY_DIRTY, 0, 0), bounds(20, 24));
    }

    @Test
    void move_toBlockOfDirtyPageOfFolio_mayBecomeDirty() {
        reference.set(20, 21, page(0x104), false, true);
        map(4, 5, 0x105);
        reference.move(4, 5, 21);
        assertEquals(List.of(DIRTY, MAY_DIRTY), bounds(20, 22));
    }

    @Test
    void move_dirtyPageIntoBlock_neighboursThereMayBecomeDirty() {
        map(20, 21, 0x104);
        reference.set(4, 5, page(0x105), false, true);
        reference.move(4, 5, 21);
        assertEquals(List.of(MAY_DIRTY, DIRTY), bounds(20, 22));
    }

    @Test
    void lacking_mustNotSeen_isIt() {
        assertEquals(MUST_DIRTY, Bounds.lacking(YOUNG | DIRTY, true, false));
    }

    @Test
    void lacking_youngNotSeen_isIt() {
        assertEquals(MUST_YOUNG, Bounds.lacking(YOUNG | MAY_DIRTY, false, false));
    }

    @Test
    void excess_seenBeyondMay_isIt() {
        assertEquals(MAY_DIRTY, Bounds.excess(YOUNG, true, true));
    }

    @Test
    void excess_seenWithinMay_isNone() {
        assertEquals(0, Bounds.excess(MAY_YOUNG | MAY_DIRTY, true, true));
    }
}
