package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.picture.DifferenceReport;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Difference;
import dev.quire.model.harness.Verdict;
import dev.quire.properties.campaign.Comparison;
import dev.quire.properties.campaign.Pair;
import dev.quire.properties.campaign.Parting;
import dev.quire.properties.campaign.ShortestParting;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The result of a hunt that compares two subjects, for people and as JSON. */
final class HuntAgainst {
    private final Comparison comparison;
    private final Optional<ShortestParting> found;
    private final Optional<Keeping> keeping;

    HuntAgainst(Comparison comparison, Optional<ShortestParting> found, Optional<Keeping> keeping) {
        this.comparison = comparison;
        this.found = found;
        this.keeping = keeping;
    }

    /** The whole text, each line ended by a line feed. */
    String text() {
        StringBuilder text = new StringBuilder();
        found.ifPresent(one -> text.append(told(one, comparison.pair(), keeping.orElseThrow())));
        line(text, "result", result());
        line(
                text,
                "hunted",
                "seed "
                        + Numbers.hex(comparison.plan().seed())
                        + ", length "
                        + comparison.plan().length());
        long sequences = comparison.total().sequences();
        long steps = comparison.total().steps();
        line(
                text,
                "reached",
                String.format(
                        Locale.ROOT,
                        "%d sequences, %d steps in %.1f s, %.0f steps/s, workers %d",
                        sequences,
                        steps,
                        comparison.seconds(),
                        steps / Math.max(comparison.seconds(), 1e-3),
                        comparison.plan().workers()));
        line(
                text,
                "parted",
                comparison.total().partedSequences()
                        + " of "
                        + sequences
                        + " sequences ended early: what CPUs keep told the two apart");
        line(
                text,
                "target",
                comparison.plan().targets().get(0).text()
                        + " against "
                        + comparison.pair().second().name());
        if (keeping.isPresent() && keeping.get().kept().isEmpty()) {
            text.append('\n').append(found.orElseThrow().trace().text());
        }
        return text.toString();
    }

    /** What was found, side by side, and what became of it. */
    static String told(ShortestParting one, Pair pair, Keeping keeping) {
        StringBuilder text = new StringBuilder();
        text.append(
                new DifferenceReport(
                                one.trace(),
                                pair.second().name(),
                                one.difference(),
                                OptionalInt.of(one.operationsBefore()),
                                keeping.file().map(file -> Parting.replay(file, pair)))
                        .text());
        text.append('\n');
        line(text, "kept", keeping.text());
        line(text, "shrunk", one.operationsBefore() + " -> " + one.shrunk().text());
        return text.toString();
    }

    private static void line(StringBuilder text, String word, String rest) {
        text.append(String.format(Locale.ROOT, "%-10s %s\n", word, rest));
    }

    private String result() {
        if (comparison.sequence().isPresent()) {
            return "a difference, in sequence " + comparison.sequence().getAsLong();
        }
        return comparison.interrupted()
                ? "no difference found, interrupted before the budget was spent"
                : "no difference found, the budget is spent";
    }

    /** The same as one JSON document. */
    String json() {
        ObjectNode json = ResultJson.object();
        json.put("seed", Numbers.hex(comparison.plan().seed()));
        json.put("machine", comparison.plan().targets().get(0).machine().name());
        json.put("subject", comparison.pair().first().name());
        json.put("against", comparison.pair().second().name());
        ResultJson.SYSTEMS.forEach(json.putArray("systems")::add);
        json.put("length", comparison.plan().length());
        json.put("sequences", comparison.total().sequences());
        json.put("steps", comparison.total().steps());
        json.put("parted", comparison.total().partedSequences());
        json.put("deaths", comparison.total().deaths());
        json.put("seconds", ResultJson.rounded(comparison.seconds()));
        json.put("interrupted", comparison.interrupted());
        put(json, found, comparison.pair(), keeping);
        return ResultJson.text(json);
    }

    /** Puts what was found into a document, or that nothing was. */
    static void put(
            ObjectNode json,
            Optional<ShortestParting> found,
            Pair pair,
            Optional<Keeping> keeping) {
        if (found.isEmpty()) {
            json.putNull("difference");
            return;
        }
        ShortestParting one = found.get();
        ObjectNode difference =
                difference(one.trace(), one.difference(), pair, keeping.flatMap(Keeping::file));
        difference.put("operationsBefore", one.operationsBefore());
        difference.put("oneMinimal", one.shrunk().oneMinimal());
        difference.put("shrinkCandidates", one.shrunk().candidates());
        difference.put("shrinkSteps", one.shrunk().stepsRun());
        json.set("difference", difference);
    }

    /**
     * Of a difference.
     *
     * @param file where the trace is kept; without one its text stands in the document
     */
    static ObjectNode difference(
            Trace trace, Difference difference, Pair pair, Optional<String> file) {
        ObjectNode json = ResultJson.object();
        json.put("kind", difference.kind().word());
        json.put("message", difference.message());
        json.put("step", difference.step());
        json.put("call", difference.operation().call().word);
        json.put("operations", trace.operations());
        side(
                json.putObject("first"),
                pair.first().name(),
                difference.first(),
                difference.firstVerdict());
        side(
                json.putObject("second"),
                pair.second().name(),
                difference.second(),
                difference.secondVerdict());
        ArrayNode pages = json.putArray("pages");
        difference.rows().stream()
                .filter(Difference.Row::differs)
                .forEach(
                        row ->
                                pages.addObject()
                                        .put("mm", row.mm())
                                        .put("addr", Numbers.hex(row.addr()))
                                        .put("first", row.first())
                                        .put("second", row.second()));
        file.ifPresentOrElse(
                kept -> json.put("trace", kept),
                () -> json.putNull("trace").put("text", trace.text()));
        return json;
    }

    private static void side(
            ObjectNode json, String subject, String does, Optional<Verdict> verdict) {
        json.put("subject", subject);
        json.put("does", does);
        verdict.ifPresentOrElse(
                one -> json.put("verdict", one.text()).put("message", one.message()),
                () -> json.putNull("verdict"));
    }
}
