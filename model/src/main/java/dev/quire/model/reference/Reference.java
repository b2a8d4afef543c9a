package dev.quire.model.reference;

import dev.quire.model.entry.Meaning;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.Bounds;
import dev.quire.model.range.Pages;

/**
 * The trusted half: what every page's slot means, one page at a time.
 *
 * <p>It knows nothing of the contiguous bit. Because a block may keep one access and one dirty bit
 * for all its pages, each page's young and dirty are an interval: what must be set and what may be.
 * The rules that move the bounds are: <em>raise</em>, an access or a call sets a bit of a page, and
 * may set it on the pages of its folio in the block; <em>join</em>, an installed page may take what
 * its neighbours may have and give them its own; <em>lower</em>, a clear ends the bit on the pages
 * asked for and may end it on all pages of the blocks touched. After each step the harness tells
 * what it saw and the interval closes. Source: Linux
 * arch/arm64/mm/contpte.c, the comments on what folding does to access and dirty.
 */
public final class Reference implements Pages {
    private final int block;
    private final Folios folios;
    private final long[] meanings;
    private final byte[] bounds;

    /** Empty pages. */
    public Reference(Geometry geometry, int slots, Folios folios) {
        this.block = geometry.blockEntries();
        this.folios = folios;
        this.meanings = new long[slots];
        this.bounds = new byte[slots];
    }

    @Override
    public long meaning(int slot) {
        return meanings[slot];
    }

    @Override
    public int bounds(int slot) {
        return bounds[slot];
    }

    /** Closes a page's interval on what was seen. */
    public void see(int slot, boolean young, boolean dirty) {
        bounds[slot] = (byte) Bounds.exactly(young, dirty);
    }

    /** Takes a whole slot as it was seen; for snapshots. */
    public void restore(int slot, long meaning, boolean young, boolean dirty) {
        meanings[slot] = meaning;
        see(slot, young, dirty);
    }

    /** Takes a slot as it was seen where young and dirty are not known for certain. */
    public void hold(int slot, long meaning, int interval) {
        meanings[slot] = meaning;
        bounds[slot] = (byte) interval;
    }

    /** Slots from {@code start} to {@code end} become the page of {@code meaning} and the next. */
    public void set(int start, int end, long meaning, boolean young, boolean dirty) {
        boolean present = Meaning.present(meaning);
        for (int slot = start; slot < end; slot++) {
            meanings[slot] = present ? Meaning.advance(meaning, slot - start) : meaning;
            bounds[slot] = (byte) (present ? Bounds.exactly(young, dirty) : 0);
        }
        join(start, end);
    }

    /** Pages of one folio in one block may share what any of them may have. */
    private void join(int start, int end) {
        for (int at = start & -block; at < end; at += block) {
            share(Math.max(at, start), at, at + block);
        }
    }

    /** The pages of {@code slot}'s folio in a range may have what any of them may have. */
    private void share(int slot, int start, int end) {
        long low = firstFrame(slot);
        long high = endFrame(slot, low);
        int may = 0;
        for (int other = start; other < end; other++) {
            may |= maps(other, low, high) ? bounds[other] & Bounds.MAY : 0;
        }
        for (int other = start; other < end; other++) {
            bounds[other] |= (byte) (maps(other, low, high) ? may : 0);
        }
    }

    /** The frames of a page's folio; none where it is not present or special. */
    private long firstFrame(int slot) {
        long meaning = meanings[slot];
        boolean inFolio = Meaning.present(meaning) && !Meaning.has(meaning, Meaning.SPECIAL);
        return inFolio ? folios.start(Meaning.pfn(meaning)) : -1;
    }

    private long endFrame(int slot, long low) {
        return low < 0 ? -1 : folios.end(Meaning.pfn(meanings[slot]));
    }

    /** Whether a page is present and of the folio of another one. */
    private boolean joins(int other, int slot) {
        long low = firstFrame(slot);
        return maps(other, low, endFrame(slot, low));
    }

    private boolean maps(int slot, long low, long high) {
        long meaning = meanings[slot];
        return (meaning & (Meaning.STATE | Meaning.SPECIAL)) == Meaning.PRESENT
                && Meaning.pfn(meaning) >= low
                && Meaning.pfn(meaning) < high;
    }

