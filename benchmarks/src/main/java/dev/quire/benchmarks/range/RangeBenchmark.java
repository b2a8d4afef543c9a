package dev.quire.benchmarks.range;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * Nanoseconds for one call over 512 entries. {@code Contpte} is the implementation through a lean
 * port, {@code Machine} the same through the harness's port, {@code Array} the bare loop.
 *
 * <p>Tables are filled again before each write-protect and each clear, by the same copy on the
 * sides that are compared; the copy is part of the time.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RangeBenchmark {
    @Benchmark
    public int batchContpte(FullTable table) {
        return table.batch(table.leanPort());
    }

    @Benchmark
    public int batchMachine(FullTable table) {
        return table.batch(table.machinePort());
    }

    @Benchmark
    public int batchReference(FullTable table) {
        return table.reference.batch(0, FullTable.ENTRIES, 0);
    }

    @Benchmark
    public long[] setContpte(FullTable table) {
        table.set(table.leanPort());
        return table.lean;
    }

    @Benchmark
    public long setMachine(FullTable table) {
        table.set(table.machinePort());
        return table.memory.raw(0);
    }

    @Benchmark
    public long[] setArray(FullTable table) {
        ArrayLoops.set(table.bare, FullTable.ENCODING.mkcont(table.pte), FullTable.STEP);
        return table.bare;
    }

    @Benchmark
    public long setReference(FullTable table) {
        table.reference.set(0, FullTable.ENTRIES, table.meaning, true, true);
        return table.reference.meaning(0);
    }

    @Benchmark
    public long[] wrprotectContpte(FullTable table) {
        long[] entries = table.refillLean();
        table.wrprotect(table.leanPort());
        return entries;
    }

    @Benchmark
    public long wrprotectMachine(FullTable table) {
        table.refillMemory();
        table.wrprotect(table.machinePort());
        return table.memory.raw(0);
    }

    @Benchmark
    public long[] wrprotectArray(FullTable table) {
        long[] entries = table.refillBare();
        ArrayLoops.wrprotect(entries, FullTable.ENCODING);
        return entries;
    }

    @Benchmark
    public long wrprotectReference(FullTable table) {
        table.reference.wrprotect(0, FullTable.ENTRIES);
        return table.reference.meaning(0);
    }

    @Benchmark
    public long clearContpte(FullTable table) {
        table.refillLean();
        return table.getAndClear(table.leanPort());
    }

    @Benchmark
    public long clearMachine(FullTable table) {
        table.refillMemory();
        return table.getAndClear(table.machinePort());
    }

    @Benchmark
    public long clearArray(FullTable table) {
        return ArrayLoops.getAndClear(table.refillBare(), FullTable.ENCODING);
    }

    @Benchmark
    public long clearReference(FullTable table) {
        table.reference.clear(0, FullTable.ENTRIES);
        return table.reference.meaning(0);
    }
}
