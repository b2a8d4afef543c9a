package dev.quire.properties.matrix;

import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import java.util.List;

/**
 * A failing list of operations, and what it cost to find.
 *
 * @param cost the steps that were run until then, the failing one included
 * @param seeded whether the seed took part in it; if not, every other one comes to the same
 * @param steps from empty tables on; the last one fails
 */
public record Found(long cost, boolean seeded, Setup setup, List<Step> steps, Verdict verdict) {
    public Found {
        steps = List.copyOf(steps);
    }
}
