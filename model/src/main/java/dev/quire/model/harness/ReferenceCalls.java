package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Transaction;
import dev.quire.model.operation.Values;
import dev.quire.model.range.Bounds;
import dev.quire.model.range.ClearFlag;
import dev.quire.model.reference.Reference;

/** Lets the reference follow an operation. */
final class ReferenceCalls {
    private final Reference reference;
    private final Encoding encoding;
    private final Transaction transaction;

    ReferenceCalls(Reference reference, Encoding encoding, Transaction transaction) {
        this.reference = reference;
        this.encoding = encoding;
        this.transaction = transaction;
    }

    void run(StepRecord step) {
        Operation operation = step.operation;
        int slot = step.slot;
        int end = step.end;
        switch (step.call) {
            case SET_PTES, SET_PTE_AT ->
                    reference.set(
                            slot,
                            end,
                            Values.meaning(operation),
                            Values.young(operation),
                            Values.dirty(operation));
            case PTE_CLEAR,
                    CLEAR_NONPRESENT_PTES,
                    PTEP_GET_AND_CLEAR,
                    GET_AND_CLEAR_FULL_PTES,
                    CLEAR_FULL_PTES,
                    PTEP_CLEAR_FLUSH,
                    UNMAP_BATCH ->
                    reference.clear(slot, end);
            case PTEP_TEST_AND_CLEAR_YOUNG, TEST_AND_CLEAR_YOUNG_PTES, CLEAR_FLUSH_YOUNG_PTES ->
                    reference.lower(slot, end, Bounds.YOUNG);
            case MADVISE_FREE -> reference.lower(slot, end, Bounds.YOUNG | Bounds.DIRTY);
            case CLEAR_YOUNG_DIRTY_PTES -> {
                boolean young = (operation.flags() & ClearFlag.YOUNG) != 0;
                boolean dirty = (operation.flags() & ClearFlag.DIRTY) != 0;
                reference.lower(slot, end, Bounds.exactly(young, dirty));
            }
            case WRPROTECT_PTES -> reference.wrprotect(slot, end);
            case PTEP_SET_ACCESS_FLAGS -> {
                boolean young = operation.has(Operation.ENTRY_YOUNG);
                boolean dirty = operation.has(Operation.DIRTY);
                reference.raise(slot, Bounds.exactly(young, dirty));
                if (operation.has(Operation.ENTRY_WRITE)) {
                    reference.mkwrite(slot);
                }
            }
            case MODIFY_PROT_START_PTES -> {
                transaction.open(slot, end - slot, step.result, step.meaningBefore);
                reference.clear(slot, end);
            }
            case MODIFY_PROT_COMMIT_PTES -> commit(step);
            case MOVE_PTES -> reference.move(slot, end, step.to);
            case PTEP_GET,
                    PTEP_GET_LOCKLESS,
                    PTE_ADVANCE_PFN,
                    PTE_BATCH_HINT,
                    FOLIO_PTE_BATCH_FLAGS,
                    FLUSH_TLB_RANGE,
                    FLUSH_TLB_PAGE,
                    FLUSH_TLB_MM,
                    RESUME,
                    READ,
                    WRITE,
                    EXECUTE,
                    FILL,
                    EVICT -> {}
        }
    }

    private void commit(StepRecord step) {
        Protection prot = step.operation.prot();
        long pte = Values.modified(encoding, transaction.old(), prot);
        long first = Values.modified(transaction.meaning(), prot);
        reference.set(
                step.slot,
                step.end,
                Meaning.advance(first, transaction.done()),
                encoding.young(pte),
                encoding.dirty(pte));
        step.commitsPart = transaction.done() > 0 || step.end < transaction.end();
        transaction.commit(step.end - step.slot);
    }
}
