package dev.quire.model.invariant;

/**
 * What holds after every step: numbered, named in words, stated positively.
 *
 * <p>Numbers are those of the catalogue of the field; a failure's signature is its lowest.
 */
public enum Invariant {
    MEANING_EQUAL(
            16,
            "meaning-equal",
            "presence, frame, permissions and softleaf value of every slot are the reference's"),
    DIRTY_NOT_LOST(17, "dirty-not-lost", "a page that must be dirty is dirty or was handed over"),
    DIRTY_NOT_INVENTED(18, "dirty-not-invented", "a page is dirty only if it or its block may be"),
    YOUNG_IN_BOUNDS(19, "young-in-bounds", "a page is young if it must be and only if it may be"),
    FRAME(20, "frame", "a call changes no page outside its range"),
    SET_READS_BACK(21, "set-reads-back", "a set slot holds its value, advanced by its index"),
    CLEAR_RETURNS_ALL(
            22,
            "clear-returns-all",
            "cleared slots are none; the return is the first with young and dirty of all"),
    WRPROTECT_PROTECTS(23, "wrprotect-protects", "after wrprotect no slot of it is writable"),
    ACCESS_FLAGS_MONOTONE(24, "access-flags-monotone", "set_access_flags takes no permission away"),
    ACCESS_FLAGS_LIVE(
            25,
            "access-flags-live",
            "after set_access_flags each descriptor of the page permits what was asked for"),
    YOUNG_CLEARED(
            26, "young-cleared", "after a clear of young no slot of it is young; the return tells"),
    TRANSACTION(
            27, "transaction", "a started range is not present; its commit is what was asked for"),
    BATCH_EXACT(28, "batch-exact", "a batch is the longest run of equal pages of one folio"),
    READS_IN_RANGE(
            29, "reads-in-range", "a call reaches for no slot beyond its range and its blocks"),
    HINT_LEGAL(30, "hint-legal", "a batch hint counts only slots that batch"),
    STORE_SAFE(31, "store-safe", "a set stores over a valid entry only by a safe change"),
    LOCKLESS_TRUE(
            32, "lockless-true", "a lockless read returns what the slot held during the call"),
    FULL_ALIKE(33, "full-alike", "full=0 and full=1 leave the same state"),
    SPLIT_ALIKE(34, "split-alike", "a range split into parts leaves the same state"),
    BLOCK_WHOLE(35, "block-whole", "all or none of an aligned block is contiguous"),
    BLOCK_CONSECUTIVE(
            36, "block-consecutive", "a contiguous block maps aligned, consecutive frames"),
    BLOCK_UNIFORM(
            37, "block-uniform", "all entries of a contiguous block have the same attributes"),
    BLOCK_ONE_FOLIO(
            38, "block-one-folio", "a contiguous block is not special and lies in one folio"),
    CONT_ELIGIBLE(
            39, "cont-eligible", "the contiguous bit goes with valid, and into user spaces only"),
    CONT_IGNORED(40, "cont-ignored", "a setter ignores the contiguous bit of its value"),
    BREAK_BEFORE_MAKE(
            41,
            "break-before-make",
            "a change of block size, frame, memory type or shareability, or to global, goes through"
                    + " none, and a flush where the machine needs one"),
    CONVERSION_UNIFORM(
            42, "conversion-uniform", "the entries of one conversion agree on young and dirty"),
    FOLD_EXACT(43, "fold-exact", "a block is contiguous if and only if the rules fold it"),
    NO_STALE_TRANSLATION(
            44,
            "no-stale-translation",
            "after a flush no CPU keeps a translation that was there before it, or one that permits"
                    + " more than its entry"),
    ONE_SIZE_KEPT(46, "one-size-kept", "no CPU keeps a block and a single entry for one address"),
    FLUSH_REACHES_BLOCKS(
            47, "flush-reaches-blocks", "a flush of a page ends the block that holds the page"),
    STORE_NOT_LOST(48, "store-not-lost", "what a CPU stored to a page leaves it dirty somewhere"),
    REFERENCES_COUNTED(
            49,
            "references-counted",
            "a folio's references are those of its mappings, caches, pins and holders; it is free"
                    + " if and only if it has none"),
    MAPPINGS_COUNTED(
            50, "mappings-counted", "a folio counts one mapping for each slot that maps its pages"),
    SHARERS_KNOWN(
            51,
            "sharers-known",
            "a folio counts for an address space no mapping too many, and is mapped by one only"
                    + " unless it is marked as shared"),
    ONE_KIND(
            52,
            "one-kind",
            "a page is mapped as anonymous or as a file's, never both, and never if it has a type"),
    WRITABLE_ALONE(
            53, "writable-alone", "an anonymous page that is mapped writable has one mapping"),
    TABLE_CHECK_COUNTS(
            54, "table-check-counts", "a checker of tables counts the slots that map a page"),
    EXCLUSIVE_TRUE(
            55,
            "exclusive-true",
            "an anonymous page that is mapped writable, or that is pinned, is marked exclusive; one"
                    + " that fork shares is not"),
    FLAG_POLICY(
            56,
            "flag-policy",
            "a flag changes in the word that its policy names, and other pages are refused"),
    POISON_PER_PAGE(
            57,
            "poison-per-page",
            "poison marks one page, and a large folio says that it has such a page"),
    ARCH_BIT_TRUE(
            58,
            "arch-bit-true",
            "PG_arch_1 of a folio hides neither stale bytes from a CPU that executes them nor a"
                    + " secure frame from the host"),
    BORN_WITHOUT_FLAGS(
            59, "born-without-flags", "a free page, and a new folio, have no flag but poison"),
    ZERO_PAGE_UNCOUNTED(60, "zero-page-uncounted", "mapping the zero page changes no counter"),
    ONE_RANGE(61, "one-range", "every range lies in one folio, one area and one table"),
    SPLIT_CARRIES(
            81,
            "split-carries",
            "the folios that come from a split have the carried flags, the poison and the places of"
                    + " the folio that was, and nothing else"),
    CONT_HIDDEN(82, "cont-hidden", "a read never shows the contiguous bit to the core"),
    FLUSH_OWED(83, "flush-owed", "a call invalidates what it promises to"),
    BLOCK_AGREES(
            86,
            "block-agrees",
            "at no moment of a call do valid entries of a contiguous block disagree"),
    ENTRY_SOUND(
            87,
            "entry-sound",
            "hardware and software read an entry alike: a page, writable or not"),
    ADVANCE(8, "advance", "advancing adds to the frame and changes nothing else"),
    LIVE(84, "live", "a call ends, and an access whose fault was handled completes"),
    CRASH_FREE(85, "crash-free", "a call neither fails nor warns");

