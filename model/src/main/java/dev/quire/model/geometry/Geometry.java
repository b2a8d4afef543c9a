package dev.quire.model.geometry;

/**
 * The sizes of a page, of a contiguous block and of a last-level table.
 *
 * <p>Shape: three base-2 logarithms; a block and a table are counted in entries. Source: Linux
 * arch/arm64/Kconfig and pgtable-hwdef.h ({@code CONT_PTES = 1 << (CONT_PTE_SHIFT - PAGE_SHIFT)}).
 *
 * @param pageShift log2 of the page size in bytes
 * @param blockShift log2 of the entries in a contiguous block ({@code CONT_PTES})
 * @param tableShift log2 of the entries in a table ({@code PTRS_PER_PTE})
 */
public record Geometry(int pageShift, int blockShift, int tableShift) {
    public Geometry {
        if (pageShift < 12 || pageShift > 16) {
            throw new IllegalArgumentException("page shift must be 12 to 16: " + pageShift);
        }
        if (blockShift < 0 || blockShift > tableShift || tableShift > 13) {
            throw new IllegalArgumentException(
                    "a table must hold whole blocks and at most 8192 entries: blockShift="
                            + blockShift
                            + " tableShift="
                            + tableShift);
        }
    }

    /** The bytes of a page. */
    public long pageSize() {
        return 1L << pageShift;
    }

    /** The entries of a contiguous block. */
    public int blockEntries() {
        return 1 << blockShift;
    }

    /** The entries of a table. */
    public int tableEntries() {
        return 1 << tableShift;
    }

    /** The bytes that one table maps: a PMD entry's reach. */
    public long tableReach() {
        return 1L << (pageShift + tableShift);
    }

    /** The index in its table of the entry that maps {@code addr}. */
    public int index(long addr) {
        return (int) (addr >>> pageShift) & (tableEntries() - 1);
    }

    /** The first slot of the block that holds {@code slot}. */
    public int blockStart(int slot) {
        return slot & -(1 << blockShift);
    }

    /** The first slot of the table that holds {@code slot}. */
    public int tableStart(int slot) {
        return slot & -(1 << tableShift);
    }

    /** Whether {@code addr} is the first byte of a page. */
    public boolean pageAligned(long addr) {
        return (addr & (pageSize() - 1)) == 0;
    }

    /** The address {@code pages} pages after {@code addr}. */
    public long advance(long addr, int pages) {
        return addr + ((long) pages << pageShift);
    }
}
