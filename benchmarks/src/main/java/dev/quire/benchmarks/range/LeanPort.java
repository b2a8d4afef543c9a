package dev.quire.benchmarks.range;

import dev.quire.model.entry.Encoding;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Port;

/**
 * A port to an array: no log, no count of accesses, nobody else acts. Its exchanges are those of
 * the processor, as in {@link ArrayLoops}.
 */
final class LeanPort implements Port {
    private final Geometry geometry;
    private final Encoding encoding;
    private final Folios folios;
    private final long[] entries;

    /** A port to these entries. */
    LeanPort(MachineSpec machine, Folios folios, long[] entries) {
        this.geometry = machine.geometry();
        this.encoding = machine.encoding();
        this.folios = folios;
        this.entries = entries;
    }

    @Override
    public int cpu() {
        return 0;
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
        return false;
    }

    @Override
    public long read(int slot) {
        return entries[slot];
    }

    @Override
    public void write(int slot, long value) {
        entries[slot] = value;
    }

    @Override
    public long exchange(int slot, long value) {
        return (long) ArrayLoops.ENTRY.getAndSet(entries, slot, value);
    }

    @Override
    public long compareExchange(int slot, long expected, long next) {
        return (long) ArrayLoops.ENTRY.compareAndExchange(entries, slot, expected, next);
    }

    @Override
    public void invalidate(int mm, long start, long end, long stride, int flags) {}

    @Override
    public void barrier(int kind) {}

    @Override
    public long folioStart(long pfn) {
        return folios.start(pfn);
    }

    @Override
    public int folioPages(long pfn) {
        return folios.pages(pfn);
    }

    @Override
    public void warn(String what) {
        throw new AssertionError("harness bug: " + what);
    }
}
