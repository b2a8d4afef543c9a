package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.folio.FolioFailureReport;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioGoal;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.geometry.Numbers;
import dev.quire.properties.folio.FolioHunt;
import dev.quire.properties.folio.FolioPair;
import dev.quire.properties.folio.FolioTarget;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Results about folios, for people and as JSON. */
final class FolioText {
    static final String SYSTEM = "folio";

    /** What is right in place of the usual subject of ranges. */
    static final String SUBJECTS =
            "expected "
                    + FolioSubjects.correct().stream()
                            .map(FolioSubject::name)
                            .collect(Collectors.joining(", "))
                    + " or a seeded bug of folios ('quire list bugs --system=folio')";

    private FolioText() {}

    /** What a name is of folios, in words, if it is one of theirs. */
    static Optional<String> kind(String name) {
        Stream<String> subjects = FolioSubjects.correct().stream().map(FolioSubject::name);
        Stream<String> bugs = FolioSubjects.bugs().stream().map(bug -> bug.subject().name());
        Stream<String> machines = FolioMachine.all().stream().map(FolioMachine::name);
        if (subjects.anyMatch(name::equals)) {
            return Optional.of(name + ", a subject of folios");
        }
        if (bugs.anyMatch(name::equals)) {
            return Optional.of(name + ", a seeded bug of folios");
        }
        return machines.anyMatch(name::equals)
                ? Optional.of(name + ", a machine of folios")
                : Optional.empty();
    }

    /** Refuses options that were given, and that folios have no use for. */
    static void refuse(CommandSpec spec, List<String> options, String expected) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new Refusal(option + ": found it with --system=folio, " + expected);
            }
        }
    }

    /** A failing trace in the one form for failures of folios. */
    static String report(FolioTrace trace, FolioVerdict verdict, String file) {
        Optional<String> replay = Optional.of(FailureReport.replay(file));
        return new FolioFailureReport(trace, verdict, replay).text();
    }

    static void line(StringBuilder text, String word, String rest) {
        text.append(String.format(Locale.ROOT, "%-10s %s\n", word, rest));
    }

    /** The statistics of a hunt. */
    static String statistics(FolioHunt.Result result) {
        StringBuilder text = new StringBuilder();
        boolean found = result.finding().isPresent();
        boolean compared = result.compares();
        String nothing =
                result.interrupted()
                        ? " found, interrupted before the budget was spent"
                        : " found, the budget is spent";
        String one = compared ? "a difference" : "a counterexample";
        line(text, "result", found ? one : (compared ? "no difference" : "nothing") + nothing);
        line(
                text,
                "hunted",
                "system folio, seed "
                        + Numbers.hex(result.plan().seed())
                        + ", length "
                        + result.plan().length());
        line(
                text,
                "reached",
                String.format(
                        Locale.ROOT,
                        "%d sequences, %d steps in %.1f s, %.0f steps/s, workers %d",
                        result.sequences(),
                        result.steps(),
                        result.seconds(),
                        result.steps() / Math.max(result.seconds(), 1e-3),
                        result.plan().workers()));
        String missed =
                result.missed().stream().map(FolioGoal::title).collect(Collectors.joining(", "));
        if (compared) {
            line(
                    text,
                    "parted",
                    result.parted()
                            + " of "
                            + result.sequences()
                            + " sequences ended early: the rules left a choice, and the two chose");
        } else {
            line(text, "goals", missed.isEmpty() ? "all reached" : "missed: " + missed);
        }
        for (FolioTarget target : result.plan().targets()) {
            line(text, "target", target.text());
        }
        return text.toString();
    }

    /**
     * A hunt as JSON.
     *
     * @param found a verdict, or a difference where two subjects were compared
     */
    static ObjectNode json(FolioHunt.Result result, Optional<ObjectNode> found) {
        ObjectNode json = ResultJson.object();
        List<FolioTarget> targets = result.plan().targets();
        json.put("seed", Numbers.hex(result.plan().seed()));
        json.put("machine", names(targets, target -> target.machine().name()));
        json.put("subject", names(targets, target -> target.subject().name()));
        json.putArray("systems").add(SYSTEM);
        json.put("length", result.plan().length());
        json.put("sequences", result.sequences());
        json.put("steps", result.steps());
        json.put("seconds", Math.round(result.seconds() * 1000) / 1000.0);
        json.put("interrupted", result.interrupted());
        if (result.compares()) {
            FolioPair pair = targets.get(0).pair().orElseThrow();
            json.put("against", pair.second().name());
            json.put("parted", result.parted());
        } else {
            ArrayNode missed = json.putArray("goalsMissed");
            result.missed().forEach(goal -> missed.add(goal.title()));
        }
        String key = result.compares() ? "difference" : "verdict";
        found.ifPresentOrElse(one -> json.set(key, one), () -> json.putNull(key));
        return json;
    }

    private static String names(List<FolioTarget> targets, Function<FolioTarget, String> name) {
        return targets.stream().map(name).distinct().collect(Collectors.joining(","));
    }

    /** A verdict as JSON. */
    static ObjectNode json(FolioVerdict verdict, FolioTrace trace, Optional<String> file) {
        ObjectNode json = ResultJson.object();
        json.put("kind", verdict.kind().word);
        json.put("invariant", verdict.invariant().title);
        json.put("id", verdict.invariant().id());
        json.put("step", verdict.step());
        json.put("message", verdict.message());
        json.put("operations", trace.operations());
        file.ifPresentOrElse(name -> json.put("trace", name), () -> json.putNull("trace"));
        return json;
    }
}
