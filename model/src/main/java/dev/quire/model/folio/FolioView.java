package dev.quire.model.folio;

/** What there is to see of a subject's state, to be compared. A free frame has order -1. */
public interface FolioView {
    int NONE = 0;
    int ANON = 1;
    int FILE = 2;

    /** The index of an anonymous folio at slot 0: it is counted from there. */
    int ANON_INDEX = 1 << 16;

    /** The first frame of a frame's folio. */
    int head(int pfn);

    /** The order of a frame's folio, -1 where it is free. */
    int order(int pfn);

    /** A page's word as the kernel would show it, but for hwpoison and anon-exclusive. */
    long flags(int pfn);

    boolean poisoned(int pfn);

    boolean exclusive(int pfn);

    /** Of a head. */
    int refcount(int head);

    /** Of a head: mappings of all its pages; 0 for a page with a type. */
    int mapcount(int head);

    /** Of a head: none, anonymous, or of a file. */
    int kind(int head);

    /** Of a head: its place in its file, or in the address spaces, in pages. */
    int index(int head);

    /** Of a head: its swap entry, 0 if it has none. */
    int swapEntry(int head);

    /** Of a page: 0, or its type. */
    int type(int pfn);

    /** Of a large folio: the address space of one of its two slots, 0 if that is free. */
    int mmId(int head, int which);

    /** Of a large folio: that slot's mappings, counted from -1. */
    int mmCount(int head, int which);

    /** Of a large folio: whether it may be mapped by more than one address space. */
    boolean maybeShared(int head);

    /** How many user-accessible slots a checker of tables has counted for a page. */
    int tableCheck(int pfn);

    /**
     * Which pages show a word: adds those of whose answers some may differ when these bits of it
     * do. A word shows in a page as a head, too; too many pages only take longer to compare.
     *
     * @param bits those that changed
     * @param pages of the machine, the zero page too
     */
    default void shows(int word, long bits, NumberSet pages) {
        pages.addAll();
    }
}
