package dev.quire.properties.explore;

import dev.quire.model.machine.Tlb;

/**
 * What the CPUs of a small machine keep, packed; in which order it came does not matter. A
 * translation has a field for CPUs, place and descriptor, and one for each kind of marks.
 */
final class Kept {
    /** What it has room for: so many translations of so many CPUs, and blocks of so many. */
    static final int MOST = 2;

    static final int CPUS = 2;
    static final int BLOCK_MOST = 32;

    private static final int COUNT_BITS = 3;

    private static final int KINDS = 3;

    private static final int FIELDS = 1 + KINDS;
    private static final int EXCUSED = 1;
    private static final int EMPTIED = 2;
    private static final int CLEANED = 3;

    private final Tlb tlb;
    private final int most;
    private final Codes codes;
    private final int base;
    private final int placeBits;
    private final int block;
    private final long[] put;
    private final long[] taken;
    private final long[] one = new long[FIELDS];
    private final int[] kept = new int[CPUS];
    private int count;

    /**
     * @param block the entries of a block
     * @param base the first slot
     * @param placeBits the bits of a slot, from the first on
     */
    Kept(Tlb tlb, int most, int block, Codes codes, int base, int placeBits) {
        this.tlb = tlb;
        this.most = most;
        this.block = block;
        this.codes = codes;
        this.base = base;
        this.placeBits = placeBits;
        this.put = new long[CPUS * most * FIELDS];
        this.taken = new long[CPUS * most * FIELDS];
    }

    private int headBits() {
        return 1 + CPUS + placeBits + 1 + Codes.BITS;
    }

    /** The bits that it packs into. */
    int bits() {
        return most == 0 ? 0 : COUNT_BITS + CPUS * most * (headBits() + KINDS * block);
    }

    /** Whether no CPU keeps more than it may. */
    boolean fits() {
        kept[0] = 0;
        kept[1] = 0;
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
            one[0] = head(entry, folios ? codes.image(code) : code, cpus ? 1 : 0);
            for (int kind = 0; kind < KINDS; kind++) {
                one[1 + kind] = tlb.marks(entry, kind);
            }
            insert(entry);
        }
        out.put(entries, COUNT_BITS);
        for (int at = 0; at < entries * FIELDS; at += FIELDS) {
            out.put(put[at], headBits());
            for (int kind = 0; kind < KINDS; kind++) {
                out.put(put[at + 1 + kind], block);
            }
        }
        return true;
    }

    /** Puts one among those before it, which are in their order. */
    private void insert(int entry) {
        int at = entry * FIELDS;
        while (at > 0 && comesBefore(at - FIELDS)) {
            System.arraycopy(put, at - FIELDS, put, at, FIELDS);
            at -= FIELDS;
        }
        System.arraycopy(one, 0, put, at, FIELDS);
    }

    private boolean comesBefore(int at) {
        int field = 0;
        while (field < FIELDS - 1 && one[field] == put[at + field]) {
            field++;
        }
        return one[field] < put[at + field];
    }

    private long head(int entry, int code, int otherCpu) {
        int dooms = tlb.dooms(entry);
        long all = tlb.cpu(entry) ^ otherCpu;
        all = all << CPUS | (otherCpu == 0 ? dooms : dooms >> 1 | (dooms & 1) << 1);
        all = all << placeBits | tlb.slot(entry) - base;
        all = all << 1 | (tlb.wide(entry) ? 1 : 0);
        return all << Codes.BITS | code;
    }

    /** Unpacks it, to be put back. */
    void take(Packing in) {
        if (most == 0) {
            return;
        }
        count = in.take(COUNT_BITS);
        for (int at = 0; at < count * FIELDS; at += FIELDS) {
            taken[at] = in.takeLong(headBits());
            for (int kind = 0; kind < KINDS; kind++) {
                taken[at + 1 + kind] = in.takeLong(block);
            }
        }
    }

    /** Puts back what was unpacked last. */
    void restore() {
        for (int at = 0; at < count * FIELDS; at += FIELDS) {
            long all = taken[at];
            long pte = codes.raw((int) (all & mask(Codes.BITS)));
            all >>= Codes.BITS;
            boolean wide = (all & 1) == 1;
            int slot = base + (int) (all >> 1 & mask(placeBits));
            all >>= 1 + placeBits;
            int dooms = (int) (all & mask(CPUS));
            tlb.restore((int) (all >> CPUS), slot, pte, wide, dooms);
            tlb.restoreMarks(taken[at + EXCUSED], taken[at + EMPTIED], taken[at + CLEANED]);
        }
    }

    private static long mask(int bits) {
        return (1L << bits) - 1;
    }
}
