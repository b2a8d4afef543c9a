package dev.quire.model.machine;

/**
 * An address space ({@code mm}).
 *
 * @param id 1 to 255
 */
public record AddressSpace(int id, Kind kind) {
    public static final int ID_MAX = 255;

    public AddressSpace {
        if (id < 1 || id > ID_MAX) {
            throw new IllegalArgumentException("mm id must be 1 to " + ID_MAX + ": " + id);
        }
    }

    /** Whether contiguous blocks may be made in it: {@code init_mm} and the EFI mm take none. */
    public boolean folds() {
        return kind == Kind.USER;
    }

    /** Who runs in an address space. */
    public enum Kind {
        USER("user"),
        KERNEL("kernel"),
        EFI("efi");

        /** As traces write it. */
        public final String word;

        Kind(String word) {
            this.word = word;
        }

        /**
         * The kind that traces write so.
         *
         * @throws IllegalArgumentException naming what was found and all words
         */
        public static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "found " + word + ", expected one of user, kernel, efi");
        }
    }
}
