package dev.quire.counterexamples.export;

import java.util.ArrayList;
import java.util.List;

/** One call that a subject ran, with every access that it made. */
final class RecordedCall {
    final String name;
    final int slot;
    final int nr;
    final List<Access> accesses = new ArrayList<>();
    long result;
    long resultPte;

    RecordedCall(String name, int slot, int nr) {
        this.name = name;
        this.slot = slot;
        this.nr = nr;
    }

    /**
     * One access, invalidation, barrier or warning.
     *
     * @param kind {@code read}, {@code write}, {@code xchg}, {@code cmpxchg}, {@code tlbi}, {@code
     *     barrier} or {@code warn}
     * @param a the slot; of an invalidation the mm
     * @param stored whether an entry changed
     */
    record Access(String kind, long a, long b, long c, long d, boolean stored) {}
}
