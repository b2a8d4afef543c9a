package dev.quire.model.invariant;

/**
 * Which invariants were put to the test: something was met of which they say anything, so that
 * their check could have failed. A check that never could says nothing when it passes.
 *
 * <p>Noted where a check looks at it anyway, a bit each. What is too dear to look at in each step
 * is looked at until it was met once.
 */
public final class Antecedents {
    static {
        if (Invariant.values().length > Long.SIZE) {
            throw new AssertionError("harness bug: a set of invariants must fit into a long");
        }
    }

    private long held;

    /** One was put to the test. */
    public void hold(Invariant invariant) {
        held |= invariant.bit();
    }

    /** The same of several, a bit each. */
    void holdAll(long bits) {
        held |= bits;
    }

    /** Whether all of several, a bit each, were put to the test since the last {@link #take}. */
    boolean holdsAll(long bits) {
        return (held & bits) == bits;
    }

    /** What was put to the test since this was asked last, a bit each. */
    public long take() {
        long taken = held;
        held = 0;
        return taken;
    }

    /** What must be met to put an invariant to the test. */
    public static String of(Invariant invariant) {
        return switch (invariant) {
            case MEANING_EQUAL -> "a block that a step touched had an entry";
            case DIRTY_NOT_LOST -> "a page had to be dirty";
            case DIRTY_NOT_INVENTED -> "a page was not to be dirty";
            case YOUNG_IN_BOUNDS -> "a page had to be young, or was not to be";
            case FRAME -> "a block that a call's range cut had an entry beyond the range";
            case SET_READS_BACK -> "slots were set";
            case CLEAR_RETURNS_ALL -> "a call cleared a present page and returned it";
            case WRPROTECT_PROTECTS -> "a writable page was write-protected";
            case ACCESS_FLAGS_MONOTONE -> "access was asked for on a writable page";
            case ACCESS_FLAGS_LIVE -> "access was asked for";
            case YOUNG_CLEARED -> "young was cleared where a page had to be young";
            case TRANSACTION -> "a change of protection was started or committed";
            case BATCH_EXACT -> "a batch had more than one page";
            case READS_IN_RANGE -> "a call made an access";
            case HINT_LEGAL -> "a hint counted more than its own slot";
            case STORE_SAFE -> "a set stored over a valid entry";
            case LOCKLESS_TRUE -> "a lockless read returned a present page";
            case FULL_ALIKE -> "two runs were compared, with full=0 and with full=1";
            case SPLIT_ALIKE -> "two runs were compared, with a range whole and in parts";
            case BLOCK_WHOLE -> "a touched block had a contiguous entry";
            case BLOCK_CONSECUTIVE, BLOCK_UNIFORM, BLOCK_ONE_FOLIO ->
                    "all entries of a touched block were contiguous";
            case CONT_ELIGIBLE -> "a call stored a contiguous entry";
            case CONT_IGNORED -> "a setter was given the contiguous bit";
            case BREAK_BEFORE_MAKE -> "an entry changed its size, frame or memory in one call";
            case CONVERSION_UNIFORM -> "a call stored a second entry of a block of another size";
            case FOLD_EXACT -> "a touched block was contiguous, or was to be";
            case NO_STALE_TRANSLATION ->
                    "a call stored to, or flushed, what a CPU kept a translation of";
            case ONE_SIZE_KEPT -> "a CPU began to keep one size and kept the other";
            case FLUSH_REACHES_BLOCKS -> "a page was flushed of which a CPU kept the block";
            case STORE_NOT_LOST -> "a CPU stored to a mapped page, and no descriptor shows it";
            case CONT_HIDDEN -> "an entry was read that is contiguous";
            case FLUSH_OWED -> "a call that owes an invalidation stored to its range";
            case BLOCK_AGREES -> "a call changed an entry beside a valid one of a folded block";
            case ENTRY_SOUND -> "a touched block had a present entry";
            case ADVANCE -> "an entry was advanced";
            case LIVE -> "a fault was handled";
            case CRASH_FREE -> "a call returned";
            case REFERENCES_COUNTED -> "a folio was held, mapped or cached";
            case MAPPINGS_COUNTED -> "a slot mapped a page of a folio";
            case SHARERS_KNOWN -> "two address spaces mapped a folio";
            case ONE_KIND -> "a page was mapped, or had a type";
            case WRITABLE_ALONE -> "an anonymous page was mapped writable";
            case TABLE_CHECK_COUNTS -> "slots that map a page were counted";
            case EXCLUSIVE_TRUE -> "an anonymous page was mapped writable, pinned or shared";
            case FLAG_POLICY -> "a flag was changed through a page";
            case POISON_PER_PAGE -> "a page was poisoned";
            case ARCH_BIT_TRUE -> "a CPU executed a page, or the host reached one";
            case BORN_WITHOUT_FLAGS -> "a folio was allocated or freed";
            case ZERO_PAGE_UNCOUNTED -> "the zero page was mapped";
            case ONE_RANGE -> "a range was mapped";
            case SPLIT_CARRIES -> "a folio was split";
        };
    }
}
