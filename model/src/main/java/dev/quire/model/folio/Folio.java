package dev.quire.model.folio;

import dev.quire.model.geometry.Numbers;

/**
 * A physically contiguous, naturally aligned group of pages.
 *
 * @param id 1 to 65535, unique in a configuration
 * @param pfn its first frame, a multiple of its pages
 * @param order log2 of its pages, 0 to 13
 */
public record Folio(int id, long pfn, int order) {
    public static final int ID_MAX = 65_535;
    public static final int ORDER_MAX = 13;

    public Folio {
        if (id < 1 || id > ID_MAX) {
            throw new IllegalArgumentException("folio id must be 1 to " + ID_MAX + ": " + id);
        }
        if (order < 0 || order > ORDER_MAX) {
            throw new IllegalArgumentException("order must be 0 to " + ORDER_MAX + ": " + order);
        }
        if (pfn < 0 || (pfn & (1L << order) - 1) != 0) {
            throw new IllegalArgumentException(
                    "a folio must be aligned to its size: pfn="
                            + Numbers.hex(pfn)
                            + " order="
                            + order);
        }
    }

    /** Its pages. */
    public int pages() {
        return 1 << order;
    }

    /** One past its last frame. */
    public long end() {
        return pfn + pages();
    }
}
