package dev.quire.model.reference;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.NumberSet;
import dev.quire.model.folio.PagePolicy;
import java.util.Arrays;

/**
 * Folios one page at a time: each page has its own flags, references, pins, mappings by address
 * space, and place in its file or in swap. A folio is a list of pages that follow one another; what
 * it has is what its pages have together.
 *
 * <p>Shares no code with what it judges, and knows no word, no bit and no cache.
 */
class FolioPages {
    static final int PIN_BIAS = 1024;

    /** Longs that the state of one page takes. */
    public static final int STATE_WORDS = 3;

    private static final int EXCLUSIVE = 1 << 24;
    private static final int CACHED = 1 << 25;
    private static final int KIND_SHIFT = 26;
    private static final int ORDER_SHIFT = 32;

    final FolioMachine machine;
    final int[] first;
    final int[] count;
    private final int[] flags;
    final int[] references;
    final int[] pins;
    final int[] kind;
    final int[] index;
    final int[] swap;
    final int[] type;
    final boolean[] exclusive;
    private final int[][] mapped;
    private final int[] mappings;
    final int[] migrating;
    final boolean[] cached;
    final NumberSet touched;

    FolioPages(FolioMachine machine) {
        this.machine = machine;
        int pages = machine.pages();
        first = new int[pages];
        count = new int[pages];
        flags = new int[pages];
        references = new int[pages];
        pins = new int[pages];
        kind = new int[pages];
        index = new int[pages];
        swap = new int[pages];
        type = new int[pages];
        exclusive = new boolean[pages];
        mapped = new int[machine.mms() + 1][pages];
        mappings = new int[pages];
        migrating = new int[pages];
        cached = new boolean[pages];
        touched = new NumberSet(pages);
    }

    /** All frames free, sound and never used. */
    public void reset() {
        for (int page = 0; page < first.length; page++) {
            first[page] = page;
        }
        Arrays.fill(flags, 0);
        for (int[] byPage : mapped) {
            Arrays.fill(byPage, 0);
        }
        Arrays.fill(mappings, 0);
        Arrays.fill(count, 0);
        Arrays.fill(references, 0);
        Arrays.fill(pins, 0);
        Arrays.fill(kind, FolioView.NONE);
        Arrays.fill(index, 0);
        Arrays.fill(swap, 0);
        Arrays.fill(type, 0);
        Arrays.fill(migrating, 0);
        Arrays.fill(exclusive, false);
        Arrays.fill(cached, false);
        touched.clear();
    }

    /**
     * Pages, since somebody cleared the set: with the heads of their folios, all that have anything
     * else than before. Of flags that a folio has as a whole, its first two pages.
     */
    public NumberSet touched() {
        return touched;
    }

    /** Writes what a page has; its mappings are those of the slots. */
    public void pack(int page, long[] to, int at) {
        long bits = (long) (order(page) + 1) << ORDER_SHIFT | (long) kind[page] << KIND_SHIFT;
        to[at] =
                bits
                        | flags[page]
                        | (exclusive[page] ? EXCLUSIVE : 0)
                        | (cached[page] ? CACHED : 0);
        long held = page == first[page] ? heldReferences(page) : 0;
        to[at + 1] = held << Integer.SIZE | pins[page];
        to[at + 2] =
                (long) swap[page] << Integer.SIZE | (long) index[page] << Byte.SIZE | type[page];
    }

    /** Puts back what {@link #pack} wrote, before the slots. */
    public void unpack(int page, long[] from, int at) {
        forget(page);
        migrating[page] = 0;
        long bits = from[at];
        int order = (int) (bits >>> ORDER_SHIFT) - 1;
        first[page] = order < 0 ? page : page & -(1 << order);
        count[page] = order < 0 ? 0 : 1 << order;
        kind[page] = (int) (bits >>> KIND_SHIFT) & 3;
        flags[page] = (int) bits & EXCLUSIVE - 1;
        exclusive[page] = (bits & EXCLUSIVE) != 0;
        cached[page] = (bits & CACHED) != 0;
        references[page] = (int) (from[at + 1] >>> Integer.SIZE);
        pins[page] = (int) from[at + 1];
        swap[page] = (int) (from[at + 2] >>> Integer.SIZE);
        index[page] = (int) from[at + 2] >>> Byte.SIZE;
        type[page] = (int) from[at + 2] & 0xff;
    }

