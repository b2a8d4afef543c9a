package dev.quire.model.machine;

/**
 * What CPUs keep of the upper levels: which table a walk was led to, for the addresses that this
 * table maps. A later walk of them begins there, whatever the upper entries hold by then.
 *
 * <p>An entry goes by eviction, or by an invalidation of an address below it that is not for the
 * last level only; that takes effect at the next barrier of the CPU that issued it. What a walk
 * keeps in between stays. Nothing fills it while tables have one level. Source: Arm ARM (DDI
 * 0487), TLB maintenance by last level; Linux arch/arm64/include/asm/tlbflush.h.
 */
final class WalkCache {
    /** How many entries one CPU keeps; the oldest goes when another comes. */
    static final int ENTRIES = 4;

    private final int[] cpus;
    private final int[] mms;
    private final int[] reaches;
    private final int[] tables;
    private final int[] doomed;
    private final long[] starts;
    private final int[][] columns;
    private int count;

    /** No entries, for so many CPUs. */
    WalkCache(int cpus) {
        int most = cpus * ENTRIES;
        this.cpus = new int[most];
        this.mms = new int[most];
        this.reaches = new int[most];
        this.tables = new int[most];
        this.doomed = new int[most];
        this.starts = new long[most];
        this.columns = new int[][] {this.cpus, mms, reaches, tables, doomed};
    }

    int count() {
        return count;
    }

    /** Forgets all. */
    void clear() {
        count = 0;
    }

    /**
     * The table at which a walk begins: of those kept for the address, the one nearest to its page;
     * -1 where none is, and the walk begins at the root.
     */
    int table(int cpu, int mm, long addr) {
        int nearest = -1;
        for (int entry = 0; entry < count; entry++) {
            boolean here = cpus[entry] == cpu && mms[entry] == mm && covers(entry, addr);
            if (here && (nearest < 0 || reaches[entry] < reaches[nearest])) {
                nearest = entry;
            }
        }
        return nearest < 0 ? -1 : tables[nearest];
    }

    private boolean covers(int entry, long addr) {
        return addr >>> reaches[entry] == starts[entry] >>> reaches[entry];
    }

    /**
     * A walk was led to a table. One that is kept for this reach already was used, and stays.
     *
     * @param reach log2 of the bytes that the table maps: 21 for a table of 512 pages of 4 KiB
     */
    void fill(int cpu, int mm, long addr, int reach, int table) {
        int own = 0;
        int oldest = -1;
        for (int entry = count - 1; entry >= 0; entry--) {
            if (cpus[entry] != cpu) {
                continue;
            }
            if (mms[entry] == mm && reaches[entry] == reach && covers(entry, addr)) {
                return;
            }
            own++;
            oldest = entry;
        }
        if (own == ENTRIES) {
            remove(oldest);
        }
        cpus[count] = cpu;
        mms[count] = mm;
        reaches[count] = reach;
        tables[count] = table;
        doomed[count] = 0;
        starts[count++] = addr & -(1L << reach);
    }

    /** A CPU drops what it keeps for an address. */
    void evict(int cpu, int mm, long addr) {
        for (int entry = count - 1; entry >= 0; entry--) {
            if (cpus[entry] == cpu && mms[entry] == mm && covers(entry, addr)) {
                remove(entry);
            }
        }
    }

    private void remove(int entry) {
        count--;
        for (int[] column : columns) {
            System.arraycopy(column, entry + 1, column, entry, count - entry);
        }
        System.arraycopy(starts, entry + 1, starts, entry, count - entry);
    }

    /** Names what {@link Port#invalidate} will end; nothing, if it is for the last level only. */
    void invalidate(int cpu, int mm, long start, long end, long stride, int flags) {
        boolean local = (flags & Port.LOCAL) != 0;
        for (int entry = 0; entry < count; entry++) {
            boolean reached = mms[entry] == mm && (!local || cpus[entry] == cpu);
            if ((flags & Port.LAST_LEVEL) == 0 && reached && named(entry, start, end, stride)) {
                doomed[entry] |= 1 << cpu;
            }
        }
    }

    private boolean named(int entry, long start, long end, long stride) {
        long skipped = Math.max(0, starts[entry] - start + stride - 1) / stride;
        long first = start + skipped * stride;
        return first < end && first < starts[entry] + (1L << reaches[entry]);
    }

    /** A CPU waits for its invalidations: they have taken effect everywhere. */
    void complete(int cpu) {
        for (int entry = count - 1; entry >= 0; entry--) {
            if ((doomed[entry] & 1 << cpu) != 0) {
                remove(entry);
            }
        }
    }

    /** One a word, oldest first: {@code cpu:mm:start/reach->table}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String start = ":0x" + Long.toHexString(starts[i]) + "/" + reaches[i];
            text.append(cpus[i]).append(':').append(mms[i]).append(start);
            text.append("->").append(tables[i]).append(' ');
        }
        return text.toString().strip();
    }
}
