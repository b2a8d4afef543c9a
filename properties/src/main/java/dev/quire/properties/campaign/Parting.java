package dev.quire.properties.campaign;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Difference;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sequence on which two subjects differ, as it was generated.
 *
 * @param sequence its number, from 0
 * @param steps the last one shows the difference
 */
public record Parting(
        Pair pair,
        MachineSpec machine,
        long seed,
        int length,
        long sequence,
        Setup setup,
        List<Step> steps,
        Difference difference) {
    public Parting {
        steps = List.copyOf(steps);
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
                    machine,
                    plan.seed(),
                    plan.length(),
                    failed.sequence(),
                    runner.setup(),
                    steps,
                    runner.difference());
        } finally {
            runner.close();
        }
    }

    /** Its length: operations and acts. */
    public int operations() {
        return steps.stream().mapToInt(Step::operations).sum();
    }

    /** The line to paste that finds it again. */
    public String search() {
        return FailureReport.COMMAND
                + " hunt --subject="
                + FailureReport.quoted(pair.first().name())
                + options(pair)
                + " --machine="
                + machine.name()
                + " --seed="
                + Numbers.hex(seed)
                + " --length="
                + length
                + " --steps="
                + (sequence + 1) * length;
    }

    /** The line to paste that compares both on the trace of a file again. */
    public static String replay(String file, Pair pair) {
        return FailureReport.replay(file)
                + " --subject="
                + FailureReport.quoted(pair.first().name())
                + options(pair);
    }

    private static String options(Pair pair) {
        String parts =
                pair.parts().stream()
                        .sorted()
                        .map(Difference.Kind::word)
                        .collect(Collectors.joining(","));
        return " --against=" + FailureReport.quoted(pair.second().name()) + " --compare=" + parts;
    }
}
