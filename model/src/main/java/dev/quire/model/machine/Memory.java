package dev.quire.model.machine;

import dev.quire.model.geometry.Geometry;
import java.util.Arrays;
import java.util.List;

/**
 * Table memory: the raw entries of all last-level tables, and which table maps which addresses.
 *
 * <p>A slot is {@code table * entries + index}. One table more than is mapped lies behind the last,
 * so that a subject that runs over the end reads empty entries and is seen to do so.
 */
public final class Memory {
    /** The most tables that one configuration may need. */
    public static final int TABLES_MAX = 256;

    private static final int RECENT = 32;

    private final Geometry geometry;
    private final int reachShift;
    private final int tableEntries;
    private final long[] entries;
    private final int[] tableMm;
    private final long[] tableAddr;

    /** The table of the last answer for addresses alike: the next one is mostly the same. */
    private final int[] recent = new int[RECENT];

    /**
     * Empty tables for these stretches of address space, in their order.
     *
     * @throws IllegalArgumentException if more than {@link #TABLES_MAX} tables are needed
     */
    public Memory(Geometry geometry, List<Stretch> stretches) {
        this.geometry = geometry;
        this.reachShift = Long.numberOfTrailingZeros(geometry.tableReach());
        this.tableEntries = geometry.tableEntries();
        int[] mms = new int[TABLES_MAX];
        long[] addrs = new long[TABLES_MAX];
        int tables = 0;
        for (Stretch stretch : stretches) {
            long reach = geometry.tableReach();
            for (long at = stretch.start & -reach; at < stretch.end; at += reach) {
                if (find(mms, addrs, tables, stretch.mm, at) >= 0) {
                    continue;
                }
                if (tables == TABLES_MAX) {
                    throw new IllegalArgumentException(
                            "address spaces must need at most " + TABLES_MAX + " tables");
                }
                mms[tables] = stretch.mm;
                addrs[tables++] = at;
            }
        }
        tableMm = Arrays.copyOf(mms, Math.max(1, tables));
        tableAddr = Arrays.copyOf(addrs, Math.max(1, tables));
        entries = new long[(tables + 1) * geometry.tableEntries()];
    }

    private static int find(int[] mms, long[] addrs, int tables, int mm, long start) {
        for (int table = 0; table < tables; table++) {
            if (mms[table] == mm && addrs[table] == start) {
                return table;
            }
        }
        return -1;
    }

    /** The slots of all mapped tables; one more table than that is readable. */
    public int slots() {
        return entries.length - tableEntries;
    }

    /** The slot of an address, or -1 where no table maps it. */
    public int slot(int mm, long addr) {
        long start = addr >>> reachShift << reachShift;
        int alike = (int) (addr >>> reachShift) + (mm << 3) & RECENT - 1;
        int table = recent[alike];
        if (tableAddr[table] != start || tableMm[table] != mm) {
            table = find(tableMm, tableAddr, tableMm.length, mm, start);
            if (table < 0) {
                return -1;
            }
            recent[alike] = table;
        }
        return table * tableEntries + geometry.index(addr);
    }

    /** The address that a slot maps. */
    public long addr(int slot) {
        int table = slot >> geometry.tableShift();
        return geometry.advance(tableAddr[table], slot & geometry.tableEntries() - 1);
    }

    /** The address space that a slot belongs to. */
    public int mm(int slot) {
        return tableMm[slot >> geometry.tableShift()];
    }

    /** The entry in a slot, without an access point. */
    public long raw(int slot) {
        return entries[slot];
    }

    /** Changes a slot without an access point; for snapshots and tests. */
    public void put(int slot, long value) {
        entries[slot] = value;
    }

    long[] entries() {
        return entries;
    }

    /** A stretch of address space that needs tables: {@code [start, end)} of one mm. */
    public record Stretch(int mm, long start, long end) {}
}
