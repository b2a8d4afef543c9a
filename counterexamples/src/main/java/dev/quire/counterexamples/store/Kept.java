package dev.quire.counterexamples.store;

import java.nio.file.Path;
import java.util.List;

/**
 * What became of a trace that was to be kept.
 *
 * @param file where its failure lies now: the trace itself, or the shorter one that was there
 * @param replaced the longer ones of the same failure that were taken away
 */
public record Kept(Path file, Change change, List<Path> replaced) {
    public Kept {
        replaced = List.copyOf(replaced);
    }

    /** Whether the folder holds something new. */
    public enum Change {
        /** The trace was written. */
        ADDED,

        /** One of the same failure was there, and is not longer. */
        ALREADY_THERE
    }
}
