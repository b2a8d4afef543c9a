package dev.quire.model.folio;

/**
 * One CPU's way to all state that folios have, during one call; who uses it keeps no state.
 *
 * <p>The subject's own words lie in one array. Others may act before each <i>point</i>: an atomic
 * change of a word's bits, a store to a slot, cache work, and a read of a count that says so. What
 * lies between two points is done under a lock or is the caller's alone.
 */
public interface FolioPort {
    /** Which CPU calls. */
    int cpu();

    /** A word; no point. */
    long read(int word);

    /** Stores a word; no point. */
    void write(int word, long value);

    /** Adds to a word at once; no point. The word after. */
    long add(int word, long by);

    /** Adds to words in a row, to each at once; no point. */
    default void addAll(int word, int nr, long by) {
        for (int i = word; i < word + nr; i++) {
            add(i, by);
        }
    }

    /** A word that others may change: a point. */
    long readShared(int word);

    /** Sets bits at once: a point; the word before. */
    long setBits(int word, long bits);

    /** Clears bits at once: a point; the word before. */
    long clearBits(int word, long bits);

    /** A slot; no point. */
    long slot(int slot);

    /** Stores a slot: a point. */
    void setSlot(int slot, long value);

    /** Stores to slots in a row, values {@code step} apart: a point each. */
    default void setSlots(int slot, int nr, long first, long step) {
        long value = first;
        for (int i = 0; i < nr; i++) {
            setSlot(slot + i, value);
            value += step;
        }
    }

    /** Says that the next slots are handled as one range. */
    void range(int slot, int pfn, int nr);

    /** Cleans the data caches of pages and invalidates instruction caches: a point a page. */
    void sync(int pfn, int pages);

    /** Invalidates instruction caches only: a point a page. */
    void invalidateInstructions(int pfn, int pages);

    /** Copies a page's bytes: a kernel store to the second one. */
    void copyPage(int from, int to);

    /** Makes a frame secure: the host must not touch it from now on. */
    void convertToSecure(int pfn);

    /** Makes a frame accessible to the host again. */
    void export(int pfn);
}
