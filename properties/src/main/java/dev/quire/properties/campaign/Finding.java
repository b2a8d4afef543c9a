package dev.quire.properties.campaign;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import java.util.List;

/**
 * A sequence that fails, as it was generated.
 *
 * @param sequence its number on its target, from 0
 * @param steps the last one fails
 */
public record Finding(
        Target target,
        long seed,
        int length,
        long sequence,
        Setup setup,
        List<Step> steps,
        Verdict verdict) {
    public Finding {
        steps = List.copyOf(steps);
    }

    /** Generates the failing sequence of a number again and writes it down. */
    static Finding again(Plan plan, Target target, Ledger.Failed failed) {
        try (SequenceRunner runner =
                new SequenceRunner(
                        target.subject(), target.machine(), plan.seed(), plan.length())) {
            return again(plan, target, failed, runner);
        }
    }

    private static Finding again(
            Plan plan, Target target, Ledger.Failed failed, SequenceRunner runner) {
        long sequence = failed.sequence();
        List<Step> steps = runner.steps(sequence);
        if (!runner.failed()) {
            throw new SubjectFault(
                    "a subject must keep no state between calls: sequence "
                            + sequence
                            + " of seed "
                            + Numbers.hex(plan.seed())
                            + " failed on "
                            + target.text()
                            + " and passes when it runs again; it failed with: "
                            + failed.how());
        }
        return new Finding(
                target,
                plan.seed(),
                plan.length(),
                sequence,
                runner.setup(),
                steps,
                runner.verdict());
    }

    /** Its length: operations and acts. */
    public int operations() {
        return steps.stream().mapToInt(Step::operations).sum();
    }

    /**
     * The line to paste that finds it again: every setting is written out, and no sequence has more
     * steps than operations.
     */
    public String search() {
        return FailureReport.COMMAND
                + " hunt --subject="
                + FailureReport.quoted(target.subject().name())
                + " --machine="
                + target.machine().name()
                + " --seed="
                + Numbers.hex(seed)
                + " --length="
                + length
                + " --steps="
                + (sequence + 1) * length;
    }
}
