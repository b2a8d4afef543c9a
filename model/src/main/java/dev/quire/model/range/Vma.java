package dev.quire.model.range;

import dev.quire.model.geometry.Numbers;

/**
 * A virtual memory area: {@code [start, end)} of one address space.
 *
 * @param id 1 to 65535, unique in a configuration
 * @param permissions of {@link #WRITE} and {@link #EXECUTE}; it may always be read
 */
public record Vma(int id, int mm, long start, long end, int permissions) {
    public static final int WRITE = 1;
    public static final int EXECUTE = 2;
    public static final int ID_MAX = 65_535;

    private static final String[] WORDS = {"r", "rw", "rx", "rwx"};

    public Vma {
        if (id < 1 || id > ID_MAX) {
            throw new IllegalArgumentException("vma id must be 1 to " + ID_MAX + ": " + id);
        }
        if (start < 0 || start >= end) {
            throw new IllegalArgumentException(
                    "a vma must start before it ends: start="
                            + Numbers.hex(start)
                            + " end="
                            + Numbers.hex(end));
        }
    }

    /** As traces write {@link #permissions}. */
    public String word() {
        return WORDS[permissions];
    }

    /**
     * The permissions that traces write so.
     *
     * @throws IllegalArgumentException naming what was found and all words
     */
    public static int permissions(String word) {
        for (int i = 0; i < WORDS.length; i++) {
            if (WORDS[i].equals(word)) {
                return i;
            }
        }
        throw new IllegalArgumentException("found " + word + ", expected one of r, rw, rx, rwx");
    }
}
