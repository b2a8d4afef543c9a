package dev.quire.model.folio;

/**
 * The value of a slot of the small tables that folios are mapped by.
 * <pre> 63:16 frame | 5 exclusive | 4 migration | 2 execute | 1 write | 0 present </pre>
 *
 * <p>0 is none. A migration entry keeps write and execute, for when it becomes present again, and
 * whether its page was exclusive.
 */
public final class TableSlot {
    public static final long PRESENT = 1;
    public static final long WRITE = 1 << 1;
    public static final long EXEC = 1 << 2;
    public static final long MIGRATION = 1 << 4;
    public static final long EXCLUSIVE = 1 << 5;

    private static final int PFN_SHIFT = 16;

    /** What the value of one slot is beyond that of the slot before, of the page before. */
    public static final long PAGE = 1L << PFN_SHIFT;

    private static final long WHICH = -PAGE | PRESENT;

    private TableSlot() {}

    /** A present slot. */
    public static long present(int pfn, long permissions) {
        return (long) pfn << PFN_SHIFT | permissions & (WRITE | EXEC) | PRESENT;
    }

    /** A migration entry in place of a present slot. */
    public static long migration(long present, boolean exclusive) {
        return present & ~PRESENT | MIGRATION | (exclusive ? EXCLUSIVE : 0);
    }

    /** The same page present again. */
    public static long restored(long migration) {
        return present(pfn(migration), migration);
    }

    public static boolean isPresent(long slot) {
        return (slot & PRESENT) != 0;
    }

    public static boolean isMigration(long slot) {
        return (slot & MIGRATION) != 0;
    }

    public static boolean isWritable(long slot) {
        return isPresent(slot) && (slot & WRITE) != 0;
    }

    public static boolean isExecutable(long slot) {
        return isPresent(slot) && (slot & EXEC) != 0;
    }

    /** Whether two slots map the same page, or none is present and both name the same one. */
    public static boolean samePage(long slot, long other) {
        return ((slot ^ other) & WHICH) == 0;
    }

    public static int pfn(long slot) {
        return (int) (slot >>> PFN_SHIFT);
    }

    /** In words, for verdicts. */
    public static String text(long slot) {
        if (slot == 0) {
            return "none";
        }
        return (isMigration(slot) ? "migration" : "present")
                + " pfn=0x"
                + Integer.toHexString(pfn(slot))
                + ((slot & WRITE) != 0 ? " w" : "")
                + ((slot & EXEC) != 0 ? " x" : "")
                + ((slot & EXCLUSIVE) != 0 ? " exclusive" : "");
    }
}
