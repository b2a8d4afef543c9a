package dev.quire.model.machine;

import java.util.Arrays;

/**
 * What one step did to table memory, in order: stores, invalidations, and the slots of both.
 *
 * <p>Grows to the longest step and is then used again; a step costs what it touches.
 */
public final class StepLog {
    /** The store was a plain one. */
    public static final int WRITE = 0;

    /** The store was an exchange. */
    public static final int EXCHANGE = 1;

    /** The store was a successful compare-exchange. */
    public static final int COMPARE_EXCHANGE = 2;

    /** Hardware marked a descriptor. */
    public static final int HARDWARE = 3;

    private int count;
    private int[] slots = new int[256];
    private byte[] kinds = new byte[256];
    private long[] olds = new long[256];
    private long[] nexts = new long[256];

    private int invalidations;
    private int[] invalidatedAt = new int[8];
    private int[] invalidatedMm = new int[8];
    private int[] invalidatedFlags = new int[8];
    private long[] invalidatedStart = new long[8];
    private long[] invalidatedEnd = new long[8];
    private int[] completedAt = new int[8];
    private int waitedFor;
    private int barriers;

    /** Forgets the step. */
    public void clear() {
        count = 0;
        invalidations = 0;
        waitedFor = 0;
        barriers = 0;
    }

    void store(int kind, int slot, long old, long next) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, 2 * count);
            kinds = Arrays.copyOf(kinds, 2 * count);
            olds = Arrays.copyOf(olds, 2 * count);
            nexts = Arrays.copyOf(nexts, 2 * count);
        }
        slots[count] = slot;
        kinds[count] = (byte) kind;
        olds[count] = old;
        nexts[count++] = next;
    }

    void invalidate(int mm, long start, long end, int flags) {
        if (invalidations == invalidatedAt.length) {
            int twice = 2 * invalidations;
            invalidatedAt = Arrays.copyOf(invalidatedAt, twice);
            completedAt = Arrays.copyOf(completedAt, twice);
            invalidatedMm = Arrays.copyOf(invalidatedMm, twice);
            invalidatedFlags = Arrays.copyOf(invalidatedFlags, twice);
            invalidatedStart = Arrays.copyOf(invalidatedStart, twice);
            invalidatedEnd = Arrays.copyOf(invalidatedEnd, twice);
        }
        invalidatedAt[invalidations] = count;
        completedAt[invalidations] = Integer.MAX_VALUE;
        invalidatedMm[invalidations] = mm;
        invalidatedFlags[invalidations] = flags;
        invalidatedStart[invalidations] = start;
        invalidatedEnd[invalidations++] = end;
    }

    void barrier(int kind) {
        barriers++;
        while (kind == Port.BARRIER_DSB && waitedFor < invalidations) {
            completedAt[waitedFor++] = count;
        }
    }

    /** How many stores there were. */
    public int stores() {
        return count;
    }

    public int slot(int store) {
        return slots[store];
    }

    public int kind(int store) {
        return kinds[store];
    }

    /** What the slot held before the store. */
    public long old(int store) {
        return olds[store];
    }

    public long next(int store) {
        return nexts[store];
    }

    public int barriers() {
        return barriers;
    }

    /**
     * Whether a page was invalidated on all CPUs between two stores, whatever its size in a TLB,
     * and that was waited for.
     */
    public boolean broken(int mm, long addr, int afterStore, int beforeStore) {
        for (int i = 0; i < invalidations; i++) {
            if (invalidatedAt[i] > afterStore
                    && completedAt[i] <= beforeStore
                    && invalidatedMm[i] == mm
                    && (invalidatedFlags[i] & (Port.LOCAL | Port.ONE_PAGE)) == 0
                    && invalidatedStart[i] <= addr
                    && addr < invalidatedEnd[i]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether every page of {@code [start, end)} was invalidated between two stores, the first
     * included as done, the last excluded; waited for or not.
     *
     * @param local whether an invalidation of one CPU counts
     */
    public boolean invalidated(
            int mm, long start, long end, int afterStore, int beforeStore, boolean local) {
        long covered = start;
        long before;
        do {
            before = covered;
            for (int i = 0; i < invalidations && covered < end; i++) {
                boolean inTime = invalidatedAt[i] > afterStore && invalidatedAt[i] <= beforeStore;
                boolean reaches = local || (invalidatedFlags[i] & Port.LOCAL) == 0;
                if (inTime && reaches && invalidatedMm[i] == mm && invalidatedStart[i] <= covered) {
                    covered = Math.max(covered, invalidatedEnd[i]);
                }
            }
        } while (before < covered && covered < end);
        return covered >= end;
    }

    /** How many invalidations there were. */
    public int invalidations() {
        return invalidations;
    }
}
