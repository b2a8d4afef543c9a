package dev.quire.counterexamples.picture;

import java.util.List;

/**
 * The entries of one aligned block before and after a step, on both sides.
 *
 * @param addr the address that its first entry maps
 * @param pageSize bytes from one entry's address to the next
 * @param wrong for each entry whether the verdict names it
 */
record Block(
        int mm,
        long addr,
        long pageSize,
        List<Cell> before,
        List<Cell> after,
        List<Cell> referenceBefore,
        List<Cell> referenceAfter,
        List<Boolean> wrong) {
    /** How many entries stand side by side in a picture. */
    static final int ROW = 16;

    int entries() {
        return before.size();
    }

    /** The address that an entry maps. */
    long addr(int entry) {
        return addr + entry * pageSize;
    }

    /** Whether the step changed an entry, on the subject's side. */
    boolean changed(int entry) {
        return !before.get(entry).equals(after.get(entry));
    }

    /** Whether a row has an entry that changed, on either side, or is wrong. */
    boolean matters(int start) {
        for (int entry = start; entry < rowEnd(start); entry++) {
            if (changed(entry)
                    || wrong.get(entry)
                    || !referenceBefore.get(entry).equals(referenceAfter.get(entry))) {
                return true;
            }
        }
        return false;
    }

    /** One past the last entry of the row that starts at an entry. */
    int rowEnd(int start) {
        return Math.min(start + ROW, entries());
    }
}
