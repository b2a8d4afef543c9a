package dev.quire.properties.shortest;

import dev.quire.model.harness.Verdict;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Limits;
import dev.quire.properties.explore.RangeExplorer;
import dev.quire.properties.explore.SmallMachine;
import java.util.function.Predicate;

/**
 * A seeded bug that a small machine shows.
 *
 * @param length the fewest operations and acts after which it breaks the invariant that it names
 * @param slow whether finding that takes more than a second or two
 */
public record ShownBug(SeededBug bug, SmallMachine machine, int length, boolean slow) {
    /** How a failure of it is told from others that it causes. */
    public boolean isFailure(Verdict verdict) {
        return verdict.invariant() == bug.caughtBy();
    }

    /** Looks for the shortest of some failures, of at most so many operations. */
    public Exploration explore(Predicate<Verdict> sought, int most, int workers) {
        return RangeExplorer.shortest(machine, bug.subject(), sought)
                .run(
                        Limits.none().withDepth(most).withWorkers(workers),
                        Explorer.Progress.NONE,
                        () -> false);
    }

    /**
     * The length of the shortest of some failures.
     *
     * @return {@code most + 1} if none has at most {@code most} operations
     * @throws IllegalStateException if there is no room to tell
     */
    public int shortest(Predicate<Verdict> sought, int most, int workers) {
        Exploration all = explore(sought, most, workers);
        return switch (all.end()) {
            case FAILURE -> all.failure().orElseThrow().path().size();
            case DEPTH, FIXPOINT -> most + 1;
            case MEMORY, STOPPED -> throw new IllegalStateException(all.end().sentence);
        };
    }
}
