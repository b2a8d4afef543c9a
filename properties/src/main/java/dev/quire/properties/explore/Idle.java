package dev.quire.properties.explore;

import dev.quire.model.entry.Encoding;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import java.util.Arrays;

/**
 * Accesses of a state that changed nothing, where no CPU keeps anything: which others are the same.
 *
 * <p>An access that a walk completes without a mark is the same by every CPU, and through every
 * descriptor that needs none for accesses of its kind. One of a page whose entry is not valid
 * faults, whoever makes it, and no fault is handled there.
 */
final class Idle {
    private static final int KINDS = Call.values().length;

    private final Encoding encoding;
    private final long[] raws;
    private final int base;

    /** By call, a bit for each page: accesses of it ran and changed nothing. */
    private final int[] pages = new int[KINDS];

    /** The same of descriptors: they need no mark. */
    private final int[] used = new int[KINDS];

    /**
     * Of the state with these entries, whenever one is entered.
     *
     * @param base the slot of the first one
     */
    Idle(Encoding encoding, long[] raws, int base) {
        this.encoding = encoding;
        this.raws = raws;
        this.base = base;
    }

    /** Another state is entered. */
    void begin() {
        Arrays.fill(pages, 0);
        Arrays.fill(used, 0);
    }

    /** An access of the page of a slot ran and changed nothing. */
    void ran(Operation access, int slot, boolean completed) {
        int kind = access.call().ordinal();
        if (completed) {
            pages[kind] |= bit(slot);
            used[kind] |= bit(descriptor(access, slot));
        } else if (!encoding.valid(raws[slot - base])) {
            pages[kind] |= bit(slot);
        }
    }

    /** Whether one that ran was the same as this one. */
    boolean knows(Operation access, int slot) {
        int kind = access.call().ordinal();
        boolean ran = (pages[kind] & bit(slot)) != 0;
        return ran
                && (!encoding.valid(raws[slot - base])
                        || (used[kind] & bit(descriptor(access, slot))) != 0);
    }

    /** What a walk uses: the entries of a block agree in every state that is entered. */
    private int descriptor(Operation access, int slot) {
        boolean block = encoding.validCont(raws[slot - base]);
        return block && access.value() >= 0 ? (int) access.value() : slot;
    }

    private int bit(int slot) {
        return 1 << slot - base;
    }
}
