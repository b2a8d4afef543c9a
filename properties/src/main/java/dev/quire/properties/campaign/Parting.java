package dev.quire.properties.campaign;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Difference;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A sequence on which two subjects differ, as it was generated or explored.
 *
 * @param steps the last one shows the difference
 * @param origin its seed, if it has one, and the line to paste that finds it again
 */
public record Parting(
        Pair pair, Setup setup, List<Step> steps, Difference difference, Provenance origin) {
    public Parting {
        steps = List.copyOf(steps);
    }

    /**
     * Runs steps that were explored.
     *
     * @throws AssertionError if the last one shows no difference
     */
    public static Parting explored(Pair pair, Setup setup, List<Step> steps, String search) {
        TwoSubjects run = pair.open(setup);
        TwoSubjects.Meeting meeting = TwoSubjects.Meeting.ALIKE;
        for (Step step : steps) {
            meeting = run.step(step.operation(), step.acts());
        }
        if (meeting != TwoSubjects.Meeting.DIFFERENT) {
            throw new AssertionError("harness bug: what was explored must differ again: " + steps);
        }
        Provenance origin =
                new Provenance(
                        Optional.empty(), Optional.of(FailureReport.COMMAND + search), List.of());
        return new Parting(pair, setup, steps, run.difference(), origin);
    }

    /** Generates the sequence of a number again and writes it down. */
    static Parting again(Plan plan, Pair pair, Ledger.Failed failed) {
        MachineSpec machine = plan.targets().get(failed.target()).machine();
        PairRunner runner = new PairRunner(pair, machine, plan.seed(), plan.length());
        try {
            List<Step> steps = runner.steps(failed.sequence());
            if (steps.isEmpty()) {
                throw new SubjectFault(
                        "a subject must keep no state between calls: sequence "
                                + failed.sequence()
                                + " of seed "
                                + Numbers.hex(plan.seed())
                                + " told "
                                + pair.first().name()
                                + " and "
                                + pair.second().name()
                                + " apart on "
                                + machine.name()
                                + " and does not when it runs again; it differed: "
                                + failed.how());
            }
            return new Parting(
                    pair,
                    runner.setup(),
                    steps,
                    runner.difference(),
                    Provenance.found(plan.seed(), search(plan, pair, machine, failed)));
        } finally {
            runner.close();
        }
    }

    /** Its length: operations and acts. */
    public int operations() {
        return steps.stream().mapToInt(Step::operations).sum();
    }

    private static String search(Plan plan, Pair pair, MachineSpec machine, Ledger.Failed failed) {
        return FailureReport.COMMAND
                + " hunt"
                + options(pair)
                + " --machine="
                + machine.name()
                + " --seed="
                + Numbers.hex(plan.seed())
                + " --length="
                + plan.length()
                + " --steps="
                + (failed.sequence() + 1) * plan.length();
    }

    /** The line to paste that compares both on the trace of a file again. */
    public static String replay(String file, Pair pair) {
        return FailureReport.replay(file) + options(pair);
    }

    /** The options that name the subjects, and what is compared of them. */
    public static String options(Pair pair) {
        String parts =
                pair.parts().stream()
                        .sorted()
                        .map(Difference.Kind::word)
                        .collect(Collectors.joining(","));
        return " --subject="
                + FailureReport.quoted(pair.first().name())
                + " --against="
                + FailureReport.quoted(pair.second().name())
                + " --compare="
                + parts;
    }
}
