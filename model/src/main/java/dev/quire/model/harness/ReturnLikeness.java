package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.Bounds;
import dev.quire.model.reference.Reference;

/**
 * Whether a call returned the same on two subjects, as far as it must.
 *
 * <p>The contiguous bit and the hint are a design's own affair. So is the end of a batch that
 * respects dirty, as it depends on which of the two dirty bits an entry has.
 */
final class ReturnLikeness {
    private final LockStep first;
    private final LockStep second;
    private final Reference shared;
    private final Geometry geometry;
    private final Encoding encoding;

    private boolean sameEntries;
    private boolean sameOld;

    ReturnLikeness(LockStep first, LockStep second, Reference shared) {
        this.first = first;
        this.second = second;
        this.shared = shared;
        this.geometry = first.setup().machine().geometry();
        this.encoding = first.setup().machine().encoding();
    }

    void before(Operation operation) {
        sameEntries = false;
        sameOld = true;
        if (operation.call() == Call.PTEP_SET_ACCESS_FLAGS) {
            sameEntries = sameEntries(first.memory().slot(operation.mm(), operation.addr()));
        } else if (operation.call() == Call.MODIFY_PROT_COMMIT_PTES) {
            long one = first.transaction().old();
            long other = second.transaction().old();
            sameOld =
                    encoding.young(one) == encoding.young(other)
                            && encoding.dirty(one) == encoding.dirty(other);
        }
    }

    /** Whether a commit puts back the same young and dirty on both sides. */
    boolean sameTransaction(Operation operation) {
        return operation.call() != Call.MODIFY_PROT_COMMIT_PTES || sameOld;
    }

    /**
     * Whether the entries of a block are the same on both sides, so that the answer must be: a
     * contiguous block looks at all its entries, and a dirty one may be so in one of two ways only.
     */
    private boolean sameEntries(int slot) {
        int start = geometry.blockStart(slot);
        boolean folded =
                encoding.validCont(first.memory().raw(slot))
                        || encoding.validCont(second.memory().raw(slot));
        long own = first.memory().raw(slot);
        for (int at = start; at < start + geometry.blockEntries(); at++) {
            long one = encoding.mknoncont(first.memory().raw(at));
            long other = encoding.mknoncont(second.memory().raw(at));
            boolean halfDirty =
                    encoding.present(one) && encoding.dirty(one) && encoding.mkdirty(one) != one;
            boolean mixed = folded && ((one ^ own) & encoding.accessFlags()) != 0;
            if (one != other || halfDirty || mixed) {
                return false;
            }
        }
        return true;
    }

    /** What differs, or null. The shared reference has not yet taken the step in. */
    String compare() {
        StepRecord one = first.last();
        StepRecord other = second.last();
        return switch (one.call) {
            case PTEP_GET, PTEP_GET_LOCKLESS ->
                    value(one.result, other.result, shared.bounds(one.slot));
            case PTE_ADVANCE_PFN -> one.result == other.result ? null : "it returns otherwise";
            case PTEP_GET_AND_CLEAR,
                    PTEP_CLEAR_FLUSH,
                    GET_AND_CLEAR_FULL_PTES,
                    MODIFY_PROT_START_PTES ->
                    value(one.result, other.result, shared.boundsOf(one.slot, one.end));
            case UNMAP_BATCH ->
                    one.result != other.result
                            ? "it unmaps otherwise"
                            : value(
                                    one.resultPte,
                                    other.resultPte,
                                    shared.boundsOf(one.slot, one.end));
            case PTEP_TEST_AND_CLEAR_YOUNG, TEST_AND_CLEAR_YOUNG_PTES, CLEAR_FLUSH_YOUNG_PTES -> {
                int open = Likeness.open(shared.boundsOf(one.slot, one.end));
                boolean free = (open & Bounds.MUST_YOUNG) != 0;
                yield one.result == other.result || free ? null : "it tells otherwise of young";
            }
            case FOLIO_PTE_BATCH_FLAGS -> batch(one, other);
            case PTEP_SET_ACCESS_FLAGS ->
                    one.result == other.result || !sameEntries
                            ? null
                            : "it tells otherwise whether it changed the entry";
            default -> null;
        };
    }

    private String value(long one, long other, int interval) {
        if (encoding.meaning(one) != encoding.meaning(other)) {
            return "the value means otherwise";
        }
        if (!Meaning.present(encoding.meaning(one))) {
            return null;
        }
        int differ = shows(one) ^ shows(other);
        return (differ & ~Likeness.open(interval)) == 0
                ? null
                : "the value is young or dirty otherwise";
    }

    private int shows(long pte) {
        return Bounds.exactly(encoding.young(pte), encoding.dirty(pte));
    }

    private String batch(StepRecord one, StepRecord other) {
        int flags = one.operation.flags();
        if ((flags & BatchFlag.RESPECT_DIRTY) != 0) {
            return null;
        }
        if (one.result != other.result) {
            return "the batch ends elsewhere";
        }
        boolean merged = (flags & BatchFlag.MERGE_YOUNG_DIRTY) != 0;
        int end = one.slot + (merged ? (int) one.result : 1);
        int must = 0;
        int may = 0;
        for (int slot = one.slot; slot < end; slot++) {
            must |= shared.bounds(slot) & Bounds.MUST;
            may |= shared.bounds(slot) & Bounds.MAY;
        }
        return value(one.resultPte, other.resultPte, must | may);
    }

    /** What the last call of a run returned, in words. */
    static String text(LockStep run) {
        StepRecord step = run.last();
        Encoding encoding = run.setup().machine().encoding();
        return switch (step.call) {
            case PTEP_GET,
                    PTEP_GET_LOCKLESS,
                    PTE_ADVANCE_PFN,
                    PTEP_GET_AND_CLEAR,
                    PTEP_CLEAR_FLUSH,
                    GET_AND_CLEAR_FULL_PTES,
                    MODIFY_PROT_START_PTES ->
                    BlockView.text(encoding, step.result);
            case UNMAP_BATCH, FOLIO_PTE_BATCH_FLAGS ->
                    step.result + " slots, " + BlockView.text(encoding, step.resultPte);
            case PTE_BATCH_HINT -> Long.toString(step.result);
            case PTEP_TEST_AND_CLEAR_YOUNG,
                    TEST_AND_CLEAR_YOUNG_PTES,
                    CLEAR_FLUSH_YOUNG_PTES,
                    PTEP_SET_ACCESS_FLAGS ->
                    step.result != 0 ? "true" : "false";
            default -> "nothing";
        };
    }
}
