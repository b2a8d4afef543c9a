package dev.quire.model.folio;

/** What an architecture says with PG_arch_1 of a folio. */
public enum ArchBit {
    /** Set: the caches are known to agree (arm, arm64, riscv, powerpc). */
    CLEAN("clean"),

    /** Set: a flush is still owed (sparc64, mips, parisc). */
    DIRTY("dirty"),

    /** Set: the frame may be secure, so that the host must not touch it (s390). */
    SECURE("secure");

    /** As traces write it. */
    public final String word;

    ArchBit(String word) {
        this.word = word;
    }
}
