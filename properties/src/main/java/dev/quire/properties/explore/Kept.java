package dev.quire.properties.explore;

import dev.quire.model.machine.Tlb;
import java.util.Arrays;

/** What the CPUs of a small machine keep, packed; in which order it came does not matter. */
final class Kept {
    private static final int COUNT_BITS = 3;
    private static final int PLACE_BITS = 4;
    private static final int BLOCK = 4;
    private static final int CPUS = 2;
    private static final int KINDS = 3;
    private static final int BITS = 1 + CPUS + PLACE_BITS + 1 + Codes.BITS + KINDS * BLOCK;

    private final Tlb tlb;
    private final int most;
    private final Codes codes;
    private final int base;
    private final long[] packed;
    private final long[] taken;
    private int count;

    Kept(Tlb tlb, SmallMachine machine, Codes codes, int base) {
        this.tlb = tlb;
        this.most = machine.kept();
        this.codes = codes;
        this.base = base;
        this.packed = new long[CPUS * most];
        this.taken = new long[CPUS * most];
    }

    /** The bits that it packs into. */
    int bits() {
        return most == 0 ? 0 : COUNT_BITS + CPUS * most * BITS;
    }

    /** Whether no CPU keeps more than it may. */
    boolean fits() {
        int[] kept = new int[CPUS];
        for (int entry = 0; entry < tlb.count(); entry++) {
            if (++kept[tlb.cpu(entry)] > most) {
                return false;
            }
        }
        return true;
    }

    /** Packs it or its image; false if a descriptor has no code. */
    boolean put(Packing out, boolean folios, boolean cpus) {
        if (most == 0) {
            return true;
        }
        int entries = tlb.count();
        for (int entry = 0; entry < entries; entry++) {
            int code = codes.find(tlb.pte(entry));
            if (code < 0) {
                return false;
            }
            int image = folios ? codes.image(code) : code;
            packed[entry] = cpus ? packed(entry, image, 1) : packed(entry, image, 0);
        }
        Arrays.sort(packed, 0, entries);
        out.put(entries, COUNT_BITS);
        for (int entry = 0; entry < entries; entry++) {
            out.put(packed[entry], BITS);
        }
        return true;
    }

    private long packed(int entry, int code, int otherCpu) {
        int dooms = tlb.dooms(entry);
        long all = tlb.cpu(entry) ^ otherCpu;
        all = all << CPUS | (otherCpu == 0 ? dooms : dooms >> 1 | (dooms & 1) << 1);
        all = all << PLACE_BITS | tlb.slot(entry) - base;
        all = all << 1 | (tlb.wide(entry) ? 1 : 0);
        all = all << Codes.BITS | code;
        for (int kind = 0; kind < KINDS; kind++) {
            all = all << BLOCK | tlb.marks(entry, kind);
        }
        return all;
    }

    /** Unpacks it, to be put back. */
    void take(Packing in) {
        if (most == 0) {
            return;
        }
        count = in.take(COUNT_BITS);
        for (int entry = 0; entry < count; entry++) {
            taken[entry] = in.takeLong(BITS);
        }
    }

    /** Puts back what was unpacked last. */
    void restore() {
        for (int entry = 0; entry < count; entry++) {
            long all = taken[entry];
            long cleaned = all & mask(BLOCK);
            long emptied = all >> BLOCK & mask(BLOCK);
            long excused = all >> 2 * BLOCK & mask(BLOCK);
            all >>= KINDS * BLOCK;
            long pte = codes.raw((int) (all & mask(Codes.BITS)));
            all >>= Codes.BITS;
            boolean wide = (all & 1) == 1;
            int slot = base + (int) (all >> 1 & mask(PLACE_BITS));
            all >>= 1 + PLACE_BITS;
            int dooms = (int) (all & mask(CPUS));
            tlb.restore((int) (all >> CPUS), slot, pte, wide, dooms);
            tlb.restoreMarks(excused, emptied, cleaned);
        }
    }

    private static long mask(int bits) {
        return (1L << bits) - 1;
    }
}
