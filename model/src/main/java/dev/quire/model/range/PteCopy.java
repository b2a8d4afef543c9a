package dev.quire.model.range;

/** A copy of an entry that a call may change, as the kernel's {@code pte_t *} to a local one. */
public final class PteCopy {
    /** An entry in the architecture's layout. */
    public long pte;
}
