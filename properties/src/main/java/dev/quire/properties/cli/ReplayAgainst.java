package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.picture.DifferenceReport;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.model.harness.Difference;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.harness.TwoSubjects.Meeting;
import dev.quire.model.operation.Step;
import dev.quire.properties.campaign.Pair;
import dev.quire.properties.campaign.Parting;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A trace that was run on two subjects beside each other.
 *
 * @param file as it was named on the command line
 * @param steps how many ran, the one that differs included
 * @param difference empty if none was seen
 * @param parted whether the last of the steps left nothing to compare
 */
record ReplayAgainst(
        TraceInput input,
        Pair pair,
        String file,
        int steps,
        Optional<Difference> difference,
        boolean parted,
        double seconds) {
    /**
     * Runs it.
     *
     * @throws TraceException naming file and line of a step that is illegal on one of them
     */
    static ReplayAgainst run(TraceInput input, Pair pair, String file) {
        long start = System.nanoTime();
        Trace trace = input.file().trace();
        TwoSubjects run = pair.open(trace.setup());
        Meeting meeting = Meeting.ALIKE;
        int number = 0;
        while (number < trace.steps().size() && meeting == Meeting.ALIKE) {
            Step step = trace.steps().get(number++);
            meeting = run.step(step.operation(), step.acts());
        }
        if (meeting == Meeting.ILLEGAL) {
            throw new TraceException(
                    input.file().name(),
                    input.file().line(number, 0),
                    "found an illegal step, " + run.whyIllegal());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Optional<Difference> difference =
                meeting == Meeting.DIFFERENT ? Optional.of(run.difference()) : Optional.empty();
        boolean parted = meeting == Meeting.PARTED;
        return new ReplayAgainst(input, pair, file, number, difference, parted, seconds);
    }

    int status() {
        return difference.isPresent() ? ExitStatus.FOUND : ExitStatus.NOTHING_FOUND;
    }

    /** For people, each line ended by a line feed. */
    String text() {
        if (difference.isPresent()) {
            return new DifferenceReport(
                                    told(),
                                    pair.second().name(),
                                    difference.get(),
                                    OptionalInt.empty(),
                                    again())
                            .text()
                    + "\nreplay     differs: "
                    + difference.get().sentence()
                    + "\n";
        }
        return "replay     no difference: "
                + steps
                + " steps on "
                + pair.first().name()
                + " and "
                + pair.second().name()
                + (parted ? "; the last one left nothing to compare" : "")
                + "\n";
    }

    private Trace told() {
        return input.file().trace().withSubject(pair.first().name());
    }

    private Optional<String> again() {
        return file.equals(TraceInput.STANDARD_INPUT)
                ? Optional.empty()
                : Optional.of(Parting.replay(file, pair));
    }

    /** The same as one JSON document. */
    String json() {
        ObjectNode json = ResultJson.run(input, seconds, steps);
        json.put("against", pair.second().name());
        json.put("parted", parted);
        difference.ifPresentOrElse(
                one ->
                        json.set(
                                "difference",
                                HuntAgainst.difference(told(), one, pair, Optional.of(file))),
                () -> json.putNull("difference"));
        return ResultJson.text(json);
    }
}
