package dev.quire.properties.shrink;

import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import java.util.List;

/**
 * What shrinking came to.
 *
 * @param verdict of the shrunk list, with the signature of the first one
 * @param stepsRun how many steps were run for it: those of each list, although it may fail earlier
 * @param candidates how many lists were tried
 * @param oneMinimal whether every single deletion and every one-step lowering of the result was run
 *     and passed, failed otherwise or was illegal; false if the budget ended first
 */
public record Shrunk(
        Setup setup,
        List<Step> steps,
        Verdict verdict,
        long stepsRun,
        int candidates,
        boolean oneMinimal) {
    public Shrunk {
        steps = List.copyOf(steps);
    }

    /** A list that nothing was tried on. */
    public static Shrunk not(Setup setup, List<Step> steps, Verdict verdict) {
        return new Shrunk(setup, steps, verdict, 0, 0, false);
    }

    /** Its length: operations and acts. */
    public int operations() {
        return steps.stream().mapToInt(Step::operations).sum();
    }

    /** How far it went, in words. */
    public String text() {
        return operations()
                + " operations, "
                + (oneMinimal ? "1-minimal" : "not known to be minimal: the budget ended")
                + ", "
                + candidates
                + " candidates, "
                + stepsRun
                + " steps";
    }
}
