package dev.quire.model.range;

/** What every slot holds, as the core of the kernel may know it. */
public interface Pages {
    /** The slot's {@link dev.quire.model.entry.Meaning}. */
    long meaning(int slot);

    /** The slot's interval of young and dirty, of {@link Bounds}. */
    int bounds(int slot);

    /**
     * How many pages from a present slot batch with it: pages of one folio, alike but for young,
     * and for write and dirty unless flags of {@link BatchFlag} say that they count.
     *
     * @param most at most so many
     */
    int batch(int slot, int most, int flags);

    /** Whether it is young for certain. */
    default boolean young(int slot) {
        return (bounds(slot) & Bounds.MUST_YOUNG) != 0;
    }

    /** Whether it is dirty for certain. */
    default boolean dirty(int slot) {
        return (bounds(slot) & Bounds.MUST_DIRTY) != 0;
    }
}
