package dev.quire.model.folio.lockstep;

/** A rule of the contract that the caller of an operation keeps. */
public enum FolioRule {
    LEGAL("it is legal"),
    MACHINE("CPUs, address spaces, slots and frames must be those of the machine"),
    ALIGNED("a folio must be aligned, and at most as large as the machine allows"),
    FREE("the frames must be free and sound"),
    ALLOCATED("the frame must belong to a folio"),
    HELD("the caller must hold what it gives back"),
    UNUSED(
            "a folio that loses its last reference must have no type, migration entry or secure"
                    + " page"),
    FLAG("a flag that shares its bit, or that others depend on, must not change so"),
    KIND("the folio must be of the right kind, and mapped, cached or typed as the call wants"),
    AREA("the slots must lie in one area"),
    ONE_FOLIO("the pages must lie in one folio, the slots in one table"),
    NONE("the slots must be none"),
    PRESENT("the slot must be present, or a migration entry, as the call wants"),
    MAPPED("an anonymous page must be unmapped to be mapped, and exclusive to be written"),
    ARCH("the machine's PG_arch_1 must mean what the call is about"),
    POISONED("poison comes before unpoison, and once"),
    SECURE("a secure frame must not be touched by the kernel, or become secure again"),
    LOCKED("the folio must be locked, held, and not under writeback"),
    ORDER("the order must be lower than the folio's, and a failure must be one that can be"),
    ACT(
            "another CPU may execute, map a file elsewhere, or pin a page that migrates; between"
                    + " the pieces of a call it executes nothing");

    /** What must hold. */
    public final String sentence;

    FolioRule(String sentence) {
        this.sentence = sentence;
    }
}
