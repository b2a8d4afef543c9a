package dev.quire.model.harness;

import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;

/**
 * What the core does about a fault of a valid entry: it asks for access, and for write and dirty
 * where the access was a write. Source: Linux mm/memory.c, {@code handle_pte_fault}.
 */
final class FaultHandler {
    private static final int WRITE =
            Operation.ENTRY_WRITE | Operation.DIRTY | Operation.WRITE_FAULT;

    private FaultHandler() {}

    /** The call that resolves a fault; null where the entry forbids the access for good. */
    static Operation of(Operation access, long meaning, Geometry geometry) {
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
                        Operation.ENTRY_YOUNG | (access.call() == Call.WRITE ? WRITE : 0))
                .withCpu(access.cpu());
    }
}
