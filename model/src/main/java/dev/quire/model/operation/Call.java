package dev.quire.model.operation;

import static dev.quire.model.operation.Argument.BATCH;
import static dev.quire.model.operation.Argument.BLOCK;
import static dev.quire.model.operation.Argument.CLEAR;
import static dev.quire.model.operation.Argument.DIRTY;
import static dev.quire.model.operation.Argument.ENTRY;
import static dev.quire.model.operation.Argument.FAULT;
import static dev.quire.model.operation.Argument.FULL;
import static dev.quire.model.operation.Argument.MAX_NR;
import static dev.quire.model.operation.Argument.NR;
import static dev.quire.model.operation.Argument.NR_OPTIONAL;
import static dev.quire.model.operation.Argument.PFN;
import static dev.quire.model.operation.Argument.PROT;
import static dev.quire.model.operation.Argument.PTE;
import static dev.quire.model.operation.Argument.READS;
import static dev.quire.model.operation.Argument.SLOT;
import static dev.quire.model.operation.Argument.TO;
import static dev.quire.model.operation.Argument.WITH;

import dev.quire.model.range.ClearFlag;
import java.util.List;
import java.util.Locale;

/** What an operation calls: a function of the range API, a composite of the core, or hardware. */
public enum Call {
    SET_PTES("map nr consecutive pages of a folio", PFN, NR, PROT, WITH),
    SET_PTE_AT("put a softleaf, given raw, into a slot", PTE, NR_OPTIONAL),
    PTEP_GET("read a slot under the lock"),
    PTEP_GET_LOCKLESS("read a slot without the lock", READS),
    PTE_ADVANCE_PFN("advance a value by nr frames", PFN, NR, PROT, WITH),
    PTE_BATCH_HINT("ask how many slots surely batch with one"),
    FOLIO_PTE_BATCH_FLAGS("measure the batch that starts at a slot", MAX_NR, BATCH),
    PTE_CLEAR("empty a slot whose last value does not matter"),
    CLEAR_NONPRESENT_PTES("empty slots that are not present", NR),
    PTEP_GET_AND_CLEAR("empty a slot and return its last value"),
    GET_AND_CLEAR_FULL_PTES("empty slots, return the first with young and dirty of all", NR, FULL),
    CLEAR_FULL_PTES("empty slots", NR, FULL),
    PTEP_CLEAR_FLUSH("empty a slot and flush its page"),
    PTEP_TEST_AND_CLEAR_YOUNG("make a slot old, return whether it was young"),
    TEST_AND_CLEAR_YOUNG_PTES("make slots old, return whether any was young", NR),
    CLEAR_FLUSH_YOUNG_PTES("make slots old, flush them if any was young", NR),
    CLEAR_YOUNG_DIRTY_PTES("make slots old, clean, or both", NR, CLEAR),
    WRPROTECT_PTES("write-protect slots", NR),
    PTEP_SET_ACCESS_FLAGS("make a slot more permissive after a fault", ENTRY, DIRTY),
    MODIFY_PROT_START_PTES("open a change of protection", NR),
    MODIFY_PROT_COMMIT_PTES("commit a change of protection, whole or in parts", NR, PROT),
    UNMAP_BATCH("unmap the batch that starts at a slot, as reclaim does"),
    MOVE_PTES("move slots to empty ones, as mremap does", NR, TO),
    MADVISE_FREE("make slots old and clean and flush them, as madvise does", NR),
    FLUSH_TLB_RANGE("flush the translations of nr pages", NR),
    FLUSH_TLB_PAGE("flush the translation of a page"),
    FLUSH_TLB_MM("flush all translations of an address space; addr is any page of it"),
    RESUME("a CPU goes on with a lockless read that was preempted", READS),
    READ("a CPU reads data", SLOT, FAULT),
    WRITE("a CPU writes data", SLOT, FAULT),
    EXECUTE("a CPU fetches an instruction", SLOT, FAULT),
    FILL("a CPU's walker keeps a translation that nobody asked for", SLOT, BLOCK),
    EVICT("a CPU drops what translations it keeps of a page");

