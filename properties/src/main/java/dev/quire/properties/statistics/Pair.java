package dev.quire.properties.statistics;

import dev.quire.model.operation.Argument;
import dev.quire.model.operation.Call;
import java.util.ArrayList;
import java.util.List;

/**
 * A call and the class of the state that it meets, the finest thing that coverage counts.
 *
 * <p>Pairs are numbered from 0 to {@link #COUNT}, by call first. {@code pte_advance_pfn} is in
 * none: it meets no state.
 *
 * @param block what the block of the range's first slot holds
 * @param startsInside whether the range starts inside a contiguous block
 * @param endsInside whether it ends inside one
 * @param kept whether a CPU keeps a translation of a slot of the range
 * @param extent how long the range is
 */
public record Pair(
        Call call,
        BlockState block,
        boolean startsInside,
        boolean endsInside,
        boolean kept,
        Extent extent) {
    private static final BlockState[] BLOCKS = BlockState.values();
    private static final Extent[] EXTENTS = Extent.values();
    private static final int KEPT = EXTENTS.length;
    private static final int ENDS = 2 * KEPT;
    private static final int STARTS = 2 * ENDS;

    /** The classes of a call. */
    static final int CLASSES = BLOCKS.length * 2 * STARTS;

    /** How many numbers there are. */
    public static final int COUNT = Call.values().length * CLASSES;

    /** The pair of a number. */
    public static Pair of(int number) {
        int rest = number % CLASSES;
        return new Pair(
                Call.values()[number / CLASSES],
                BLOCKS[rest / (2 * STARTS)],
                (rest & STARTS) != 0,
                (rest & ENDS) != 0,
                (rest & KEPT) != 0,
                EXTENTS[rest & KEPT - 1]);
    }

    /** Its number. */
    public int number() {
        return number(call, block.ordinal(), startsInside, endsInside, kept, extent.ordinal());
    }

    static int number(
            Call call, int block, boolean startsInside, boolean endsInside, boolean kept, int nr) {
        return call.ordinal() * CLASSES
                + block * (2 * STARTS)
                + (startsInside ? STARTS : 0)
                + (endsInside ? ENDS : 0)
                + (kept ? KEPT : 0)
                + nr;
    }

    /**
     * Whether nothing that is known of the call and of blocks rules it out. Not every pair that is
     * left can be met: what a contract asks of the slots beyond the first block is not looked at.
     *
     * @param folds whether contiguous blocks come up
     */
    public boolean possible(boolean folds) {
        boolean contiguous = startsInside || endsInside || block == BlockState.FOLDED;
        return (folds || !contiguous)
                && consistent()
                && (extent == Extent.ONE || ranged())
                && legal();
    }

    /** Whether there are such blocks and ranges. */
    private boolean consistent() {
        if (block != BlockState.FOLDED) {
            return !startsInside && !(endsInside && extent == Extent.ONE);
        }
        return startsInside
                || switch (extent) {
                    case ONE, BELOW_BLOCK -> endsInside;
                    case BLOCK -> !endsInside;
                    case ABOVE_BLOCK -> true;
                };
    }

    private boolean ranged() {
        return call.arguments.contains(Argument.NR)
                || call.arguments.contains(Argument.NR_OPTIONAL)
                || call.arguments.contains(Argument.MAX_NR);
    }

    /** Whether the contract of the call allows it, as far as the class tells. */
    private boolean legal() {
        return switch (call) {
            case PTE_ADVANCE_PFN -> false;
            case SET_PTES -> extent == Extent.ONE || absent();
            case CLEAR_NONPRESENT_PTES, MODIFY_PROT_COMMIT_PTES -> absent();
            case PTE_BATCH_HINT,
                    FOLIO_PTE_BATCH_FLAGS,
                    UNMAP_BATCH,
                    PTEP_CLEAR_FLUSH,
                    GET_AND_CLEAR_FULL_PTES,
                    CLEAR_FULL_PTES,
                    PTEP_TEST_AND_CLEAR_YOUNG,
                    TEST_AND_CLEAR_YOUNG_PTES,
                    CLEAR_FLUSH_YOUNG_PTES,
                    CLEAR_YOUNG_DIRTY_PTES,
                    WRPROTECT_PTES,
                    PTEP_SET_ACCESS_FLAGS,
                    MODIFY_PROT_START_PTES,
                    MADVISE_FREE ->
                    block != BlockState.NONE;
            default -> true;
        };
    }

    /** Whether no slot of the range need be present. */
    private boolean absent() {
        boolean full =
                block == BlockState.ALIKE
                        || block == BlockState.FOLDED
                        || block == BlockState.MIXED;
        return !full && !endsInside;
    }

    /** The class in words: the block, its edges, {@code kept}, how long the range is. */
    public String state() {
        List<String> words = new ArrayList<>();
        words.add(block.word);
        if (startsInside) {
            words.add("starts-inside");
        }
        if (endsInside) {
            words.add("ends-inside");
        }
        if (kept) {
            words.add("kept");
        }
        words.add(extent.word);
        return String.join(" ", words);
    }
}
