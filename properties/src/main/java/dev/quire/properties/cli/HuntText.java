package dev.quire.properties.cli;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.invariant.Antecedents;
import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.operation.Call;
import dev.quire.properties.campaign.CampaignResult;
import dev.quire.properties.campaign.Counterexample;
import dev.quire.properties.campaign.Coverage;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.statistics.Confidence;
import dev.quire.properties.statistics.Estimate;
import dev.quire.properties.statistics.Pair;
import dev.quire.properties.statistics.PairCounts;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The result of a hunt for people: what was found, and what was and was not reached. */
final class HuntText {
    private static final int CALLS_MAX = 6;
    private static final double CONFIDENCE = 0.95;

    private final CampaignResult result;
    private final StringBuilder text = new StringBuilder();

    private HuntText(CampaignResult result) {
        this.result = result;
    }

    /** The whole text, each line ended by a line feed. */
    static String of(
            CampaignResult result, Optional<Counterexample> found, Optional<Keeping> keeping) {
        HuntText hunt = new HuntText(result);
        found.ifPresent(one -> hunt.found(one, keeping.orElseThrow()));
        hunt.result();
        hunt.statistics();
        hunt.targets();
        boolean nowhere = keeping.isPresent() && keeping.get().kept().isEmpty();
        if (nowhere) {
            hunt.text.append('\n').append(found.orElseThrow().trace().text());
        }
        return hunt.text.toString();
    }

    private void found(Counterexample found, Keeping keeping) {
        FailureReport report =
                new FailureReport(
                        found.trace(),
                        found.shrunk().verdict(),
                        OptionalInt.of(found.operationsBefore()),
                        keeping.file().map(file -> FailureReport.replay(file, found.trace())));
        text.append(report.text()).append('\n');
        line("kept", keeping.text());
        line(
                "shrunk",
                found.operationsBefore()
                        + " -> "
                        + found.trace().operations()
                        + " operations, "
                        + found.minimality()
                        + "; "
                        + found.shrunk().candidates()
                        + " candidates, "
                        + found.shrunk().stepsRun()
                        + " steps");
    }

    private void line(String word, String rest) {
        text.append(String.format(Locale.ROOT, "%-10s %s\n", word, rest));
    }

    private void result() {
        if (result.finding().isPresent()) {
            line("result", "a counterexample, in sequence " + result.finding().get().sequence());
        } else {
            line(
                    "result",
                    result.interrupted()
                            ? "nothing found, interrupted before the budget was spent"
                            : "nothing found, the budget is spent");
        }
    }

    private void statistics() {
        Coverage total = result.total();
        line(
                "hunted",
                "seed " + Numbers.hex(result.plan().seed()) + ", length " + result.plan().length());
        line(
                "reached",
                String.format(
                        Locale.ROOT,
                        "%d sequences, %d steps in %.1f s, %.0f steps/s, workers %d",
                        total.sequences(),
                        total.steps(),
                        result.seconds(),
                        total.steps() / Math.max(result.seconds(), 1e-3),
                        result.plan().workers()));
        line(
                "ranges",
                String.format(
                        Locale.ROOT,
                        "mean nr %.1f; %.1f %% of the blocks touched were contiguous",
                        total.meanNr(),
                        100 * total.foldedShare()));
        deaths();
        goals();
        tested();
        pairs(total.pairs());
        confidence(total.sequences());
    }

    /** A process that dies twice in the same way is a counterexample; others are only told. */
    private void deaths() {
        Coverage total = result.total();
        if (total.deaths() > 0) {
            line("deaths", total.deaths() + " of a process that did not come again; the first:");
            line("", total.firstDeath());
        }
    }

    /** After a finding or an interruption, what was not yet reached says nothing. */
    private void goals() {
        int declared = declared();
        List<Goal> missed = result.missed();
        String reached = declared - missed.size() + " of " + declared + " reached";
        if (result.finding().isPresent() || result.interrupted() || missed.isEmpty()) {
            line("goals", reached);
            return;
        }
        line("goals", reached + "; missed:");
        missed.forEach(goal -> line("missed", goal.title() + ": " + goal.sentence));
    }

