package dev.quire.properties.explore;

import dev.quire.model.harness.Verdict;
import java.util.function.Predicate;

/**
 * What an exploration looks for.
 *
 * @param sought the failures that count; a transition that fails otherwise leads nowhere
 * @param countsActs whether a transition is as long as a trace counts it: one, and one more for
 *     each thing that others do inside it
 */
record Aim(Predicate<Verdict> sought, boolean countsActs) {
    /** Any failure, in the fewest steps. */
    static final Aim ANY = new Aim(verdict -> true, false);

    /** Failures of a signature, by the fewest operations and acts. */
    static Aim shortest(Predicate<Verdict> sought) {
        return new Aim(sought, true);
    }
}
