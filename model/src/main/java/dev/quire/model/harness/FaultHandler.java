package dev.quire.model.harness;

import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;

/**
 * What the core does about a fault of a valid entry: it asks for access, for what the entry has,
 * and for write and dirty where the access was a write. Source: Linux mm/memory.c, {@code
 * handle_pte_fault}.
 */
final class FaultHandler {
    private static final int WRITE =
            Operation.ENTRY_WRITE | Operation.DIRTY | Operation.WRITE_FAULT;

    private FaultHandler() {}

    /**
     * The call that resolves a fault; null where the entry forbids the access for good.
     *
     * @param meaning what the entry means
     * @param dirty whether it is dirty: what the entry has is asked for again
     */
    static Operation of(Operation access, long meaning, boolean dirty, Geometry geometry) {
        boolean permits =
                access.call() == Call.EXECUTE
                        ? !Meaning.has(meaning, Meaning.NO_USER_EXEC)
                        : Meaning.has(meaning, Meaning.USER);
        if (!permits) {
            return null;
        }
        return Operation.of(
                        Call.PTEP_SET_ACCESS_FLAGS,
                        access.mm(),
                        access.addr() & -geometry.pageSize(),
                        1,
                        Operation.ENTRY_YOUNG
                                | (access.call() == Call.WRITE ? WRITE : had(meaning, dirty)))
                .withCpu(access.cpu());
    }

    private static int had(long meaning, boolean dirty) {
        return (Meaning.has(meaning, Meaning.WRITE) ? Operation.ENTRY_WRITE : 0)
                | (dirty ? Operation.DIRTY : 0);
    }
}
