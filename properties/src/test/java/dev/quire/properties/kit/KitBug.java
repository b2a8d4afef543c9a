package dev.quire.properties.kit;

import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;

/**
 * A bug that the folding subject in C has when it is asked for, a machine that shows it, and the
 * verdict that tells it: kind, invariant, and a part of the message.
 */
enum KitBug {
    NULL_DEREFERENCE(Verdict.Kind.CRASH, Invariant.CRASH_FREE, "SIGSEGV: a null pointer"),
    RAW_DEREFERENCE(Verdict.Kind.CRASH, Invariant.CRASH_FREE, "dereferenced past READ_ONCE"),
    ENDLESS_LOOP(Verdict.Kind.HANG, Invariant.LIVE, ""),
    STALE_RETRY(Verdict.Kind.LIVELOCK, Invariant.LIVE, ""),
    OUT_OF_RANGE_SLOT(Verdict.Kind.VIOLATION, Invariant.READS_IN_RANGE, ""),
    MEMORY_CORRUPTION(
            "arm64-64k", Verdict.Kind.CRASH, Invariant.CRASH_FREE, "stack-buffer-overflow"),
    HEAP_OVERFLOW("arm64-4k", Verdict.Kind.CRASH, Invariant.CRASH_FREE, "heap-buffer-overflow"),
    LOST_DIRTY(Verdict.Kind.VIOLATION, Invariant.DIRTY_NOT_LOST, ""),
    LEAKED_CONT(Verdict.Kind.VIOLATION, Invariant.CONT_HIDDEN, ""),
    RACY_CHANGE("arm64-small", Verdict.Kind.VIOLATION, Invariant.DIRTY_NOT_LOST),
    MISSING_FLUSH(Verdict.Kind.VIOLATION, Invariant.BREAK_BEFORE_MAKE, ""),
    FAILED_CHECK(Verdict.Kind.SELF_CHECK, Invariant.CRASH_FREE, "it warns: contpte.c:"),
    FATAL_CHECK(Verdict.Kind.SELF_CHECK, Invariant.CRASH_FREE, "it gives up: contpte.c:");

    final String machine;
    final boolean sanitized;
    private final Verdict.Kind kind;
    private final Invariant invariant;
    private final String says;

    KitBug(String machine, Verdict.Kind kind, Invariant invariant) {
        this(machine, false, kind, invariant, "");
    }

    KitBug(Verdict.Kind kind, Invariant invariant, String says) {
        this("arm64-4k", false, kind, invariant, says);
    }

    /** One that AddressSanitizer sees. */
    KitBug(String machine, Verdict.Kind kind, Invariant invariant, String says) {
        this(machine, true, kind, invariant, says);
    }

    KitBug(String machine, boolean sanitized, Verdict.Kind kind, Invariant invariant, String says) {
        this.machine = machine;
        this.sanitized = sanitized;
        this.kind = kind;
        this.invariant = invariant;
        this.says = says;
    }

    /** Whether a verdict is the right one. */
    boolean told(Verdict verdict) {
        return verdict.kind() == kind
                && verdict.invariant() == invariant
                && verdict.message().contains(says);
    }
}
