package dev.quire.model.entry;

/**
 * What an entry means, independent of any encoding, packed in a {@code long}.
 *
 * <pre> 63:24 frame | 23:21 key | 20 spare | 19 uffd-wp | 18 software | 17 special | 15 no user
 * exec
 *       | 14 no kernel exec | 13 software | 12 write | 11 guarded | 10 not global | 9:8 share
 *       | 7 valid | 6 user | 5 non-secure | 4:2 memory type | 1:0 state </pre>
 *
 * <p>Young, dirty and the contiguous bit are left out: the first two differ between a page and its
 * block by design, the third is not the core's business. A softleaf keeps its raw value in bits
 * 63:2. Two present entries map their page in the same way exactly if their meanings are equal.
 */
public final class Meaning {
    /** The meaning of an empty slot. */
    public static final long NONE = 0;

    public static final int STATE = 3;
    public static final int PRESENT = 1;
    public static final int SOFTLEAF = 2;

    public static final long MEMORY_TYPE = 7L << 2;
    public static final long TAGGED = 1L << 2;
    public static final long NON_SECURE = 1L << 5;
    public static final long USER = 1L << 6;

    /** Hardware may walk it; a present entry without it is PROT_NONE or invalidated. */
    public static final long VALID = 1L << 7;

    public static final long SHARE = 3L << 8;
    public static final long NOT_GLOBAL = 1L << 10;
    public static final long GUARDED = 1L << 11;
    public static final long WRITE = 1L << 12;
    public static final long NO_KERNEL_EXEC = 1L << 14;
    public static final long NO_USER_EXEC = 1L << 15;
    public static final long SPECIAL = 1L << 17;
    public static final long UFFD_WP = 1L << 19;
    public static final long KEY = 7L << 21;

    /** All bits that are neither state nor frame. */
    public static final long ATTRIBUTES = 0xfffffcL;

    private static final int FRAME_SHIFT = 24;

    private Meaning() {}

    /** A present entry of these attributes for a frame. */
    public static long present(long pfn, long attributes) {
        return pfn << FRAME_SHIFT | attributes & ATTRIBUTES | PRESENT;
    }

    /** A softleaf: {@code raw} has its two lowest bits clear. */
    public static long softleaf(long raw) {
        return raw | SOFTLEAF;
    }

    public static boolean none(long meaning) {
        return meaning == NONE;
    }

    public static boolean present(long meaning) {
        return (meaning & STATE) == PRESENT;
    }

    /** Whether it is present and hardware may walk it. */
    public static boolean valid(long meaning) {
        return (meaning & (STATE | VALID)) == (PRESENT | VALID);
    }

    public static boolean isSoftleaf(long meaning) {
        return (meaning & STATE) == SOFTLEAF;
    }

    /** The frame of a present entry. */
    public static long pfn(long meaning) {
        return meaning >>> FRAME_SHIFT;
    }

    /** The same mapping {@code pages} frames further. */
    public static long advance(long meaning, int pages) {
        return meaning + ((long) pages << FRAME_SHIFT);
    }

    public static boolean has(long meaning, long attribute) {
        return (meaning & attribute) != 0;
    }

    /** In words: {@code none}, {@code softleaf=0x...}, or {@code pfn=0x100 rw user ...}. */
    public static String text(long meaning) {
        if (none(meaning)) {
            return "none";
        }
        if ((meaning & STATE) == SOFTLEAF) {
            return "softleaf=0x" + Long.toHexString(meaning & ~(long) STATE);
        }
        StringBuilder text = new StringBuilder("pfn=0x").append(Long.toHexString(pfn(meaning)));
        text.append(' ').append(Protection.word(meaning));
        word(text, meaning, SPECIAL, " special");
        word(text, meaning, UFFD_WP, " uffd_wp");
        word(text, meaning, GUARDED, " guarded");
        if ((meaning & MEMORY_TYPE) != 0) {
            text.append(" type=").append((meaning & MEMORY_TYPE) >> 2);
        }
        if ((meaning & KEY) != 0) {
            text.append(" key=").append((meaning & KEY) >> 21);
        }
        return text.toString();
    }

    private static void word(StringBuilder text, long meaning, long attribute, String word) {
        if (has(meaning, attribute)) {
            text.append(word);
        }
    }
}
