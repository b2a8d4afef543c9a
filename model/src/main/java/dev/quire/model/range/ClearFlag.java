package dev.quire.model.range;

/**
 * The flags of {@code clear_young_dirty_ptes}.
 *
 * <p>Source: Linux include/linux/mm_types.h, {@code cydp_t}.
 */
public final class ClearFlag {
    public static final int YOUNG = 1;
    public static final int DIRTY = 2;

    private ClearFlag() {}
}
