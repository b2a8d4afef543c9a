package dev.quire.model.range;

/**
 * The flags of {@code folio_pte_batch_flags}: what must be equal, and what is merged.
 *
 * <p>Source: Linux mm/internal.h, {@code fpb_t}. arm64 has no soft-dirty, so its flag changes
 * nothing here.
 */
public final class BatchFlag {
    public static final int RESPECT_DIRTY = 1;
    public static final int RESPECT_SOFT_DIRTY = 1 << 1;
    public static final int RESPECT_WRITE = 1 << 2;
    public static final int MERGE_WRITE = 1 << 3;
    public static final int MERGE_YOUNG_DIRTY = 1 << 4;

    private BatchFlag() {}
}
