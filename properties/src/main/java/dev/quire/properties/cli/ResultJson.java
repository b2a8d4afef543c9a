package dev.quire.properties.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Antecedents;
import dev.quire.model.invariant.Goal;
import dev.quire.properties.campaign.CampaignResult;
import dev.quire.properties.campaign.Counterexample;
import dev.quire.properties.campaign.Coverage;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.statistics.Estimate;
import dev.quire.properties.statistics.Pair;
import dev.quire.properties.statistics.PairCounts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A command's result as one JSON document. */
final class ResultJson {
    /** What is hunted in so far, of the systems that the project knows. */
    static final List<String> SYSTEMS = List.of("ranges", "encapsulated-entries");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ResultJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A document for the standard output. */
    static String text(Object document) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try {
            return MAPPER.writer(printer).writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError("harness bug: a result must be writable as JSON", e);
        }
    }

    /** Of a hunt. */
    static ObjectNode hunt(
            CampaignResult result, Optional<Counterexample> found, Optional<Keeping> keeping) {
        List<Target> targets = result.plan().targets();
        Coverage total = result.total();
        ObjectNode json = object();
        json.put("seed", Numbers.hex(result.plan().seed()));
        json.put("machine", names(targets, target -> target.machine().name()));
        json.put("subject", names(targets, target -> target.subject().name()));
        SYSTEMS.forEach(json.putArray("systems")::add);
        json.put("length", result.plan().length());
        json.put("sequences", total.sequences());
        json.put("steps", total.steps());
        json.put("deaths", total.deaths());
        json.put("seconds", rounded(result.seconds()));
        json.put("meanNr", rounded(total.meanNr()));
        json.put("contiguousShare", rounded(total.foldedShare()));
        titles(json.putArray("goalsReached"), total.reached());
        titles(json.putArray("goalsMissed"), result.missed());
        tested(json, result);
        pairs(json, result);
        json.put("interrupted", result.interrupted());
        found.ifPresentOrElse(
                one -> {
                    ObjectNode verdict =
                            verdict(
                                    one.trace(),
                                    one.shrunk().verdict(),
                                    keeping.flatMap(Keeping::file));
                    shrunk(verdict, one);
                    json.set("verdict", verdict);
                },
                () -> json.putNull("verdict"));
        ArrayNode each = json.putArray("targets");
        for (int i = 0; i < targets.size(); i++) {
            Coverage coverage = result.each().get(i);
            ObjectNode target = each.addObject();
            target.put("subject", targets.get(i).subject().name());
            target.put("machine", targets.get(i).machine().name());
            target.put("sequences", coverage.sequences());
            target.put("steps", coverage.steps());
            target.put("pairsMet", coverage.pairs().met());
            titles(target.putArray("goalsMissed"), result.missed(i));
        }
        return json;
    }

    /** Of each invariant by how many sequences it was put to the test; those never were. */
    private static void tested(ObjectNode json, CampaignResult result) {
        ObjectNode tested = json.putObject("invariantsTested");
        result.asked().forEach(one -> tested.put(one.title, result.total().tested(one)));
        ObjectNode untested = json.putObject("invariantsUntested");
        result.untested().forEach(one -> untested.put(one.title, "never " + Antecedents.of(one)));
    }

    /** The pairs of a state and an operation; those that were never met, by operation. */
    private static void pairs(ObjectNode json, CampaignResult result) {
        PairCounts pairs = result.total().pairs();
        List<Pair> never = result.neverMet();
        json.put("pairsMet", pairs.met());
        json.put("pairsPossible", pairs.met() + never.size());
        json.set("newPairChance", estimate(pairs.chanceOfNew()));
        json.set("unseenPairs", estimate(pairs.unseen()));
        ObjectNode calls = json.putObject("pairsNeverMet");
        never.forEach(pair -> calls.withArray(pair.call().word).add(pair.state()));
    }

    static ObjectNode estimate(Estimate estimate) {
        ObjectNode json = object();
        json.put("estimate", precise(estimate.value()));
        json.put("low", precise(estimate.low()));
        if (Double.isInfinite(estimate.high())) {
            return json.putNull("high");
        }
        return json.put("high", precise(estimate.high()));
    }

    /** A chance may be small. */
    static double precise(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    private static String names(List<Target> targets, Function<Target, String> name) {
        return targets.stream().map(name).distinct().collect(Collectors.joining(","));
    }

    private static void titles(ArrayNode array, List<Goal> goals) {
        goals.forEach(goal -> array.add(goal.title()));
    }

    /** Three digits are all that a measurement holds. */
    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** Of a trace that was run. */
    static ObjectNode run(TraceInput input, double seconds, long steps) {
        Trace trace = input.file().trace();
        ObjectNode json = object();
        trace.provenance()
                .seed()
                .ifPresentOrElse(
                        seed -> json.put("seed", Numbers.hex(seed)), () -> json.putNull("seed"));
        json.put("machine", trace.setup().machine().name());
        json.put("subject", input.subject().name());
        SYSTEMS.forEach(json.putArray("systems")::add);
        json.put("sequences", 1);
        json.put("steps", steps);
        json.put("seconds", rounded(seconds));
        json.putArray("goalsMissed");
        return json;
    }

    /**
     * Of what failed.
     *
     * @param file where the trace is kept; without one its text stands in the document
     */
    static ObjectNode verdict(Trace trace, Verdict verdict, Optional<String> file) {
        ObjectNode json = object();
        json.put("kind", verdict.kind().word);
        json.put("invariant", verdict.invariant().title);
        json.put("id", verdict.invariant().id());
        json.put("message", verdict.message());
        verdict.order().forEach(json.putArray("order")::add);
        verdict.kept().forEach(json.putArray("kept")::add);
        json.put("step", verdict.step());
        json.put("operations", trace.operations());
        json.put("subject", trace.subject());
        json.put("machine", trace.setup().machine().name());
        file.ifPresentOrElse(
                kept -> json.put("trace", kept),
                () -> json.putNull("trace").put("text", trace.text()));
        return json;
    }

    /** Adds how a verdict's trace was shrunk. */
    static void shrunk(ObjectNode verdict, Counterexample found) {
        verdict.put("operationsBefore", found.operationsBefore());
        verdict.put("oneMinimal", found.shrunk().oneMinimal());
        verdict.put("shrinkCandidates", found.shrunk().candidates());
        verdict.put("shrinkSteps", found.shrunk().stepsRun());
    }
}
