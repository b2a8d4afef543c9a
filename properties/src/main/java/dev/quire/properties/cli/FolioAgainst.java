package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.folio.FolioDifferenceReport;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.model.folio.lockstep.FolioDifference;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.folio.lockstep.TwoFolios;
import dev.quire.model.harness.TwoSubjects.Meeting;
import dev.quire.properties.folio.FolioPair;
import java.util.Optional;

/**
 * A trace of folios that was run on two subjects beside each other.
 *
 * @param steps how many ran, the one that differs included
 * @param difference empty if none was seen
 * @param parted whether the last of the steps left nothing to compare
 */
record FolioAgainst(
        FolioTraceFile file,
        FolioPair pair,
        int steps,
        Optional<FolioDifference> difference,
        boolean parted) {
    /**
     * Runs it.
     *
     * @throws TraceException naming file and line of a step that is illegal on one of them
     */
    static FolioAgainst run(FolioTraceFile file, FolioPair pair) {
        TwoFolios run = pair.open(file.trace().machine());
        Meeting meeting = Meeting.ALIKE;
        int number = 0;
        while (number < file.trace().steps().size() && meeting == Meeting.ALIKE) {
            FolioStep step = file.trace().steps().get(number++);
            meeting = run.step(step.operation(), step.acts());
        }
        if (meeting == Meeting.ILLEGAL) {
            throw new TraceException(
                    file.name(),
                    file.stepLines().get(number - 1),
                    "found an illegal step, " + run.whyIllegal());
        }
        return new FolioAgainst(
                file,
                pair,
                number,
                meeting == Meeting.DIFFERENT ? Optional.of(run.difference()) : Optional.empty(),
                meeting == Meeting.PARTED);
    }

    int status() {
        return difference.isPresent() ? ExitStatus.FOUND : ExitStatus.NOTHING_FOUND;
    }

    /** For people, each line ended by a line feed. */
    String text() {
        StringBuilder text = new StringBuilder();
        difference.ifPresent(
                one -> text.append(report(told(), pair, one, again(file.name()))).append('\n'));
        FolioText.line(
                text,
                "replay",
                difference
                        .map(one -> "differs: " + one.sentence())
                        .orElse(
                                "no difference: "
                                        + steps
                                        + " steps on "
                                        + pair.first().name()
                                        + " and "
                                        + pair.second().name()
                                        + (parted
                                                ? "; the last one left nothing to compare"
                                                : "")));
        return text.toString();
    }

    private FolioTrace told() {
        return file.trace().withSubject(pair.first().name());
    }

    private Optional<String> again(String name) {
        return name.equals(TraceInput.STANDARD_INPUT) ? Optional.empty() : Optional.of(name);
    }

    /** How two subjects differ on a trace, side by side. */
    static String report(
            FolioTrace trace, FolioPair pair, FolioDifference difference, Optional<String> file) {
        Optional<String> replay = file.map(name -> FailureReport.replay(name) + pair.options());
        return new FolioDifferenceReport(trace, pair.second().name(), difference, replay).text();
    }

    /** Puts what was found into a document. */
    void put(ObjectNode json) {
        json.put("against", pair.second().name());
        json.put("parted", parted);
        difference.ifPresentOrElse(
                one -> json.set("difference", json(told(), pair, one, again(file.name()))),
                () -> json.putNull("difference"));
    }

    /** A difference as JSON, in the form of those of ranges. */
    static ObjectNode json(
            FolioTrace trace, FolioPair pair, FolioDifference one, Optional<String> file) {
        ObjectNode json = ResultJson.object();
        json.put("kind", one.kind().word());
        json.put("message", one.message());
        json.put("step", one.step());
        json.put("call", one.operation().call().word);
        json.put("operations", trace.operations());
        side(json.putObject("first"), pair.first().name(), one.first(), one.firstVerdict());
        side(json.putObject("second"), pair.second().name(), one.second(), one.secondVerdict());
        ArrayNode places = json.putArray("places");
        one.places()
                .forEach(
                        place ->
                                places.addObject()
                                        .put("place", place.spot().name())
                                        .put("first", place.first())
                                        .put("second", place.second()));
        file.ifPresentOrElse(
                name -> json.put("trace", name),
                () -> json.putNull("trace").put("text", trace.text()));
        return json;
    }

    private static void side(
            ObjectNode json, String subject, String does, Optional<FolioVerdict> verdict) {
        json.put("subject", subject);
        json.put("does", does);
        verdict.ifPresentOrElse(
                one -> json.put("verdict", one.text()).put("message", one.message()),
                () -> json.putNull("verdict"));
    }
}
