package dev.quire.model.operation;

/** The rules of a call's contract; a call that breaks one is the caller's fault. */
public enum Rule {
    LEGAL("the call is legal"),
    OFFERED("the subject must implement what the operation calls"),
    CPU("the cpu must be one of the machine's"),
    MAPPED("mm and addr must lie in a vma of the trace"),
    ALIGNED("addr must be page aligned"),
    COUNT("R5: nr must be at least 1"),
    TABLE("R2: the range must lie in one table"),
    VMA("R3: the range must lie in one vma"),
    FOLIO("R4: slot i must map page p+i of one folio"),
    FRAMES("the frames must be ones that an entry can hold"),
    PRESENT("every slot of the range must be present"),
    VALID("every slot of the range must be valid"),
    NOT_PRESENT("no slot of the range may be present"),
    NONE("every slot of the range must be none"),
    ABSENT("set_ptes with nr > 1 must not meet a present slot"),
    SINGLE("set_pte_at of a value that is not present must have nr 1"),
    SOFTLEAF("a raw value must be a softleaf: bits 0, 1 and 11 clear, not 0"),
    SPECIAL("a special value must be set by itself"),
    UFFD_WP("INV-11: a uffd-wp value must not be writable"),
    SAFE("INV-31: a store over a valid entry must be a safe change"),
    PERMISSION("the vma must permit the protection"),
    ADDRESS_SPACE("the protection must be one of its address space"),
    ALIKE("the entries of the batch must differ in young and dirty only"),
    OPEN("a change of protection is open: only its commit and reads without a lock may follow"),
    CLOSED("no change of protection is open"),
    COMMIT("a commit must go on where the last one ended, inside the started range"),
    APART("source and destination must not overlap"),
    ACT("inside a call only hardware and lockless reads act; inside a lockless read, any call"),
    SLOT("a CPU must use a descriptor of the accessed page's own block"),
    PREEMPTED("nothing acts inside a read without the lock that is cut into pieces"),
    LEFT("a cpu can go on only with the last read without the lock that it began"),
    FAULT("a fault can be handled only where no call is under way"),
    FLAGS("the flags must be ones of the call and at least one where it clears");

    /** What must hold. */
    public final String sentence;

    Rule(String sentence) {
        this.sentence = sentence;
    }
}
