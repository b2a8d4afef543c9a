package dev.quire.model.entry.arm64;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;

/**
 * An arm64 level-3 page descriptor of 64 bits, stage 1.
 *
 * <pre> 63 software | 62:60 key | 59 spare | 58 uffd-wp | 57 software | 56 special | 55 dirty
 *       | 54 UXN | 53 PXN | 52 contiguous | 51 DBM, write | 50 guarded | 49:12 address
 *       | 11 nG, present-invalid | 10 AF | 9:8 share | 7 read-only | 6 user | 5 non-secure
 *       | 4:2 memory type | 1 page | 0 valid </pre>
 *
 * <p>With 52-bit addresses part of the address lies elsewhere: bits 51:48 in 15:12 with 64 KiB
 * pages; bits 51:50 in 9:8 with the smaller ones (LPA2). Dirty is a pair: hardware-dirty is
 * writable and not read-only, software-dirty is bit 55. Source: Arm ARM (DDI 0487), VMSAv8-64
 * descriptor formats; Linux arch/arm64/include/asm/pgtable.h, pgtable-hwdef.h, pgtable-prot.h.
 */
public final class Arm64Encoding implements Encoding {
    static final long VALID = 1L;
    static final long PAGE = 1L << 1;
    static final long MEMORY_TYPE = 7L << 2;
    static final long NON_SECURE = 1L << 5;
    static final long USER = 1L << 6;
    static final long RDONLY = 1L << 7;
    static final long SHARED = 3L << 8;
    static final long AF = 1L << 10;
    static final long NG = 1L << 11;

    /** Present to software, invalid to hardware; means this only while {@link #VALID} is clear. */
    static final long PRESENT_INVALID = NG;

    static final long GP = 1L << 50;
    static final long WRITE = 1L << 51;
    static final long CONT = 1L << 52;
    static final long PXN = 1L << 53;
    static final long UXN = 1L << 54;
    static final long DIRTY = 1L << 55;
    static final long SPECIAL = 1L << 56;
    static final long SOFTWARE_57 = 1L << 57;
    static final long UFFD_WP = 1L << 58;
    static final long SPARE_59 = 1L << 59;
    static final long KEY = 7L << 60;
    static final long SOFTWARE_63 = 1L << 63;

    private static final long ACCESS_FLAGS = RDONLY | AF | WRITE | DIRTY;
    private static final long VALID_CONT = VALID | CONT;
    private static final long HARDWARE_DIRTY = WRITE | RDONLY;
    private static final long TAGGED = 1L << 2;

    /** The high attribute bits lie 39 bits lower in a meaning, all but bits 52, 55 and 63. */
    private static final int HIGH_SHIFT = 39;

    private static final long HIGH =
            GP | WRITE | PXN | UXN | SPECIAL | SOFTWARE_57 | UFFD_WP | SPARE_59 | KEY;
    private static final int TOP_SHIFT = 50;

    private final int pageShift;
    private final Arm64Address address;
    private final boolean plain;
    private final long addressMask;
    private final long lowKept;

    /** With LPA2 the walk's own registers say that memory is shared, and no entry can differ. */
    private final long lowImplied;

    /** A layout for pages of {@code 1 << pageShift} bytes. */
    public Arm64Encoding(int pageShift, Arm64Address address) {
        this.pageShift = pageShift;
        this.address = address;
        this.plain = address == Arm64Address.PLAIN_48;
        this.addressMask = address.mask(pageShift);
        this.lowKept = (MEMORY_TYPE | NON_SECURE | USER | SHARED) & ~addressMask;
        this.lowImplied = address == Arm64Address.LPA2_52 ? SHARED : 0;
    }

    @Override
    public long frames() {
        return 1L << (address.bits - pageShift);
    }

    @Override
    public boolean present(long pte) {
        return (pte & (VALID | PRESENT_INVALID)) != 0;
    }

    private static boolean presentInvalid(long pte) {
        return (pte & (VALID | PRESENT_INVALID)) == PRESENT_INVALID;
    }

    @Override
    public boolean valid(long pte) {
        return (pte & VALID) != 0;
    }

    @Override
    public boolean young(long pte) {
        return (pte & AF) != 0;
    }

    @Override
    public boolean dirty(long pte) {
        return (pte & DIRTY) != 0 || hardwareDirty(pte);
    }

    private static boolean hardwareDirty(long pte) {
        return (pte & HARDWARE_DIRTY) == WRITE;
    }

    @Override
    public boolean hardwareWritable(long pte) {
        return (pte & RDONLY) == 0;
    }

    @Override
    public boolean hardwareMayMarkDirty(long pte) {
        return (pte & WRITE) != 0;
    }

    @Override
    public long markedDirty(long pte) {
        return pte & ~RDONLY;
    }

    @Override
    public boolean write(long pte) {
        return (pte & WRITE) != 0;
    }

    @Override
    public boolean special(long pte) {
        return (pte & SPECIAL) != 0;
    }

    @Override
    public boolean uffdWp(long pte) {
        return (pte & UFFD_WP) != 0;
    }

    @Override
    public boolean protnone(long pte) {
        return presentInvalid(pte) && (pte & (USER | UXN)) == UXN;
    }

    @Override
    public boolean sound(long pte) {
        return (pte & (VALID | PAGE)) != VALID && (pte & (WRITE | RDONLY)) != 0;
    }

