package dev.quire.properties.folio;

import dev.quire.properties.campaign.Budget;
import java.util.List;

/**
 * What to hunt over.
 *
 * @param targets take turns, a few sequences each
 * @param length operations in a sequence
 * @param budget over all targets and workers
 * @param workers threads; they change nothing about the result of a budget of steps
 */
public record FolioPlan(
        List<FolioTarget> targets, long seed, int length, Budget budget, int workers) {
    public FolioPlan {
        targets = List.copyOf(targets);
        if (targets.isEmpty() || length < 1 || workers < 1) {
            throw new IllegalArgumentException(
                    "a hunt must have a target, a length and a worker: targets="
                            + targets.size()
                            + " length="
                            + length
                            + " workers="
                            + workers);
        }
    }
}
