package dev.quire.properties.generate;

import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.properties.choice.Choices;
import java.util.Arrays;

/**
 * A random subset of the kinds of operations, with weights: what takes part in one sequence. What
 * is left out cannot undo what a bug needs, and what is left comes more often.
 *
 * <p>Without mappings there is nothing to do, and an open change of protection ends by its commit
 * alone, so these are always whole. Everything else is left out of every second sequence.
 *
 * <p>Source: Groce, Zhang, Eide, Chen and Regehr, "Swarm testing" (ISSTA 2012).
 */
public final class Swarm {
    private static final int WHOLE = 8;

    private final int[] weights = new int[Call.values().length];

    /** Everything takes part. */
    public Swarm() {
        Arrays.fill(weights, WHOLE);
    }

    /** Draws the kinds of the next sequence, and how often each of them is kept. */
    public void draw(Choices choices) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = choices.chance(1, 2) ? 0 : WHOLE >> choices.below(4);
        }
        weights[Call.SET_PTES.ordinal()] = WHOLE;
        weights[Call.MODIFY_PROT_COMMIT_PTES.ordinal()] = WHOLE;
        weights[Call.RESUME.ordinal()] = WHOLE;
    }

    /** Whether an operation that the generator made takes part. */
    public boolean keeps(Operation operation, Choices choices) {
        int weight = weights[operation.call().ordinal()];
        return weight == WHOLE || weight > 0 && choices.chance(weight, WHOLE);
    }
}
