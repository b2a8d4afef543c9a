package dev.quire.model.folio;

/**
 * The flags of pages and folios by name, each with its policy and its bit in a page's word.
 *
 * <p>Some share a bit: {@code has_hwpoisoned}, {@code partially_mapped} and {@code large_rmappable}
 * are {@code active}, {@code reclaim} and {@code workingset} of the second page; {@code checked}
 * and {@code swapcache} are one bit, told apart by {@code swapbacked}. The arch_1 bit is used raw
 * and no flag of this list.
 *
 * <p>Source: Linux, include/linux/page-flags.h.
 */
public enum FolioFlag {
    LOCKED("locked", 0, PagePolicy.NO_TAIL, true),
    WRITEBACK("writeback", 1, PagePolicy.NO_TAIL, false),
    RECLAIM("reclaim", 2, PagePolicy.NO_TAIL, false),
    UPTODATE("uptodate", 3, PagePolicy.NO_TAIL, true),
    DIRTY("dirty", 4, PagePolicy.HEAD, true),
    LRU("lru", 5, PagePolicy.HEAD, true),
    WORKINGSET("workingset", 6, PagePolicy.HEAD, true),
    REFERENCED("referenced", 7, PagePolicy.HEAD, true),
    ACTIVE("active", 8, PagePolicy.HEAD, true),
    SWAPBACKED("swapbacked", 9, PagePolicy.HEAD, true),
    UNEVICTABLE("unevictable", 10, PagePolicy.HEAD, true),
    MLOCKED("mlocked", 11, PagePolicy.HEAD, true),
    YOUNG("young", 12, PagePolicy.HEAD, true),
    IDLE("idle", 13, PagePolicy.HEAD, true),
    SWAPCACHE("swapcache", 14, PagePolicy.HEAD, true),
    DROPBEHIND("dropbehind", 15, PagePolicy.HEAD, true),
    HWPOISON("hwpoison", 16, PagePolicy.ANY, false),
    RESERVED("reserved", 17, PagePolicy.NO_COMPOUND, false),
    CHECKED("checked", 14, PagePolicy.NO_COMPOUND, false),
    HAS_HWPOISONED("has_hwpoisoned", 8, PagePolicy.SECOND, false),
    PARTIALLY_MAPPED("partially_mapped", 2, PagePolicy.SECOND, false),
    LARGE_RMAPPABLE("large_rmappable", 6, PagePolicy.SECOND, false);

    /** PG_arch_1 in the head's word. */
    public static final long ARCH_1 = 1L << 20;

    /** PG_head in the head's word of a large folio. */
    public static final long HEAD = 1L << 21;

    /** PG_owner_2, which is PG_anon_exclusive of an anonymous page. */
    public static final long ANON_EXCLUSIVE = 1L << 22;

    private static final FolioFlag[] ALL = values();

    /** As traces write it. */
    public final String word;

    public final PagePolicy policy;

    /** In a page's word. */
    public final long mask;

    /** Whether the folios that come from a split take it over from the folio that was. */
    public final boolean carried;

    FolioFlag(String word, int bit, PagePolicy policy, boolean carried) {
        this.word = word;
        this.mask = 1L << bit;
        this.policy = policy;
        this.carried = carried;
    }

    /** How many there are. */
    public static int count() {
        return ALL.length;
    }

    /** The flag of an ordinal, without a copy of all. */
    public static FolioFlag at(int ordinal) {
        return ALL[ordinal];
    }

    /**
     * The flag of a name.
     *
     * @throws IllegalArgumentException naming what was found and all names
     */
    public static FolioFlag of(String word) {
        StringBuilder words = new StringBuilder();
        for (FolioFlag flag : ALL) {
            if (flag.word.equals(word)) {
                return flag;
            }
            words.append(words.isEmpty() ? "" : ", ").append(flag.word);
        }
        throw new IllegalArgumentException("found " + word + ", expected one of " + words);
    }
}
