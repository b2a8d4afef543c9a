package dev.quire.model.entry.arm64;

/**
 * The bits of an arm64 page descriptor, written down a second time for tests: nothing here is taken
 * from the encoding.
 *
 * <p>Source: Arm ARM (DDI 0487), VMSAv8-64 descriptor formats; Linux pgtable-hwdef.h (arm64).
 */
public final class Arm64Bits {
    public static final long VALID = 0x1L;
    public static final long PAGE = 0x2L;
    public static final long TAGGED = 0x4L;
    public static final long NON_SECURE = 0x20L;
    public static final long USER = 0x40L;
    public static final long RDONLY = 0x80L;
    public static final long INNER_SHARED = 0x300L;
    public static final long AF = 0x400L;
    public static final long NG = 0x800L;
    public static final long GP = 0x4_0000_0000_0000L;
    public static final long WRITE = 0x8_0000_0000_0000L;
    public static final long CONT = 0x10_0000_0000_0000L;
    public static final long PXN = 0x20_0000_0000_0000L;
    public static final long UXN = 0x40_0000_0000_0000L;
    public static final long DIRTY = 0x80_0000_0000_0000L;
    public static final long SPECIAL = 0x100_0000_0000_0000L;
    public static final long SOFTWARE_57 = 0x200_0000_0000_0000L;
    public static final long UFFD_WP = 0x400_0000_0000_0000L;
    public static final long SPARE_59 = 0x800_0000_0000_0000L;
    public static final long KEY_LOWEST = 0x1000_0000_0000_0000L;
    public static final long KEY = 0x7000_0000_0000_0000L;
    public static final long SOFTWARE_63 = 0x8000_0000_0000_0000L;

    /** A young, clean, writable, not executable user page of frame 0, with 48-bit addresses. */
    public static final long RW_CLEAN = 0x0068000000000fc3L;

    /** The same, dirty: hardware may store through it. */
    public static final long RW_DIRTY = 0x00e8000000000f43L;

    /** A young, read-only user page of frame 0. */
    public static final long RO = 0x0060000000000fc3L;

    /** A young page of frame 0 which nobody may access: PROT_NONE. */
    public static final long NONE = 0x0060000000000f82L;

    private Arm64Bits() {}

    /** {@code prot} for a frame of 4 KiB with 48-bit addresses. */
    public static long page(long pfn, long prot) {
        return prot | pfn << 12;
    }
}
