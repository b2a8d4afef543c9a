package dev.quire.benchmarks.range;

import dev.quire.model.entry.Encoding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What the range calls come to on a bare array: the same stores, compare-exchanges or exchanges in
 * one loop, values advanced by an addition. No implementation can be faster.
 */
final class ArrayLoops {
    /** One entry of a table. */
    static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(long[].class);

    private ArrayLoops() {}

    /** Stores a value and the next ones, {@code step} apart. */
    static void set(long[] entries, long pte, long step) {
        long value = pte;
        for (int i = 0; i < entries.length; i++) {
            entries[i] = value;
            value += step;
        }
    }

    /** Write-protects each entry by compare-exchange. */
    static void wrprotect(long[] entries, Encoding encoding) {
        for (int i = 0; i < entries.length; i++) {
            long seen = entries[i];
            while (true) {
                long found =
                        (long) ENTRY.compareAndExchange(entries, i, seen, encoding.wrprotect(seen));
                if (found == seen) {
                    break;
                }
                seen = found;
            }
        }
    }

    /** Exchanges each entry with none; the first one, with young and dirty of all. */
    static long getAndClear(long[] entries, Encoding encoding) {
        long first = (long) ENTRY.getAndSet(entries, 0, 0L);
        boolean young = false;
        boolean dirty = false;
        for (int i = 1; i < entries.length; i++) {
            long taken = (long) ENTRY.getAndSet(entries, i, 0L);
            young |= encoding.young(taken);
            dirty |= encoding.dirty(taken);
        }
        long dirtied = dirty ? encoding.mkdirty(first) : first;
        return young ? encoding.mkyoung(dirtied) : dirtied;
    }
}