    @Override
    public long pfn(long pte) {
        long field = pte & addressMask;
        return (plain ? field : address.decode(field)) >>> pageShift;
    }

    @Override
    public long pgprot(long pte) {
        return pte & ~addressMask;
    }

    @Override
    public long pfnPte(long pfn, long prot) {
        long output = pfn << pageShift;
        return (plain ? output : address.encode(output)) & addressMask | prot;
    }

    @Override
    public long advancePfn(long pte, int pages) {
        if (plain) {
            return pgprot(pte) | pte + ((long) pages << pageShift) & addressMask;
        }
        return pfnPte(pfn(pte) + pages, pgprot(pte));
    }

    @Override
    public long mkyoung(long pte) {
        return pte | AF;
    }

    @Override
    public long mkold(long pte) {
        return pte & ~AF;
    }

    @Override
    public long mkdirty(long pte) {
        long dirty = pte | DIRTY;
        return write(pte) ? dirty & ~RDONLY : dirty;
    }

    @Override
    public long mkclean(long pte) {
        return pte & ~DIRTY | RDONLY;
    }

    @Override
    public long mkwrite(long pte) {
        long writable = pte | WRITE;
        return (pte & DIRTY) != 0 ? writable & ~RDONLY : writable;
    }

    @Override
    public long wrprotect(long pte) {
        long kept = hardwareDirty(pte) ? pte | DIRTY : pte;
        return kept & ~WRITE | RDONLY;
    }

    @Override
    public long mkuffdWp(long pte) {
        return wrprotect(pte | UFFD_WP);
    }

    @Override
    public long clearUffdWp(long pte) {
        return pte & ~UFFD_WP;
    }

    @Override
    public long mkspecial(long pte) {
        return pte | SPECIAL;
    }

    @Override
    public long mkinvalid(long pte) {
        return pte & ~VALID | PRESENT_INVALID;
    }

    @Override
    public long mkcont(long pte) {
        return pte | CONT;
    }

    @Override
    public long mknoncont(long pte) {
        return pte & ~CONT;
    }

    @Override
    public boolean validCont(long pte) {
        return (pte & VALID_CONT) == VALID_CONT;
    }

    @Override
    public long modify(long pte, long prot) {
        long replaced =
                USER
                        | PXN
                        | UXN
                        | RDONLY
                        | WRITE
                        | PRESENT_INVALID
                        | VALID
                        | GP
                        | MEMORY_TYPE
                        | KEY;
        long kept = hardwareDirty(pte) ? mkdirty(pte) : pte;
        long modified = kept & ~replaced | prot & replaced;
        return (modified & DIRTY) != 0 ? mkdirty(modified) : modified;
    }

    @Override
    public long accessFlags() {
        return ACCESS_FLAGS;
    }

    @Override
    public long mergeAccessFlags(long pte, long entry) {
        long set = entry & (AF | WRITE | DIRTY);
        return (pte | set) & ~(RDONLY & ~entry);
    }

    @Override
    public boolean changeIsSafe(long old, long next) {
        long soft = SOFTWARE_63 | UFFD_WP | SOFTWARE_57 | SPECIAL | DIRTY;
        long free = PXN | RDONLY | WRITE | NG | soft;
        boolean youngAndKept = (old & next & AF) != 0;
        boolean dirtyKept = !write(old) || dirty(next);
        boolean staysLocal = (old & ~next & NG) == 0;
        long changed = (old ^ next) & ~free & ~(bothNormal(old, next) ? MEMORY_TYPE : 0);
        return youngAndKept && dirtyKept && staysLocal && changed == 0;
    }

    /** Whether both are normal memory, tagged or not: to caches that is one type. */
    private static boolean bothNormal(long old, long next) {
        return ((old | next) & MEMORY_TYPE & ~TAGGED) == 0;
    }

    /** Source: Arm ARM (DDI 0487), using break-before-make; Linux {@code pgattr_change_is_safe}. */
    @Override
    public boolean changeNeedsBreak(long old, long next) {
        long fixed = addressMask | SHARED | (bothNormal(old, next) ? 0 : MEMORY_TYPE);
        return ((old ^ next) & fixed | old & ~next & NG) != 0;
    }

    @Override
    public long meaning(long pte) {
        if ((pte & (VALID | PRESENT_INVALID)) == 0) {
            return pte == 0 ? Meaning.NONE : Meaning.softleaf(pte);
        }
        return Meaning.present(
                pfn(pte),
                pte & lowKept
                        | lowImplied
                        | (pte & VALID) << 7
                        | (pte & NG) >>> 1
                        | (pte & HIGH) >>> HIGH_SHIFT
                        | (pte & SOFTWARE_63) >>> TOP_SHIFT);
    }

    @Override
    public long encode(long meaning, boolean young, boolean dirty) {
        if (!Meaning.present(meaning)) {
            return meaning & ~(long) Meaning.STATE;
        }
        long pte =
                meaning & lowKept
                        | (meaning & Meaning.VALID) >>> 7
                        | (meaning & Meaning.NOT_GLOBAL) << 1
                        | meaning << HIGH_SHIFT & HIGH
                        | meaning << TOP_SHIFT & SOFTWARE_63
                        | PAGE
                        | RDONLY
                        | (young ? AF : 0);
        long placed = pfnPte(Meaning.pfn(meaning), pte);
        return dirty ? mkdirty(placed) : placed;
    }
}
