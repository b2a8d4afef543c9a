package dev.quire.model.folio;

/**
 * Folios and what the core does with them: flags, counts, mappings, caches, splits.
 *
 * <p>Frames and slots are numbers of a {@link FolioMachine}. Results: 1 done, 0 not done, below 0
 * refused. All legal preconditions hold when it is called; what may be refused says so.
 */
public interface FolioApi {
    /** What mapping a page with a type returns. */
    int TYPED = -9;

    /** Refused with the policy's {@link PagePolicy#refusal()}, as the next four. */
    int setFlag(FolioPort port, FolioFlag flag, int pfn);

    int clearFlag(FolioPort port, FolioFlag flag, int pfn);

    int testFlag(FolioPort port, FolioFlag flag, int pfn);

    int testSetFlag(FolioPort port, FolioFlag flag, int pfn);

    int testClearFlag(FolioPort port, FolioFlag flag, int pfn);

    /** A new folio with one reference. */
    void alloc(FolioPort port, int pfn, int order);

    void get(FolioPort port, int pfn);

    /** Whether that was the last reference, so that the folio was freed. */
    int put(FolioPort port, int pfn);

    /** {@code pin_user_pages_fast} of one page: 0 where it is not present, or must be unshared. */
    int pin(FolioPort port, int slot);

    void unpin(FolioPort port, int pfn);

    void addToPageCache(FolioPort port, int pfn, int index);

    void removeFromPageCache(FolioPort port, int pfn);

    void addToSwapCache(FolioPort port, int pfn, int entry);

    void removeFromSwapCache(FolioPort port, int pfn);

    /** A type overlays the count of mappings of a small folio. */
    void setType(FolioPort port, int pfn, int type);

    void clearType(FolioPort port, int pfn);

    /** Maps frames that follow one another, of one or more folios: {@link #TYPED} or 1. */
    int mapFile(FolioPort port, int slot, int pfn, int nr, long permissions);

    /** Maps pages of one folio that nobody maps: {@link #TYPED} or 1. */
    int mapAnon(FolioPort port, int slot, int pfn, int nr, long permissions, boolean exclusive);

    void mapZero(FolioPort port, int slot, int nr);

    void unmap(FolioPort port, int slot, int nr);

    /** Copies the slots of pages of one folio to another address space, all or none. */
    int fork(FolioPort port, int slot, int to, int nr);

    /** Makes an anonymous page writable in place if it is its owner's alone. */
    int reuse(FolioPort port, int slot);

    /** {@code try_to_migrate_one}: 0 where the page may be pinned. */
    int startMigration(FolioPort port, int slot);

    void endMigration(FolioPort port, int slot);

    void flushDcacheFolio(FolioPort port, int pfn);

    void flushDcachePage(FolioPort port, int pfn);

    void flushIcachePages(FolioPort port, int slot, int nr);

    void updateMmuCacheRange(FolioPort port, int slot, int nr);

    void poison(FolioPort port, int pfn);

    void unpoison(FolioPort port, int pfn);

    /** Splits a large folio first; 0 where that fails. */
    int makeSecure(FolioPort port, int pfn);

    /** Before the host touches a frame. */
    void makeAccessible(FolioPort port, int pfn);

    /**
     * Splits a locked folio.
     *
     * @param pfn of the page whose folio stays locked
     * @param order of the new folios, or of the smallest ones
     * @param uniform whether all of them get that order
     * @param fail memory ends at this step, counted from 1; 0: never
     */
    int split(FolioPort port, int pfn, int order, boolean uniform, int fail);

    /** Moves the pages of slots into a new folio: 0 where one is shared, pinned or in use. */
    int collapse(FolioPort port, int slot, int pfn, int order);

    /** Looks at the words behind a port. */
    FolioView view(FolioPort port);

    /**
     * Turns words into those that a run would have come to on the other half of the frames: the
     * lower half exchanged for the upper one.
     */
    void exchangeHalves(long[] words, int at);

    /** How many words it needs. */
    int words();

    /** Makes one for a machine. */
    interface Maker {
        FolioApi open(FolioMachine machine);
    }
}
