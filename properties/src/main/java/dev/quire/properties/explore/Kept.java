package dev.quire.properties.explore;

import dev.quire.model.machine.Tlb;

/** What the CPUs of a small machine keep, packed; in which order it came does not matter. */
final class Kept {
    /** What it has room for: so many translations of so many CPUs, and blocks of so many. */
    static final int MOST = 2;

    static final int CPUS = 2;
    static final int BLOCK_MOST = 16;

    private static final int COUNT_BITS = 3;
    private static final int KINDS = 3;

    private final Tlb tlb;
    private final int most;
    private final Codes codes;
    private final int base;
    private final int placeBits;
    private final int block;
    private final long[] heads;
    private final long[] marks;
    private final long[] headsTaken;
    private final long[] marksTaken;
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
        this.heads = new long[CPUS * most];
        this.marks = new long[CPUS * most];
        this.headsTaken = new long[CPUS * most];
        this.marksTaken = new long[CPUS * most];
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
            int image = folios ? codes.image(code) : code;
            insert(entry, head(entry, image, cpus ? 1 : 0), marks(entry));
        }
        out.put(entries, COUNT_BITS);
        for (int entry = 0; entry < entries; entry++) {
            out.put(heads[entry], headBits());
            out.put(marks[entry], KINDS * block);
        }
        return true;
    }

    /** Puts one among those before it, which are in their order. */
    private void insert(int entry, long head, long marked) {
        int at = entry;
        while (at > 0
                && (heads[at - 1] > head || heads[at - 1] == head && marks[at - 1] > marked)) {
            heads[at] = heads[at - 1];
            marks[at] = marks[at - 1];
            at--;
        }
        heads[at] = head;
        marks[at] = marked;
    }

    private long head(int entry, int code, int otherCpu) {
        int dooms = tlb.dooms(entry);
        long all = tlb.cpu(entry) ^ otherCpu;
        all = all << CPUS | (otherCpu == 0 ? dooms : dooms >> 1 | (dooms & 1) << 1);
        all = all << placeBits | tlb.slot(entry) - base;
        all = all << 1 | (tlb.wide(entry) ? 1 : 0);
        return all << Codes.BITS | code;
    }

    private long marks(int entry) {
        long all = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            all = all << block | tlb.marks(entry, kind);
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
            headsTaken[entry] = in.takeLong(headBits());
            marksTaken[entry] = in.takeLong(KINDS * block);
        }
    }

    /** Puts back what was unpacked last. */
    void restore() {
        for (int entry = 0; entry < count; entry++) {
            long marked = marksTaken[entry];
            long cleaned = marked & mask(block);
            long emptied = marked >> block & mask(block);
            long excused = marked >> 2 * block & mask(block);
            long all = headsTaken[entry];
            long pte = codes.raw((int) (all & mask(Codes.BITS)));
            all >>= Codes.BITS;
            boolean wide = (all & 1) == 1;
            int slot = base + (int) (all >> 1 & mask(placeBits));
            all >>= 1 + placeBits;
            int dooms = (int) (all & mask(CPUS));
            tlb.restore((int) (all >> CPUS), slot, pte, wide, dooms);
            tlb.restoreMarks(excused, emptied, cleaned);
        }
    }

    private static long mask(int bits) {
        return (1L << bits) - 1;
    }
}
