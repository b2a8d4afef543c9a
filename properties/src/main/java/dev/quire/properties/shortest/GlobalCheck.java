package dev.quire.properties.shortest;

import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Limits;
import dev.quire.properties.explore.RangeExplorer;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether a shorter list fails alike on the configuration of a failing one: every state that is
 * nearer is visited.
 *
 * @param below lists of at most so many operations and acts were looked for
 * @param kept the translations that a CPU could keep
 * @param preemptions the things that others could do inside one call
 * @param shorter the shortest list that fails alike; empty if there is none, or not all was visited
 */
public record GlobalCheck(
        int below,
        int kept,
        int preemptions,
        Exploration exploration,
        Optional<List<Step>> shorter) {
    private static final int KEPT_MAX = 2;
    private static final int PREEMPTIONS_MAX = 4;

    /**
     * How many translations shorter lists can keep before their last operation: one is a set.
     *
     * @param length of the list that is not to be shorter
     */
    public static int keptBy(int length) {
        return Math.max(0, Math.min(KEPT_MAX, length - 3));
    }

    /** How many things others can do inside one call of shorter lists. */
    public static int preemptionsBy(int length) {
        return Math.max(0, Math.min(PREEMPTIONS_MAX, length - 2));
    }

    /**
     * Looks for a shorter list.
     *
     * @throws IllegalArgumentException naming what of the configuration does not fit
     * @throws IllegalStateException if it has too many different entries
     */
    public static GlobalCheck of(
            Subject subject,
            Setup setup,
            List<Step> steps,
            Verdict verdict,
            int kept,
            int preemptions,
            Limits limits,
            Explorer.Progress progress,
            BooleanSupplier stop) {
        int below = steps.stream().mapToInt(Step::operations).sum() - 1;
        RangeExplorer explorer =
                RangeExplorer.shortest(
                        setup,
                        steps,
                        kept,
                        preemptions,
                        subject,
                        other -> other.signature().equals(verdict.signature()));
        Exploration exploration = explorer.run(limits.withDepth(below), progress, stop);
        return new GlobalCheck(
                below, kept, preemptions, exploration, exploration.failure().map(explorer::steps));
    }

    /** Whether it is certain that there is none. */
    public boolean proved() {
        return exploration.end() == Exploration.End.FIXPOINT
                || exploration.end() == Exploration.End.DEPTH;
    }

    /** Whether any list as short could have kept more, or had more done inside one call. */
    public boolean narrowed() {
        int length = below + 1;
        return kept < Math.max(0, length - 3) || preemptions < Math.max(0, length - 2);
    }

    /** What was visited, in words. */
    public String covered() {
        return exploration.distinct()
                + " states, "
                + exploration.generated()
                + " transitions; a CPU keeps at most "
                + kept
                + " translations, others do at most "
                + preemptions
                + " things inside one call"
                + (narrowed() ? ", and a shorter list could have more" : "");
    }
}
