package dev.quire.properties.shrink;

import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import java.util.List;
import java.util.Optional;

/** Runs a list of steps from empty tables, always in the same way, and says how it fails. */
public interface Trial {
    /**
     * Runs a list; its illegal steps fall out of it.
     *
     * @return what ran until it failed; empty if it did not
     */
    Optional<Failing> run(Setup setup, List<Step> steps);

    /** A list that fails at its last step. */
    record Failing(Setup setup, List<Step> steps, Verdict verdict) {
        public Failing {
            steps = List.copyOf(steps);
        }
    }
}
