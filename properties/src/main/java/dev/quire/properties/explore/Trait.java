package dev.quire.properties.explore;

import java.util.Locale;

/** In what a small machine differs from the usual one; any number of them go together. */
public enum Trait {
    /** For what needs many acts: two pages of a block, which never fold. */
    SHORT("the area ends after two pages"),
    WHOLE("calls over a range are made for whole blocks"),
    ALONE("there is one CPU"),
    ASKEW("slot i maps page i + 1 of a folio, so that no block is aligned"),
    SPECIAL("frames are mapped as special, too"),
    SOFTLEAVES("slots hold softleafs, too"),
    UFFD_WP("pages are mapped write-protected for userfaultfd, too"),
    PROT_NONE("protections that permit nothing"),
    EXECUTABLE("protections that permit to execute; CPUs fetch instructions"),
    KERNEL("the address space is the kernel's"),
    LPA2("the machine is arm64-4k-lpa2, and values are advanced over the split of its address"),
    SPLIT("the machine is arm64-64k-52, and values are advanced over the split of its address");

    /** As the command line writes it. */
    public final String word;

    /** What it means, for lists. */
    public final String sentence;

    Trait(String sentence) {
        this.word = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.sentence = sentence;
    }

    /**
     * The trait of a word.
     *
     * @throws IllegalArgumentException naming what was found and all words
     */
    public static Trait of(String word) {
        StringBuilder words = new StringBuilder();
        for (Trait trait : values()) {
            if (trait.word.equals(word)) {
                return trait;
            }
            words.append(words.isEmpty() ? "" : ", ").append(trait.word);
        }
        throw new IllegalArgumentException("found " + word + ", expected some of " + words);
    }
}
