package dev.quire.counterexamples.picture;

import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.Verdict;

/**
 * What a failed invariant about young or dirty asks of a page that breaks it.
 *
 * <p>The reference closes its bounds on what it sees, also after a failure; what it had expected is
 * the opposite of what was seen.
 */
enum Demand {
    NONE(""),
    DIRTY("dirty"),
    CLEAN("clean"),
    YOUNG("young"),
    OLD("old");

    /** For reports. */
    final String word;

    Demand(String word) {
        this.word = word;
    }

    /** What a verdict asks of one of its pages. */
    static Demand of(Verdict verdict, Verdict.Row row, Geometry geometry) {
        if (!row.wrong()) {
            return NONE;
        }
        boolean young = shows(verdict, row, geometry, "young");
        boolean dirty = shows(verdict, row, geometry, "dirty");
        return switch (verdict.invariant()) {
            case DIRTY_NOT_LOST, STORE_NOT_LOST -> dirty ? NONE : DIRTY;
            case DIRTY_NOT_INVENTED -> dirty ? CLEAN : NONE;
            case YOUNG_IN_BOUNDS -> young ? OLD : YOUNG;
            case YOUNG_CLEARED -> young ? OLD : NONE;
            default -> NONE;
        };
    }

    /** Whether a page shows a word: its own entry does, or one of its contiguous block. */
    private static boolean shows(Verdict verdict, Verdict.Row row, Geometry geometry, String word) {
        if (!has(row, "cont")) {
            return has(row, word);
        }
        long reach = geometry.pageSize() * geometry.blockEntries();
        for (Verdict.Row other : verdict.rows()) {
            boolean sameBlock =
                    other.mm() == row.mm() && other.addr() / reach == row.addr() / reach;
            if (sameBlock && has(other, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(Verdict.Row row, String word) {
        return (row.seen() + " ").contains(" " + word + " ");
    }

    /** The page as it should be. */
    Cell on(Cell seen) {
        boolean young = this == YOUNG || this != OLD && seen.young();
        boolean dirty = this == DIRTY || this != CLEAN && seen.dirty();
        return new Cell(seen.meaning(), seen.contiguous(), young, dirty);
    }
}