    /** Kinds of calls, a bit each: a switch on the call costs more than what it guards. */
    private static final long HARDWARE = bits(READ, WRITE, EXECUTE, FILL, EVICT);

    private static final long LEAVE_FLUSH =
            bits(
                    SET_PTES,
                    SET_PTE_AT,
                    PTE_CLEAR,
                    PTEP_GET_AND_CLEAR,
                    GET_AND_CLEAR_FULL_PTES,
                    CLEAR_FULL_PTES,
                    CLEAR_YOUNG_DIRTY_PTES,
                    WRPROTECT_PTES,
                    MODIFY_PROT_START_PTES,
                    MODIFY_PROT_COMMIT_PTES);
    private static final long READ_ONLY =
            bits(
                    PTEP_GET,
                    PTEP_GET_LOCKLESS,
                    PTE_ADVANCE_PFN,
                    PTE_BATCH_HINT,
                    FOLIO_PTE_BATCH_FLAGS,
                    FLUSH_TLB_RANGE,
                    FLUSH_TLB_PAGE,
                    FLUSH_TLB_MM,
                    RESUME);
    private static final long RETURN_BITS =
            bits(
                    PTEP_GET_AND_CLEAR,
                    GET_AND_CLEAR_FULL_PTES,
                    PTEP_CLEAR_FLUSH,
                    PTEP_TEST_AND_CLEAR_YOUNG,
                    TEST_AND_CLEAR_YOUNG_PTES,
                    CLEAR_FLUSH_YOUNG_PTES,
                    MODIFY_PROT_START_PTES,
                    UNMAP_BATCH);

    /** As traces write it: the kernel's spelling. */
    public final String word;

    /** What it does, for lists. */
    public final String sentence;

    /** Its arguments beside cpu, mm and addr, in the order in which they are written. */
    public final List<Argument> arguments;

    Call(String sentence, Argument... arguments) {
        this.word = name().toLowerCase(Locale.ROOT);
        this.sentence = sentence;
        this.arguments = List.of(arguments);
    }

    private static long bits(Call... calls) {
        long bits = 0;
        for (Call call : calls) {
            bits |= 1L << call.ordinal();
        }
        return bits;
    }

    /** Whether a CPU does it by itself: it accesses memory, or changes what its TLB keeps. */
    public boolean hardware() {
        return (HARDWARE >>> ordinal() & 1) != 0;
    }

    /** Whether translations of its range may outlive it: the caller flushes later. */
    public boolean leavesFlush() {
        return (LEAVE_FLUSH >>> ordinal() & 1) != 0;
    }

    /** Whether it is a flush and nothing else. */
    public boolean flushes() {
        return this == FLUSH_TLB_RANGE || this == FLUSH_TLB_PAGE || this == FLUSH_TLB_MM;
    }

    /** Whether it changes no entry. */
    public boolean reads() {
        return (READ_ONLY >>> ordinal() & 1) != 0;
    }

    /** Whether what it returns says something of young or dirty of its range. */
    public boolean returnsBits() {
        return (RETURN_BITS >>> ordinal() & 1) != 0;
    }

    /** Whether it clears young of every slot in its range. */
    public boolean clearsYoung(int flags) {
        return switch (this) {
            case PTEP_TEST_AND_CLEAR_YOUNG,
                    TEST_AND_CLEAR_YOUNG_PTES,
                    CLEAR_FLUSH_YOUNG_PTES,
                    MADVISE_FREE ->
                    true;
            case CLEAR_YOUNG_DIRTY_PTES -> (flags & ClearFlag.YOUNG) != 0;
            default -> false;
        };
    }

    /** Whether it clears dirty of every slot in its range. */
    public boolean clearsDirty(int flags) {
        return this == MADVISE_FREE
                || this == CLEAR_YOUNG_DIRTY_PTES && (flags & ClearFlag.DIRTY) != 0;
    }

    /**
     * The call that traces write so.
     *
     * @throws IllegalArgumentException naming what was found and where all words are listed
     */
    public static Call of(String word) {
        for (Call call : values()) {
            if (call.word.equals(word)) {
                return call;
            }
        }
        throw new IllegalArgumentException(
                "unknown operation " + word + ", expected one of 'quire list operations'");
    }
}