    private static final Invariant[] ALL = values();

    /** Its number, as in {@code INV-17}. */
    public final int number;

    /** Its name in words. */
    public final String title;

    /** What holds. */
    public final String sentence;

    Invariant(int number, String title, String sentence) {
        this.number = number;
        this.title = title;
        this.sentence = sentence;
    }

    /**
     * Whether the entries show at rest that it does not hold; if not, what does is the order of
     * stores and invalidations, or what CPUs keep.
     */
    public boolean showsInEntries() {
        return switch (this) {
            case STORE_SAFE,
                    LOCKLESS_TRUE,
                    BREAK_BEFORE_MAKE,
                    CONVERSION_UNIFORM,
                    NO_STALE_TRANSLATION,
                    ONE_SIZE_KEPT,
                    FLUSH_REACHES_BLOCKS,
                    FLUSH_OWED,
                    BLOCK_AGREES ->
                    false;
            default -> true;
        };
    }

    /** Whether it is about what CPUs keep of the tables. */
    public boolean ofTranslations() {
        return switch (this) {
            case NO_STALE_TRANSLATION, ONE_SIZE_KEPT, FLUSH_REACHES_BLOCKS, STORE_NOT_LOST -> true;
            default -> false;
        };
    }

    /**
     * Whether a single run on ranges can show that it does not hold; the others compare two runs,
     * which is what properties do, or are about folios.
     */
    public boolean ofOneRun() {
        return this != FULL_ALIKE && this != SPLIT_ALIKE && !ofFolios();
    }

    /** Its bit in a set of invariants. */
    public long bit() {
        return 1L << ordinal();
    }

    /** Whether it is about folios, whose system has seeded bugs of its own. */
    public boolean ofFolios() {
        return number >= REFERENCES_COUNTED.number && number <= ONE_RANGE.number
                || this == SPLIT_CARRIES;
    }

    /** As verdicts and reports write it: {@code dirty-not-lost INV-17}. */
    public String text() {
        return title + " " + id();
    }

    /** {@code INV-17}. */
    public String id() {
        return number < 10 ? "INV-0" + number : "INV-" + number;
    }

    /**
     * The invariant of a name.
     *
     * @throws IllegalArgumentException naming what was found
     */
    public static Invariant of(String title) {
        for (Invariant invariant : ALL) {
            if (invariant.title.equals(title)) {
                return invariant;
            }
        }
        throw new IllegalArgumentException(
                "unknown invariant " + title + ", expected one of 'quire list invariants'");
    }
}
