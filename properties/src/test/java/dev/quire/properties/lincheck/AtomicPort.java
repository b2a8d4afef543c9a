package dev.quire.properties.lincheck;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Port;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The port of one call of one thread to entries that all threads share: each access of the port is
 * one atomic access of the array.
 *
 * <p>Nothing keeps translations here, so invalidations and barriers do nothing. Each frame belongs
 * to a folio of one block.
 */
final class AtomicPort implements Port {
    private final MachineSpec machine;
    private final AtomicLongArray entries;

    /** A bit for each slot, of which there are at most 64. */
    private long none;

    AtomicPort(MachineSpec machine, AtomicLongArray entries) {
        this.machine = machine;
        this.entries = entries;
    }

    /** Whether this call has read a slot and found it empty. */
    boolean foundNone(int slot) {
        return (none >> slot & 1) != 0;
    }

    @Override
    public int cpu() {
        return 0;
    }

    @Override
    public Geometry geometry() {
        return machine.geometry();
    }

    @Override
    public Encoding encoding() {
        return machine.encoding();
    }

    @Override
    public boolean nobbm() {
        return machine.nobbm();
    }

    @Override
    public long read(int slot) {
        long pte = entries.get(slot);
        if (pte == 0) {
            none |= 1L << slot;
        }
        return pte;
    }

    @Override
    public void write(int slot, long value) {
        entries.set(slot, value);
    }

    @Override
    public long exchange(int slot, long value) {
        return entries.getAndSet(slot, value);
    }

    @Override
    public long compareExchange(int slot, long expected, long next) {
        return entries.compareAndExchange(slot, expected, next);
    }

    @Override
    public void invalidate(int mm, long start, long end, long stride, int flags) {}

    @Override
    public void barrier(int kind) {}

    @Override
    public long folioStart(long pfn) {
        return pfn & -machine.geometry().blockEntries();
    }

    @Override
    public int folioPages(long pfn) {
        return machine.geometry().blockEntries();
    }

    @Override
    public void warn(String what) {
        throw new IllegalStateException(what);
    }
}
