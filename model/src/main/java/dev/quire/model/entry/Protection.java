package dev.quire.model.entry;

/**
 * The protections that a mapping is made with, as attributes of a {@link Meaning}.
 *
 * <p>Source: Linux arch/arm64/include/asm/pgtable-prot.h ({@code PAGE_NONE}, {@code PAGE_READONLY},
 * {@code PAGE_SHARED}, their executable forms, {@code PAGE_EXECONLY}, {@code PAGE_KERNEL}). Each is
 * born young; the kernel's writable one is born dirty.
 */
public enum Protection {
    NONE("none", Meaning.NO_KERNEL_EXEC | Meaning.NO_USER_EXEC),
    READ("ro", valid(Meaning.USER | Meaning.NO_KERNEL_EXEC | Meaning.NO_USER_EXEC)),
    WRITE(
            "rw",
            valid(Meaning.USER | Meaning.WRITE | Meaning.NO_KERNEL_EXEC | Meaning.NO_USER_EXEC)),
    READ_EXECUTE("rx", valid(Meaning.USER | Meaning.NO_KERNEL_EXEC)),
    WRITE_EXECUTE("rwx", valid(Meaning.USER | Meaning.WRITE | Meaning.NO_KERNEL_EXEC)),
    EXECUTE("x", valid(Meaning.NO_KERNEL_EXEC)),
    KERNEL_READ("kro", valid(Meaning.NO_KERNEL_EXEC | Meaning.NO_USER_EXEC)),
    KERNEL_WRITE("krw", valid(Meaning.WRITE | Meaning.NO_KERNEL_EXEC | Meaning.NO_USER_EXEC));

    /** The attributes that a protection decides; all others come from elsewhere. */
    public static final long DECIDES =
            Meaning.VALID
                    | Meaning.USER
                    | Meaning.WRITE
                    | Meaning.NO_KERNEL_EXEC
                    | Meaning.NO_USER_EXEC;

    private static final Protection[] ALL = values();

    /** As traces write it. */
    public final String word;

    /** Attributes of a {@link Meaning}, inner shareable, not global. */
    public final long attributes;

    Protection(String word, long attributes) {
        this.word = word;
        this.attributes = attributes | Meaning.SHARE | Meaning.NOT_GLOBAL;
    }

    private static long valid(long attributes) {
        return attributes | Meaning.VALID;
    }

    /** Whether it belongs to the kernel's address spaces. */
    public boolean kernel() {
        return this == KERNEL_READ || this == KERNEL_WRITE;
    }

    /** Whether its mappings may be written. */
    public boolean writes() {
        return (attributes & Meaning.WRITE) != 0;
    }

    /**
     * The protection that traces write so.
     *
     * @throws IllegalArgumentException naming what was found and all words
     */
    public static Protection of(String word) {
        StringBuilder words = new StringBuilder();
        for (Protection protection : ALL) {
            if (protection.word.equals(word)) {
                return protection;
            }
            words.append(words.isEmpty() ? "" : ", ").append(protection.word);
        }
        throw new IllegalArgumentException("found " + word + ", expected one of " + words);
    }

    /** The word of the protection that a present meaning has, or its parts where none fits. */
    static String word(long meaning) {
        for (Protection protection : ALL) {
            if (((meaning ^ protection.attributes) & DECIDES) == 0) {
                return protection.word;
            }
        }
        return "attributes=0x" + Long.toHexString(meaning & DECIDES);
    }
}
