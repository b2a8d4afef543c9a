package dev.quire.model.entry;

/**
 * How an architecture writes entries as 64-bit values, and the value functions of the kernel on
 * them. All are pure; a value is a copy and changing it changes no table.
 *
 * <p>{@code young}, {@code dirty}, {@code write}, {@code special} and {@code pfn} are defined on
 * present values only. Source: Linux include/linux/pgtable.h and each architecture's pgtable.h.
 */
public interface Encoding {
    /** One past the highest frame number that an entry can hold. */
    long frames();

    boolean present(long pte);

    boolean valid(long pte);

    boolean young(long pte);

    /** Dirty to software: hardware-dirty or software-dirty. */
    boolean dirty(long pte);

    /** Whether a store through this descriptor completes without changing it. */
    boolean hardwareWritable(long pte);

    /** Whether hardware may make it writable by itself when it is stored through. */
    boolean hardwareMayMarkDirty(long pte);

    /** The value after hardware marked it dirty. */
    long markedDirty(long pte);

    boolean write(long pte);

    boolean special(long pte);

    boolean uffdWp(long pte);

    boolean protnone(long pte);

    /**
     * Whether hardware and software read a present entry alike: a walk takes a valid one for a
     * page, and stores through one only where software takes it for writable.
     */
    boolean sound(long pte);

    long pfn(long pte);

    /** All bits of a value but its frame. */
    long pgprot(long pte);

    long pfnPte(long pfn, long prot);

    /** The value {@code pages} frames further, all other bits unchanged. */
    long advancePfn(long pte, int pages);

    long mkyoung(long pte);

    long mkold(long pte);

    long mkdirty(long pte);

    long mkclean(long pte);

    long mkwrite(long pte);

    long wrprotect(long pte);

    long mkuffdWp(long pte);

    long clearUffdWp(long pte);

    long mkspecial(long pte);

    long mkinvalid(long pte);

    long mkcont(long pte);

    long mknoncont(long pte);

    /** Whether the value is valid and carries the contiguous bit. */
    boolean validCont(long pte);

    /**
     * The permission bits of {@code prot}; frame, young, dirty, special and uffd-wp of {@code pte}.
     */
    long modify(long pte, long prot);

    /** The bits that {@code ptep_set_access_flags} may change. */
    long accessFlags();

    /** {@code pte} made as permissive as {@code entry} asks, in {@link #accessFlags()} alone. */
    long mergeAccessFlags(long pte, long entry);

    /** Whether a store over a live entry needs no break: Linux {@code pgattr_change_is_safe}. */
    boolean changeIsSafe(long old, long next);

    /**
     * Whether a change of a valid entry needs break-before-make, its size aside: another frame,
     * memory type or shareability, or a global entry in the place of one that is not. Permissions,
     * young, dirty and what only software reads need none.
     */
    boolean changeNeedsBreak(long old, long next);

    /** What the value means, without young, dirty and the contiguous bit. */
    long meaning(long pte);

    /** The value of a meaning, contiguous bit clear. */
    long encode(long meaning, boolean young, boolean dirty);
}
