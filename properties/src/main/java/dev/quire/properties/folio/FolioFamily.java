package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Operations that belong together, few enough for every state that they lead to to be visited.
 *
 * <p>A family has each of its calls with every argument that means something on the small machine,
 * but for what its comment leaves out. All operations together have too many states: those of one
 * folio's flags times those of its mappings times those of its caches, and that again for the other
 * folio. So three families have them all, one for each meaning of PG_arch_1, and bound how much
 * there is at once instead.
 */
public enum FolioFamily {
    /** One flag of each policy, through every page. */
    FLAGS("flags", "folio-small", 1, 2),

    /** A folio of a file: its references, and where it is split, with one flag that is carried. */
    SPLIT("split", "folio-small", 1, 4),

    /** A folio of a file with each of its pages poisoned or not, and split. */
    POISON("poison", "folio-small", 1, 4),

    /**
     * Anonymous pages in two slots of two address spaces, in one slot if there are two folios: fork
     * and reuse.
     */
    ANON("anon", "folio-small", 1, 2),

    /** The same with pins, and migration that a pin may meet. */
    PINS("pins", "folio-small", 1, 2),

    /** Files and the zero page in two slots of two address spaces; a table ends between the two. */
    FILE("file", "folio-small", 2, 2),

    /** An anonymous folio with swap entries, and split. */
    SWAP("swap", "folio-small", 1, 4),

    /** A type in place of mappings. */
    TYPES("types", "folio-small", 1, 2),

    /** Stores, flushes, installs and execution where PG_arch_1 means clean. */
    CLEAN("clean", "folio-small", 1, 2),

    /** The same where it means that a flush is owed. */
    DIRTY("dirty", "folio-small-dirty", 1, 2),

    /** Secure frames of folios that are split for it. */
    SECURE("secure", "folio-small-secure", 1, 4),

    /** Caches where PG_arch_1 means clean, and split. */
    CLEAN_SPLIT("clean-split", "folio-small", 1, 4),

    /** The same where it means that a flush is owed. */
    DIRTY_SPLIT("dirty-split", "folio-small-dirty", 1, 4),

    /** Anonymous pages of a table's four slots move into another folio. */
    COLLAPSE("collapse", "folio-small", 1, 8, 8),

    /** Anonymous pages in three address spaces, of which a folio remembers two. */
    SHARERS("sharers", "folio-4k", 1, 2),

    /**
     * All operations but {@code collapse}, which takes four slots, and {@code test_flag}, which
     * changes nothing, on folios that have a few marks together. A mark is what an allocated folio
     * does not have: a flag, a poisoned page, a pin, a slot that is not none, a kernel store that
     * no CPU sees, a type, an exclusive page without a slot; and, once for the pages of a folio as
     * it was allocated, that a file or a process has or had it, and that it is split; of a split
     * one each further reference that callers hold and each page that is free, or is not if these
     * are fewer. So any few things that may meet do meet, whatever they are of, in every order.
     *
     * <p>What is alike has one that stands for all: the first and the last page for those between,
     * dirty for each flag that is carried and that nothing reads, the first address space for the
     * one that anonymous pages are born in, the head for what is done to a whole folio.
     */
    WHOLE("whole", "folio-small", 1, 8, 4),

    /** The same where PG_arch_1 means that a flush is owed. */
    WHOLE_DIRTY("whole-dirty", "folio-small-dirty", 1, 8, 3),

    /** The same with secure frames, which nobody executes. */
    WHOLE_SECURE("whole-secure", "folio-small-secure", 1, 8, 3);

    /** As the command line writes it. */
    public final String word;

    /** References that callers hold of one folio at most. */
    final int heldMax;

    /** Folios at the same time at most, as many as one is split into where families split. */
    final int foliosMax;

    /** Marks on all folios together at most. */
    final int marksMax;

    private final FolioMachine machine;

    FolioFamily(String word, String machine, int heldMax, int foliosMax) {
        this(word, machine, heldMax, foliosMax, Integer.MAX_VALUE);
    }

    FolioFamily(String word, String machine, int heldMax, int foliosMax, int marksMax) {
        this.marksMax = marksMax;
        this.word = word;
        this.machine = FolioMachine.named(machine);
        this.heldMax = heldMax;
        this.foliosMax = foliosMax;
    }

    /**
     * The family of a word.
     *
     * @throws IllegalArgumentException naming what was found and all words
     */
    public static FolioFamily of(String word) {
        for (FolioFamily family : values()) {
            if (family.word.equals(word)) {
                return family;
            }
        }
        String words =
                Arrays.stream(values())
                        .map(family -> family.word)
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("found " + word + ", expected one of " + words);
    }

    /** What its operations run on. */
    public FolioMachine machine() {
        return machine;
    }

    /** Its operations on so many folios of order 2, the first one at frame 0. */
    List<FolioOperation> operations(int folios) {
        return new FolioListing(this, folios).all();
    }
}
