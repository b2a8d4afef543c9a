package dev.quire.model.machine;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;

/**
 * The port of one call: counts its accesses, lets others act before the one that was asked for,
 * and logs every store. With nothing asked for, an access costs an array access and the log.
 *
 * <p>A call that retries while nobody stores is noticed before it has used up its accesses. What it
 * looks at does not change meanwhile, so a second look tells it nothing: a right call makes one
 * for another page of the block, and few of those, in all at most some times the entries of a
 * block. The entry whose looks are counted is one of those in a loop, however many they are: it is
 * chosen anew after 1, 2, 4, 8 and so on looks without a store.
 */
public final class MachinePort implements Port {
    /** How many accesses a call may make before it counts as one that never ends. */
    public static final int ACCESSES_MAX = 100_000;

    /** How often a call may look at an entry while nobody stores, beside what a block takes. */
    public static final int RETRIES_MAX = 1_000;

    /** How many accesses a call makes before its looks count: short calls are not watched. */
    static final int WATCHED_FROM = 256;

    private static final int RETRIES_FOR_EACH_ENTRY = 8;

    private final MachineSpec spec;
    private final Geometry geometry;
    private final Encoding encoding;
    private final long[] entries;
    private final Tlb tlb;
    private final StepLog log;
    private final FrameOwners owners;

    private int cpu;
    private int accesses;
    private int stopAt;
    private int actAt;
    private int limit;
    private int retriesMax;
    private int stores;
    private int looks;
    private int looked;
    private int looksAtIt;
    private Interruption interruption;
    private int lowest;
    private int span;
    private String warning = "";

    /** A port to this memory, writing to this log. */
    public MachinePort(MachineSpec spec, Memory memory, Tlb tlb, StepLog log, FrameOwners owners) {
        this.spec = spec;
        this.geometry = spec.geometry();
        this.encoding = spec.encoding();
        this.entries = memory.entries();
        this.tlb = tlb;
        this.log = log;
        this.owners = owners;
        retriesMax(RETRIES_MAX);
    }

    /** How often a call may look at an entry while nobody stores, beside what a block takes. */
    public void retriesMax(int retries) {
        retriesMax = retries + RETRIES_FOR_EACH_ENTRY * geometry.blockEntries();
    }

    /**
     * Makes it ready for a call, which {@link CallAborted} ends if it makes more accesses than it
     * may, or one outside its slots.
     *
     * @param lowestSlot the first slot that the call may reach for
     * @param highestSlot the last one
     */
    public void begin(int callingCpu, int accessesMax, int lowestSlot, int highestSlot) {
        cpu = callingCpu;
        accesses = 0;
        limit = accessesMax;
        actAt = accessesMax;
        stopAt = Math.min(WATCHED_FROM, limit);
        stores = -1;
        interruption = Interruption.NONE;
        lowest = lowestSlot;
        span = highestSlot - lowestSlot;
        warning = "";
    }

    /** Asks for an interruption before access number {@code access}, counted from 0. */
    public void interruptAt(int access, Interruption by) {
        actAt = Math.min(Math.max(access, accesses), limit);
        stopAt = Math.min(WATCHED_FROM, actAt);
        interruption = by;
    }

    /** The accesses that the call has made. */
    public int accesses() {
        return accesses;
    }

    /** The slots that the call may reach for, the last included: {@code slots 0 to 3}. */
    public String reach() {
        return "slots " + lowest + " to " + (lowest + span);
    }

    /** The entry at which it looked too often, and how often: {@code 1129 times at slot 64}. */
    public String lookedAt() {
        return looksAtIt + " times at slot " + looked;
    }

    /** The last failed check of the subject's own; empty where there was none. */
    public String warning() {
        return warning;
    }

    private void access(int slot) {
        if (accesses >= stopAt) {
            stop(slot);
        }
        accesses++;
        if (Integer.compareUnsigned(slot - lowest, span) > 0) {
            throw CallAborted.OUT_OF_RANGE;
        }
    }

    private void stop(int slot) {
        while (accesses >= actAt) {
            if (accesses >= limit) {
                throw CallAborted.ENDLESS;
            }
            actAt = limit;
            interruption.before(accesses);
        }
        stopAt = Math.min(WATCHED_FROM, actAt);
        if (accesses >= WATCHED_FROM) {
            watch(slot);
        }
    }

    private void watch(int slot) {
        if (stores != log.stores()) {
            stores = log.stores();
            looks = 0;
            looked = -1;
        }
        looks++;
        if (slot == looked) {
            if (++looksAtIt > retriesMax) {
                throw CallAborted.UNCHANGED;
            }
        } else if ((looks & looks - 1) == 0) {
            looked = slot;
            looksAtIt = 1;
        }
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public Encoding encoding() {
        return encoding;
    }

    @Override
    public boolean nobbm() {
        return spec.nobbm();
    }

    @Override
    public int bbmLevel() {
        return spec.bbm().level;
    }

    @Override
    public long read(int slot) {
        access(slot);
        return entries[slot];
    }

    @Override
    public void write(int slot, long value) {
        access(slot);
        log.store(StepLog.WRITE, slot, entries[slot], value);
        entries[slot] = value;
    }

    @Override
    public long exchange(int slot, long value) {
        access(slot);
        long old = entries[slot];
        log.store(StepLog.EXCHANGE, slot, old, value);
        entries[slot] = value;
        return old;
    }

    @Override
    public long compareExchange(int slot, long expected, long next) {
        access(slot);
        long old = entries[slot];
        if (old == expected) {
            log.store(StepLog.COMPARE_EXCHANGE, slot, old, next);
            entries[slot] = next;
        }
        return old;
    }

    @Override
    public void invalidate(int mm, long start, long end, long stride, int flags) {
        log.invalidate(mm, start, end, stride, flags);
        tlb.invalidate(cpu, mm, start, end, stride, flags);
    }

    @Override
    public void barrier(int kind) {
        log.barrier(kind);
        if (kind == BARRIER_DSB) {
            tlb.complete(cpu);
        }
    }

    @Override
    public long folioStart(long pfn) {
        return owners.folioStart(pfn);
    }

    @Override
    public int folioPages(long pfn) {
        return owners.folioPages(pfn);
    }

    @Override
    public boolean undisturbed() {
        return actAt == limit;
    }

    @Override
    public boolean calledInto() {
        return actAt != limit && interruption.calls();
    }

    @Override
    public void warn(String what) {
        warning = what;
    }

    /** What acts between two accesses of a call. */
    public interface Interruption {
        Interruption NONE = access -> {};

        /** Called before the access of this number; may ask for another interruption. */
        void before(int access);

        /** Whether calls of the range API may be among what it does, this time or later. */
        default boolean calls() {
            return true;
        }
    }

    /** Which folio owns a frame; see {@link Port#folioStart} and {@link Port#folioPages}. */
    public interface FrameOwners {
        long folioStart(long pfn);

        int folioPages(long pfn);
    }
}
