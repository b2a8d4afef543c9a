package dev.quire.model.machine;

import java.util.Arrays;

/**
 * What one step did to table memory, in order: stores; and between which of them invalidations,
 * barriers and what others did stand.
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

    /** An event that is a barrier; its flags are the barrier's kind. */
    private static final int BARRIER = 0;

    /** An event that is an act of others; its flags are the act's number. */
    private static final int ACT = -1;

    private int events;
    private int[] eventAt = new int[8];

    /** The address space that an invalidation names, {@link #BARRIER} or {@link #ACT}. */
    private int[] eventMm = new int[8];

    private int[] eventFlags = new int[8];
    private long[] eventStart = new long[8];
    private long[] eventEnd = new long[8];
    private long[] eventStride = new long[8];
    private int invalidations;
    private int barriers;

    /** Forgets the step. */
    public void clear() {
        count = 0;
        events = 0;
        invalidations = 0;
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

    void invalidate(int mm, long start, long end, long stride, int flags) {
        event(mm, flags);
        eventStart[events - 1] = start;
        eventEnd[events - 1] = end;
        eventStride[events - 1] = stride;
        invalidations++;
    }

    void barrier(int kind) {
        event(BARRIER, kind);
        barriers++;
    }

    /** Others act here. */
    public void act(int number) {
        event(ACT, number);
    }

    private void event(int mm, int flags) {
        if (events == eventAt.length) {
            int twice = 2 * events;
            eventAt = Arrays.copyOf(eventAt, twice);
            eventMm = Arrays.copyOf(eventMm, twice);
            eventFlags = Arrays.copyOf(eventFlags, twice);
            eventStart = Arrays.copyOf(eventStart, twice);
            eventEnd = Arrays.copyOf(eventEnd, twice);
            eventStride = Arrays.copyOf(eventStride, twice);
        }
        eventAt[events] = count;
        eventMm[events] = mm;
        eventFlags[events++] = flags;
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
        boolean underWay = false;
        int misses = Port.LOCAL | Port.ONE_PAGE | Port.HIGHER_LEVEL;
        for (int i = 0; i < events && eventAt[i] <= beforeStore; i++) {
            if (eventMm[i] == BARRIER) {
                if (underWay && eventFlags[i] == Port.BARRIER_DSB) {
                    return true;
                }
            } else if (eventMm[i] == mm) {
                underWay |=
                        eventAt[i] > afterStore
                                && (eventFlags[i] & misses) == 0
                                && eventStart[i] <= addr
                                && addr < eventEnd[i];
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
        int misses = Port.HIGHER_LEVEL | (local ? 0 : Port.LOCAL);
        long covered = start;
        long before;
        do {
            before = covered;
            for (int i = 0; i < events; i++) {
                boolean inTime = eventAt[i] > afterStore && eventAt[i] <= beforeStore;
                boolean reaches = (eventFlags[i] & misses) == 0;
                if (inTime && reaches && eventMm[i] == mm && eventStart[i] <= covered) {
                    covered = Math.max(covered, eventEnd[i]);
                }
            }
        } while (before < covered && covered < end);
        return covered >= end;
    }

    /** How many invalidations there were. */
    public int invalidations() {
        return invalidations;
    }

    /** How many invalidations, barriers and acts there were together; numbered in their order. */
    public int events() {
        return events;
    }

    /** How many stores came before an event. */
    public int storesBefore(int event) {
        return eventAt[event];
    }

    public boolean isInvalidation(int event) {
        return eventMm[event] > 0;
    }

    public boolean isAct(int event) {
        return eventMm[event] == ACT;
    }

    /** The address space of an invalidation. */
    public int mm(int event) {
        return eventMm[event];
    }

    /** The flags of an invalidation, the kind of a barrier, or the number of an act. */
    public int flags(int event) {
        return eventFlags[event];
    }

    /** The first address of an invalidation. */
    public long start(int event) {
        return eventStart[event];
    }

    /** One past the last address of an invalidation. */
    public long end(int event) {
        return eventEnd[event];
    }

    /** Bytes from one invalidated address to the next. */
    public long stride(int event) {
        return eventStride[event];
    }
}