    private void forget(int page) {
        touched.add(page);
        first[page] = page;
        count[page] = 0;
        flags[page] &= 1 << FolioFlag.HWPOISON.ordinal();
        references[page] = 0;
        pins[page] = 0;
        kind[page] = FolioView.NONE;
        index[page] = 0;
        swap[page] = 0;
        type[page] = 0;
        exclusive[page] = false;
        cached[page] = false;
        mappings[page] = 0;
        for (int[] byPage : mapped) {
            byPage[page] = 0;
        }
    }

    public boolean isFree(int page) {
        return count[page] == 0;
    }

    public int first(int page) {
        return first[page];
    }

    public int end(int page) {
        return first[page] + count[page];
    }

    public int pages(int page) {
        return count[page];
    }

    /** Of the page's folio, -1 if it is free. */
    public int order(int page) {
        return isFree(page) ? -1 : Integer.numberOfTrailingZeros(count[page]);
    }

    public boolean isLarge(int page) {
        return count[page] > 1;
    }

    public int kind(int page) {
        return kind[page];
    }

    /** Whether it is, or was since it was allocated, a file's. */
    public boolean wasCached(int page) {
        return cached[page];
    }

    public int index(int page) {
        return index[page];
    }

    public int swapEntry(int page) {
        return swap[page];
    }

    public int type(int page) {
        return type[page];
    }

    public boolean isExclusive(int page) {
        return exclusive[page];
    }

    public boolean has(FolioFlag which, int page) {
        return (flags[page] & 1 << which.ordinal()) != 0;
    }

    /** Mappings of a page in all address spaces. */
    public int mappings(int page) {
        return mappings[page];
    }

    /** An address space maps a page once more, or once less. */
    void map(int mm, int page, int by) {
        mapped[mm][page] += by;
        mappings[page] += by;
    }

    /** Mappings of all pages of a page's folio. */
    public int folioMappings(int page) {
        return sum(mappings, page);
    }

    /** Mappings of all pages of a page's folio in one address space. */
    public int folioMappings(int page, int mm) {
        return sum(mapped[mm], page);
    }

    /** The pins of a page. */
    public int pins(int page) {
        return pins[page];
    }

    /** Migration entries for a page. */
    public int migrating(int page) {
        return migrating[page];
    }

    /** The references that callers hold of a page's folio. */
    public int heldReferences(int page) {
        return sum(references, page);
    }

    /** The pins of a page's folio. */
    public int folioPins(int page) {
        return sum(pins, page);
    }

    /** The migration entries for pages of a page's folio. */
    public int folioMigrating(int page) {
        return sum(migrating, page);
    }

    private int sum(int[] of, int page) {
        int all = 0;
        int end = end(page);
        for (int p = first[page]; p < end; p++) {
            all += of[p];
        }
        return all;
    }

    /** References of the page cache or of the swap cache. */
    public int cacheReferences(int page) {
        int all = 0;
        int end = end(page);
        for (int p = first[page]; p < end; p++) {
            all += kind[p] == FolioView.FILE || swap[p] != 0 ? 1 : 0;
        }
        return all;
    }

    /** All references of a page's folio. */
    public int refcount(int page) {
        int bias = isLarge(page) ? 1 : PIN_BIAS;
        return heldReferences(page)
                + folioMappings(page)
                + cacheReferences(page)
                + folioPins(page) * bias;
    }

    public boolean anyPoisoned(int page) {
        boolean any = false;
        for (int p = first[page]; p < end(page); p++) {
            any |= has(FolioFlag.HWPOISON, p);
        }
        return any;
    }

    /** Frees the folio of a page if nobody has a reference; whether it did. */
    boolean freeIfUnused(int page) {
        if (isFree(page) || refcount(page) != 0) {
            return false;
        }
        int start = first[page];
        int end = end(page);
        for (int p = start; p < end; p++) {
            forget(p);
        }
        return true;
    }