    /** Of invariants: whether anything was met of which they say something. */
    private void tested() {
        List<Invariant> asked = result.asked();
        List<Invariant> untested = result.untested();
        if (untested.size() == asked.size()) {
            return;
        }
        Coverage total = result.total();
        Invariant rarest =
                asked.stream()
                        .filter(one -> total.tested(one) > 0)
                        .min(Comparator.comparingLong(total::tested))
                        .orElseThrow();
        line(
                "tested",
                asked.size()
                        - untested.size()
                        + " of "
                        + asked.size()
                        + " invariants put to the test; least often "
                        + rarest.text()
                        + ", by "
                        + total.tested(rarest)
                        + " sequences");
        if (result.finding().isEmpty() && !result.interrupted()) {
            untested.forEach(
                    one -> line("untested", one.text() + ": never " + Antecedents.of(one)));
        }
    }

    /** The operations with the most pairs that were never met. */
    private void never() {
        Map<Call, Long> calls =
                result.neverMet().stream()
                        .collect(Collectors.groupingBy(Pair::call, Collectors.counting()));
        String most =
                calls.entrySet().stream()
                        .sorted(
                                Comparator.comparing((Map.Entry<Call, Long> one) -> -one.getValue())
                                        .thenComparing(Map.Entry::getKey))
                        .limit(CALLS_MAX)
                        .map(one -> one.getKey().word + " " + one.getValue())
                        .collect(Collectors.joining(", "));
        int more = calls.size() - CALLS_MAX;
        line("never", most + (more > 0 ? " and of " + more + " more operations" : ""));
    }

    /** Of the pairs of a state and an operation: what was met, and what there may be to meet. */
    private void pairs(PairCounts pairs) {
        int met = pairs.met();
        int never = result.neverMet().size();
        line(
                "pairs",
                String.format(
                        Locale.ROOT,
                        "%d of at most %d pairs of a state and an operation met; --json names the"
                                + " others",
                        met,
                        met + never));
        if (never > 0 && result.finding().isEmpty() && !result.interrupted()) {
            never();
        }
        if (pairs.counted() < 2) {
            return;
        }
        Estimate chance = pairs.chanceOfNew();
        line(
                "next",
                String.format(
                        Locale.ROOT,
                        "%.2g of further sequences meet a new pair; 95 %%: %.2g to %.2g",
                        chance.value(),
                        chance.low(),
                        chance.high()));
        Estimate unseen = pairs.unseen();
        line(
                "unseen",
                String.format(
                        Locale.ROOT,
                        "%.0f pairs or more are left for such sequences; 95 %%: %.0f to %.0f",
                        unseen.value(),
                        unseen.low(),
                        unseen.high()));
    }

    /** The goals that some target is to reach. */
    private int declared() {
        return (int)
                result.plan().targets().stream()
                        .flatMap(target -> target.declared().stream())
                        .distinct()
                        .count();
    }

    private static String titles(List<Goal> goals) {
        return goals.stream().map(Goal::title).collect(Collectors.joining(", "));
    }

    private void confidence(long sequences) {
        long failures = result.finding().isPresent() ? 1 : 0;
        if (sequences == 0 || failures > sequences) {
            line("confidence", "none: no sequence ran");
            return;
        }
        double bound = Confidence.upperBound(sequences, failures, CONFIDENCE);
        line(
                "confidence",
                String.format(
                        Locale.ROOT,
                        "95 %%: at most %.2g of such sequences fail (%d of %d did)",
                        bound,
                        failures,
                        sequences));
    }

    private void targets() {
        List<Target> targets = result.plan().targets();
        if (targets.size() == 1) {
            line("target", targets.get(0).text());
            return;
        }
        text.append('\n');
        row("subject", "machine", "sequences", "steps", "mean nr", "contiguous", "goals missed");
        for (int i = 0; i < targets.size(); i++) {
            Coverage coverage = result.each().get(i);
            List<Goal> missed = result.missed(i);
            row(
                    targets.get(i).subject().name(),
                    targets.get(i).machine().name(),
                    Long.toString(coverage.sequences()),
                    Long.toString(coverage.steps()),
                    String.format(Locale.ROOT, "%.1f", coverage.meanNr()),
                    String.format(Locale.ROOT, "%.1f %%", 100 * coverage.foldedShare()),
                    missed.isEmpty() ? "none" : missed.size() + ": " + titles(missed));
        }
    }

    private void row(Object... words) {
        text.append(String.format(Locale.ROOT, "%-16s %-15s %9s %10s %8s %11s  %s\n", words));
    }
}
