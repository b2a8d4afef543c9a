package dev.quire.model.invariant;

import java.util.Locale;

/** A state that generation must reach, or a green run proves nothing. */
public enum Goal {
    FOLDED("a block became contiguous by a single set"),
    BORN_FOLDED("a set of several slots made a contiguous block"),
    UNFOLDED_AT_START("a range cut a block that it did not start at and unfolded it"),
    UNFOLDED_AT_END("a range cut its last block and unfolded it"),
    DIRTY_IN_SIBLING_ONLY("a clean descriptor was read in a block that a sibling made dirty"),
    SEVERAL_BLOCKS("a call went over three blocks or more"),
    TO_TABLE_END("a range of several slots ended at its table's end"),
    UNALIGNED_FOLIO("a folio was mapped where its frames and addresses do not align"),
    WHOLE_BLOCK_KEPT("a wrprotect left a whole block contiguous"),
    LOCKLESS_DURING_UNFOLD("a lockless read ran while a block was being unfolded or emptied"),
    LOCKLESS_OVERTAKEN("a call ran inside a lockless read of its block"),
    LOCKLESS_PREEMPTED("a lockless read was preempted by a call"),
    LOCKLESS_ACROSS_CALLS("a lockless read went on in the middle of two calls"),
    ACT_INSIDE("hardware acted between two accesses of a call"),
    NEIGHBOUR_MARKED("hardware marked another descriptor than the accessed page's"),
    FAULTED("a hardware access faulted"),
    SOFTLEAF("a softleaf was put into a slot"),
    SPECIAL("a special page was mapped"),
    PROTECTION_CHANGED("a change of protection was committed in one part"),
    COMMITTED_IN_PARTS("a change of protection was committed in parts"),
    BATCH_OVER_BLOCKS("a batch went from one block into the next"),
    MOVED("present slots were moved"),
    KERNEL("a kernel address space was mapped"),
    CONT_GIVEN("a setter was given the contiguous bit"),
    EVICTED_UNDER_INVALIDATION(
            "the CPU that invalidates dropped a translation while the invalidation was under way"),
    EVICTED_ELSEWHERE(
            "another CPU dropped a translation while an invalidation of it was under way");

    /** What must have happened. */
    public final String sentence;

    Goal(String sentence) {
        this.sentence = sentence;
    }

    /** Its bit in a set of reached goals. */
    public long bit() {
        return 1L << ordinal();
    }

    /** Its name, as reports write it: {@code unfolded-at-start}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