    /** Slots become none. */
    public void clear(int start, int end) {
        for (int slot = start; slot < end; slot++) {
            meanings[slot] = Meaning.NONE;
            bounds[slot] = 0;
        }
    }

    /** Must of the pages of a range, may of these and of all pages in the blocks it touches. */
    public int boundsOf(int start, int end) {
        int together = 0;
        for (int slot = start; slot < end; slot++) {
            together |= bounds[slot];
        }
        for (int slot = start & -block; slot < start; slot++) {
            together |= bounds[slot] & Bounds.MAY;
        }
        for (int slot = end; (slot & block - 1) != 0; slot++) {
            together |= bounds[slot] & Bounds.MAY;
        }
        return together;
    }

    /** Pages are no longer writable. */
    public void wrprotect(int start, int end) {
        for (int slot = start; slot < end; slot++) {
            meanings[slot] &= ~Meaning.WRITE;
        }
    }

    /** Clears bits ({@link Bounds#YOUNG}, {@link Bounds#DIRTY}) of a range. */
    public void lower(int start, int end, int bits) {
        for (int slot = start; slot < end; slot++) {
            bounds[slot] &= (byte) ~bits;
        }
        for (int slot = start & -block; slot < start; slot++) {
            lowerBeside(start, slot, bits & Bounds.MUST);
        }
        for (int slot = end; (slot & block - 1) != 0; slot++) {
            lowerBeside(end - 1, slot, bits & Bounds.MUST);
        }
    }

    /** A page of the same folio beside a range: a block that holds both is cleared whole. */
    private void lowerBeside(int slot, int other, int bits) {
        if (joins(other, slot)) {
            bounds[other] &= (byte) ~bits;
        }
    }

    /**
     * Sets bits of one page ({@link Bounds}); only their may parts on its folio in the block.
     *
     * @return whether any bit was not set yet
     */
    public boolean raise(int slot, int bits) {
        if (!Meaning.present(meanings[slot])) {
            return false;
        }
        boolean raised = raisePage(slot, bits);
        long low = firstFrame(slot);
        long high = endFrame(slot, low);
        int start = slot & -block;
        for (int other = start; other < start + block; other++) {
            raised |= maps(other, low, high) && raisePage(other, bits & Bounds.MAY);
        }
        return raised;
    }

    private boolean raisePage(int slot, int bits) {
        boolean raised = (bits & ~bounds[slot]) != 0;
        bounds[slot] |= (byte) bits;
        return raised;
    }

    /** A page becomes writable. */
    public void mkwrite(int slot) {
        meanings[slot] |= Meaning.WRITE;
    }

    @Override
    public int batch(int slot, int most, int flags) {
        int pages = 1;
        while (pages < most && batches(slot, pages, flags)) {
            pages++;
        }
        return pages;
    }

    /** Whether the slot {@code pages} further maps its page of the folio as {@code slot} does. */
    private boolean batches(int slot, int pages, int flags) {
        int other = slot + pages;
        long ignored = (flags & BatchFlag.RESPECT_WRITE) != 0 ? 0 : Meaning.WRITE;
        long differs = meanings[other] ^ Meaning.advance(meanings[slot], pages);
        boolean anyDirty = (flags & BatchFlag.RESPECT_DIRTY) == 0;
        return joins(other, slot)
                && (differs & ~ignored) == 0
                && (anyDirty || dirty(slot) == dirty(other));
    }

    /** Moves pages to empty slots; those of one folio may share what any of them may have. */
    public void move(int start, int end, int to) {
        for (int slot = start; slot < end; slot++) {
            if (slot == start || !joins(slot, slot - 1)) {
                share(slot, start, end);
            }
        }
        for (int slot = start; slot < end; slot++) {
            meanings[to + slot - start] = meanings[slot];
            bounds[to + slot - start] = bounds[slot];
        }
        clear(start, end);
        int last = to + end - start;
        for (int slot = to; slot < last; slot++) {
            if (slot == to || (slot & block - 1) == 0 || !joins(slot, slot - 1)) {
                share(slot, slot & -block, (slot & -block) + block);
            }
        }
    }
}