    void makeFolio(int start, int pages) {
        touched.add(start, pages);
        for (int p = start; p < start + pages; p++) {
            first[p] = start;
            count[p] = pages;
        }
    }

    public void alloc(int page, int order) {
        makeFolio(page, 1 << order);
        references[page] = 1;
        setAll(FolioFlag.LARGE_RMAPPABLE, page, order > 0);
    }

    void setAll(FolioFlag which, int page, boolean on) {
        touched.add(first[page], Math.min(2, count[page]));
        int bit = 1 << which.ordinal();
        int kept = on ? -1 : ~bit;
        int added = on ? bit : 0;
        int end = end(page);
        for (int p = first[page]; p < end; p++) {
            flags[p] = flags[p] & kept | added;
        }
    }

    private void put(FolioFlag which, int page, boolean on) {
        int bit = 1 << which.ordinal();
        flags[page] = on ? flags[page] | bit : flags[page] & ~bit;
    }

    /** 0, or what is returned for a page through which the flag may not be reached. */
    private int refusal(FolioFlag which, int page, boolean changes) {
        boolean head = page == first[page];
        boolean right =
                switch (which.policy) {
                    case ANY, HEAD -> true;
                    case NO_TAIL -> head || !changes;
                    case NO_COMPOUND -> !isLarge(page);
                    case SECOND -> isLarge(page) && head;
                };
        return right ? 0 : which.policy.refusal();
    }

    private void change(FolioFlag which, int page, boolean on) {
        if (which.policy == PagePolicy.ANY) {
            touched.add(page);
            put(which, page, on);
        } else {
            setAll(which, page, on);
        }
    }

    public int setFlag(FolioFlag which, int page) {
        int refused = refusal(which, page, true);
        if (refused == 0) {
            change(which, page, true);
        }
        return refused == 0 ? 1 : refused;
    }

    public int clearFlag(FolioFlag which, int page) {
        int refused = refusal(which, page, true);
        if (refused == 0) {
            change(which, page, false);
        }
        return refused == 0 ? 1 : refused;
    }

    public int testFlag(FolioFlag which, int page) {
        int refused = refusal(which, page, false);
        return refused == 0 ? has(which, page) ? 1 : 0 : refused;
    }

    public int testSetFlag(FolioFlag which, int page) {
        int before = testFlag(which, page);
        int done = setFlag(which, page);
        return done < 0 ? done : before;
    }

    public int testClearFlag(FolioFlag which, int page) {
        int before = testFlag(which, page);
        int done = clearFlag(which, page);
        return done < 0 ? done : before;
    }

    public void get(int page) {
        touched.add(page);
        references[page]++;
    }

    public int put(int page) {
        touched.add(page);
        references[page]--;
        return freeIfUnused(page) ? 1 : 0;
    }

    public void unpin(int page) {
        touched.add(page);
        pins[page]--;
        freeIfUnused(page);
    }

    public void addToPageCache(int page, int at) {
        touched.add(first[page], count[page]);
        for (int p = first[page]; p < end(page); p++) {
            kind[p] = FolioView.FILE;
            cached[p] = true;
            index[p] = at + p - first[page];
        }
    }

    public void removeFromPageCache(int page) {
        touched.add(first[page], count[page]);
        Arrays.fill(kind, first[page], end(page), FolioView.NONE);
        Arrays.fill(index, first[page], end(page), 0);
        freeIfUnused(page);
    }

    public void addToSwapCache(int page, int entry) {
        for (int p = first[page]; p < end(page); p++) {
            swap[p] = entry + p - first[page];
        }
        setAll(FolioFlag.SWAPCACHE, page, true);
    }

    public void removeFromSwapCache(int page) {
        Arrays.fill(swap, first[page], end(page), 0);
        setAll(FolioFlag.SWAPCACHE, page, false);
        freeIfUnused(page);
    }

    public void setType(int page, int to) {
        touched.add(page);
        type[page] = to;
    }

    public void poison(int page) {
        touched.add(page);
        put(FolioFlag.HWPOISON, page, true);
        setAll(FolioFlag.HAS_HWPOISONED, page, isLarge(page));
    }

    public void unpoison(int page) {
        touched.add(page);
        put(FolioFlag.HWPOISON, page, false);
    }
}
