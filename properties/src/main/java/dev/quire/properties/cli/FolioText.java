package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.model.folio.lockstep.FolioGoal;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.geometry.Numbers;
import dev.quire.properties.folio.FolioHunt;
import dev.quire.properties.folio.FolioTarget;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Results about folios, for people and as JSON. */
final class FolioText {
    static final String SYSTEM = "folio";

    private FolioText() {}

    /** A failing trace: the invariant, the operations with the failing one marked, the fault. */
    static String report(FolioTrace trace, FolioVerdict verdict, String file) {
        StringBuilder text = new StringBuilder();
        line(text, "invariant", verdict.invariant().title + ": " + verdict.invariant().sentence);
        line(text, "subject", trace.subject() + "    machine  " + trace.machine().text());
        int number = 0;
        for (var step : trace.steps()) {
            number++;
            String mark = number == verdict.step() ? ">>" : "  ";
            String head = String.format(Locale.ROOT, "%s %3d  ", mark, number);
            for (String line : step.lines()) {
                text.append(head).append(line).append('\n');
                head = " ".repeat(head.length());
            }
        }
        line(text, "wrong", verdict.message());
        verdict.others().forEach(other -> line(text, "too", other));
        line(text, "replay", FailureReport.replay(file));
        trace.provenance().search().ifPresent(search -> line(text, "search", search));
        return text.toString();
    }

    static void line(StringBuilder text, String word, String rest) {
        text.append(String.format(Locale.ROOT, "%-10s %s\n", word, rest));
    }

    /** The statistics of a hunt. */
    static String statistics(FolioHunt.Result result) {
        StringBuilder text = new StringBuilder();
        boolean found = result.finding().isPresent();
        String nothing =
                result.interrupted()
                        ? "nothing found, interrupted before the budget was spent"
                        : "nothing found, the budget is spent";
        line(text, "result", found ? "a counterexample" : nothing);
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
        line(text, "goals", missed.isEmpty() ? "all reached" : "missed: " + missed);
        for (FolioTarget target : result.plan().targets()) {
            line(text, "target", target.text());
        }
        return text.toString();
    }

    /** A hunt as JSON. */
    static ObjectNode json(FolioHunt.Result result, Optional<ObjectNode> verdict) {
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
        ArrayNode missed = json.putArray("goalsMissed");
        result.missed().forEach(goal -> missed.add(goal.title()));
        json.put("interrupted", result.interrupted());
        verdict.ifPresentOrElse(one -> json.set("verdict", one), () -> json.putNull("verdict"));
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
