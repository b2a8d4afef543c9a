package dev.quire.benchmarks.explore;

import dev.quire.properties.explore.World;
import java.util.ArrayList;
import java.util.List;

/**
 * The tiny model of {@code pte.pml} and {@code PTE.tla} as a world: entries of three pages, a TLB
 * entry of each page on each of two CPUs, and a counter to 5 on each CPU. After each transition
 * every entry must be one of its four values and every TLB entry one of its three.
 *
 * <p>Transitions have the order of the Promela text. Each but the counters' reads an entry and a
 * TLB entry, and writes one of the two; what it writes stands in a table.
 *
 * <pre> 23:18 counters, 3 bits each | 17:6 TLB entries, 2 each | 5:0 entries, 2 each </pre>
 */
public final class PeerWorld implements World {
    private static final int PAGES = 3;
    private static final int CPUS = 2;
    private static final int TICKS = 5;

    private static final int NONE = 0;
    private static final int READ_ONLY = 1;
    private static final int WRITABLE = 2;
    private static final int SWAPPED = 3;
    private static final int FORBIDDEN = -1;

    private static final int TLBS = 2 * PAGES;
    private static final int COUNTERS = TLBS + 2 * CPUS * PAGES;
    private static final int TLB_BITS = (1 << COUNTERS) - (1 << TLBS);
    private static final int LOWER_BITS = 0x5555_5555;

    private static final Change[] CHANGES = changes();

    private int entered;
    private int now;
    private int transition;

    private static Change[] changes() {
        List<Change> all = new ArrayList<>();
        entries(all, (entry, tlb) -> entry == NONE ? WRITABLE : FORBIDDEN);
        entries(all, (entry, tlb) -> entry == WRITABLE ? READ_ONLY : FORBIDDEN);
        entries(all, (entry, tlb) -> mapped(entry) ? SWAPPED : FORBIDDEN);
        entries(all, (entry, tlb) -> entry == SWAPPED ? READ_ONLY : FORBIDDEN);
        entries(all, (entry, tlb) -> entry != NONE ? NONE : FORBIDDEN);
        tlbs(all, (entry, tlb) -> mapped(entry) && tlb != entry ? entry : FORBIDDEN);
        tlbs(all, (entry, tlb) -> tlb != NONE ? NONE : FORBIDDEN);
        return all.toArray(Change[]::new);
    }

    private static boolean mapped(int entry) {
        return entry == READ_ONLY || entry == WRITABLE;
    }

    private static void entries(List<Change> all, Rule rule) {
        for (int page = 0; page < PAGES; page++) {
            all.add(new Change(2 * page, TLBS + 2 * page, 2 * page, rule));
        }
    }

    private static void tlbs(List<Change> all, Rule rule) {
        for (int tlb = 0; tlb < CPUS * PAGES; tlb++) {
            int shift = TLBS + 2 * tlb;
            all.add(new Change(2 * (tlb % PAGES), shift, shift, rule));
        }
    }

    @Override
    public int words() {
        return 1;
    }

    @Override
    public void initial(long[] to) {
        to[0] = 0;
    }

    @Override
    public void enter(long[] from, int at) {
        entered = (int) from[at];
        transition = -1;
    }

    @Override
    public boolean advance() {
        while (++transition < CHANGES.length) {
            Change change = CHANGES[transition];
            int value = change.value(entered);
            if (value != FORBIDDEN) {
                now = entered & ~(3 << change.written) | value << change.written;
                return true;
            }
        }
        int cpu = transition - CHANGES.length;
        if (cpu >= CPUS) {
            return false;
        }
        int shift = COUNTERS + 3 * cpu;
        int ticks = (entered >>> shift & 7) + 1;
        now = entered & ~(7 << shift) | (ticks == TICKS ? 0 : ticks) << shift;
        return true;
    }

    @Override
    public boolean failed() {
        int tlbs = now & TLB_BITS;
        return (tlbs & tlbs >>> 1 & LOWER_BITS) != 0;
    }

    @Override
    public boolean moved() {
        return now != entered;
    }

    @Override
    public boolean pack(long[] to) {
        to[0] = now;
        return true;
    }

    @Override
    public void learn() {}

    /** What is written where an entry and a TLB entry are read, or {@link #FORBIDDEN}. */
    private interface Rule {
        int value(int entry, int tlb);
    }

    /** A rule for one page on one CPU. */
    private static final class Change {
        private final int entry;
        private final int tlb;
        private final int written;
        private final byte[] values = new byte[16];

        Change(int entry, int tlb, int written, Rule rule) {
            this.entry = entry;
            this.tlb = tlb;
            this.written = written;
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) rule.value(i >>> 2, i & 3);
            }
        }

        int value(int state) {
            return values[(state >>> entry & 3) << 2 | state >>> tlb & 3];
        }
    }
}
