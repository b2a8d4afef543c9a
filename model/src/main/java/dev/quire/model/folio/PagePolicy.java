package dev.quire.model.folio;

/**
 * Through which pages a flag may be reached, and in which page's word it lies.
 *
 * <p>Source: Linux, include/linux/page-flags.h, "Page flags policies wrt compound pages".
 */
public enum PagePolicy {
    /** Any page, and it is that very page's flag. */
    ANY("PF_ANY"),

    /** Any page; a tail redirects to the head, also to change the flag. */
    HEAD("PF_HEAD"),

    /** Changed through the head only; a test through a tail redirects to the head. */
    NO_TAIL("PF_NO_TAIL"),

    /** Never on a page of a large folio. */
    NO_COMPOUND("PF_NO_COMPOUND"),

    /** Of a large folio, through its head; it lies in the word of its second page. */
    SECOND("PF_SECOND");

    private static final PagePolicy[] ALL = values();

    /** As the kernel writes it. */
    public final String word;

    PagePolicy(String word) {
        this.word = word;
    }

    /**
     * Whether a flag may be reached through a page.
     *
     * @param index the page's number in its folio, from 0
     * @param order of the folio
     * @param changes whether the flag is set or cleared, not only tested
     */
    public boolean allows(int index, int order, boolean changes) {
        if (this == HEAD || this == ANY) {
            return true;
        }
        if (this == NO_TAIL) {
            return index == 0 || !changes;
        }
        return this == NO_COMPOUND ? order == 0 : order > 0 && index == 0;
    }

    /** What a call returns that breaks this policy: below 0. */
    public int refusal() {
        return -1 - ordinal();
    }

    /** The policy that a returned number names. */
    public static PagePolicy ofRefusal(int result) {
        return ALL[-1 - result];
    }
}
