package dev.quire.model.machine;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;

/**
 * One CPU's way to all state that can change, during one call. Every load, store, exchange and
 * compare-exchange is an access point: hardware or another CPU may act before it.
 *
 * <p>Subjects keep no fields of their own, so that nested calls, several CPUs, snapshots and
 * exploration all come for free.
 */
public interface Port {
    /** The invalidation covers last-level entries only. */
    int LAST_LEVEL = 1;

    /** The invalidation is not waited for. */
    int NO_SYNC = 2;

    /** The invalidation reaches the calling CPU only. */
    int LOCAL = 4;

    /**
     * The invalidation ends translations of single pages only, as where it names a size. arm64 has
     * no such form; what a flush by the page must do to blocks is judged with it.
     */
    int ONE_PAGE = 8;

    /**
     * The invalidation names level 1 or 2 (the {@code TTL} field): told to look for a block of a
     * higher table, hardware may miss the pages, so that it is taken to reach none.
     */
    int HIGHER_LEVEL = 16;

    /** Completes earlier invalidations ({@code dsb ish}). */
    int BARRIER_DSB = 1;

    /** Orders stores before walks ({@code dsb ishst}). */
    int BARRIER_DSB_ST = 2;

    /** The CPU that runs the call. */
    int cpu();

    Geometry geometry();

    Encoding encoding();

    /** Whether the machine needs no invalidation between two sizes of one block. */
    boolean nobbm();

    /** What the CPU's feature register tells, 0 or 2; that it never aborts is not told there. */
    default int bbmLevel() {
        return nobbm() ? BreakBeforeMake.NO_ABORT.level : BreakBeforeMake.NEEDED.level;
    }

    long read(int slot);

    void write(int slot, long value);

    /** Stores {@code value} and returns what was there, in one access. */
    long exchange(int slot, long value);

    /** Stores {@code next} if {@code expected} is there; returns what was there. */
    long compareExchange(int slot, long expected, long next);

    /**
     * Drops cached translations of {@code [start, end)}.
     *
     * @param stride bytes from one invalidated address to the next
     * @param flags of {@link #LAST_LEVEL}, {@link #NO_SYNC}, {@link #LOCAL}, {@link #ONE_PAGE},
     *     {@link #HIGHER_LEVEL}
     */
    void invalidate(int mm, long start, long end, long stride, int flags);

    /** A barrier, one of {@link #BARRIER_DSB}, {@link #BARRIER_DSB_ST}. */
    void barrier(int kind);

    /** The folio of a frame: its first frame, or -1 where there is none. */
    long folioStart(long pfn);

    /** The pages of the folio of a frame, 0 where there is none. */
    int folioPages(long pfn);

    /** Whether nobody will act before any later access of this call. */
    default boolean undisturbed() {
        return false;
    }

    /** Whether another call may run, whole, before a later access of this one. */
    default boolean calledInto() {
        return !undisturbed();
    }

    /** A failed check of the subject's own ({@code VM_WARN_ON}). */
    void warn(String what);
}
