package dev.quire.model.subject.process;

import dev.quire.model.operation.Operation;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which operations a subject implements, given the functions that it names.
 *
 * <p>A single form stands on its batch form, as in the kernel; what the core makes of several calls
 * needs each of them; flushes are the caller's own where the subject has none.
 */
final class Offer {
    private final Set<Function> functions;

    Offer(Set<Function> functions) {
        this.functions = functions.isEmpty() ? Set.of() : EnumSet.copyOf(functions);
    }

    boolean has(Function function) {
        return functions.contains(function);
    }

    private boolean any(Function one, Function other) {
        return has(one) || has(other);
    }

    /** Whether every function that the operation calls is there. */
    boolean covers(Operation operation) {
        boolean single = operation.nr() == 1;
        return switch (operation.call()) {
            case SET_PTES -> has(Function.SET_PTES);
            case SET_PTE_AT -> any(Function.SET_PTE_AT, Function.SET_PTES);
            case PTEP_GET -> has(Function.PTEP_GET);
            case PTEP_GET_LOCKLESS, RESUME -> has(Function.PTEP_GET_LOCKLESS);
            case PTE_ADVANCE_PFN ->
                    has(Function.PTE_ADVANCE_PFN) || single && has(Function.PTE_NEXT_PFN);
            case PTE_BATCH_HINT -> has(Function.PTE_BATCH_HINT) && has(Function.PTEP_GET);
            case FOLIO_PTE_BATCH_FLAGS ->
                    has(Function.PTEP_GET)
                            && (has(Function.FOLIO_PTE_BATCH_FLAGS)
                                    || operation.flags() == 0 && has(Function.FOLIO_PTE_BATCH));
            case PTE_CLEAR -> has(Function.PTE_CLEAR);
            case CLEAR_NONPRESENT_PTES -> has(Function.CLEAR_NONPRESENT_PTES);
            case PTEP_GET_AND_CLEAR -> has(Function.PTEP_GET_AND_CLEAR);
            case GET_AND_CLEAR_FULL_PTES -> getAndClear(single, operation.has(Operation.FULL));
            case CLEAR_FULL_PTES ->
                    has(Function.CLEAR_FULL_PTES)
                            || !operation.has(Operation.FULL) && has(Function.CLEAR_PTES);
            case PTEP_CLEAR_FLUSH -> has(Function.PTEP_CLEAR_FLUSH);
            case PTEP_TEST_AND_CLEAR_YOUNG -> has(Function.PTEP_TEST_AND_CLEAR_YOUNG);
            case TEST_AND_CLEAR_YOUNG_PTES -> has(Function.TEST_AND_CLEAR_YOUNG_PTES);
            case CLEAR_FLUSH_YOUNG_PTES ->
                    has(Function.CLEAR_FLUSH_YOUNG_PTES)
                            || single && has(Function.PTEP_CLEAR_FLUSH_YOUNG);
            case CLEAR_YOUNG_DIRTY_PTES -> has(Function.CLEAR_YOUNG_DIRTY_PTES);
            case MADVISE_FREE -> any(Function.MADVISE_FREE, Function.CLEAR_YOUNG_DIRTY_PTES);
            case WRPROTECT_PTES ->
                    has(Function.WRPROTECT_PTES) || single && has(Function.PTEP_SET_WRPROTECT);
            case PTEP_SET_ACCESS_FLAGS -> has(Function.PTEP_SET_ACCESS_FLAGS);
            case MODIFY_PROT_START_PTES, MODIFY_PROT_COMMIT_PTES -> modifies(single);
            case UNMAP_BATCH ->
                    has(Function.UNMAP_BATCH)
                            || has(Function.PTEP_GET) && has(Function.GET_AND_CLEAR_FULL_PTES);
            case MOVE_PTES ->
                    has(Function.MOVE_PTES)
                            || has(Function.PTEP_GET)
                                    && has(Function.GET_AND_CLEAR_FULL_PTES)
                                    && has(Function.SET_PTES);
            case FLUSH_TLB_RANGE, FLUSH_TLB_PAGE, READ, WRITE, EXECUTE, FILL, EVICT -> true;
        };
    }

    private boolean getAndClear(boolean single, boolean full) {
        return has(Function.GET_AND_CLEAR_FULL_PTES)
                || single && has(Function.PTEP_GET_AND_CLEAR_FULL)
                || !single && !full && has(Function.GET_AND_CLEAR_PTES);
    }

    /** What is started must be committed, in parts too. */
    private boolean modifies(boolean single) {
        boolean start =
                has(Function.MODIFY_PROT_START_PTES)
                        || single && has(Function.PTEP_MODIFY_PROT_START);
        boolean commit =
                has(Function.MODIFY_PROT_COMMIT_PTES)
                        || single && has(Function.PTEP_MODIFY_PROT_COMMIT);
        return start && commit;
    }
}
