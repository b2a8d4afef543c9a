package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.properties.campaign.Counterexample;
import dev.quire.properties.explore.Exploration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What an exploration came to, for people and for programs. */
record ExploreResult(
        String machine,
        String subject,
        boolean symmetric,
        Exploration exploration,
        Optional<Counterexample> found,
        Optional<Keeping> keeping) {
    /** Of fewer states the first page, which is that long, says nothing of one state's bytes. */
    private static final int STATES_LEAST = 1 << 16;

    /** How far an exploration is, in a line. */
    static String progress(
            long generated, int distinct, int depth, int queue, double seconds, long bytes) {
        return String.format(
                Locale.ROOT,
                "%.0f s: %d transitions, %d states, depth %d, queue %d, %.0f states/s%s",
                seconds,
                generated,
                distinct,
                depth,
                queue,
                distinct / seconds,
                distinct < STATES_LEAST
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %.1f bytes a state", (double) bytes / distinct));
    }

    /** The whole text, each line ended by a line feed. */
    String text() {
        StringBuilder text = new StringBuilder();
        found.ifPresent(one -> text.append(report(one)).append('\n'));
        found.ifPresent(one -> line(text, "kept", keeping.orElseThrow().text()));
        boolean failed = exploration.failure().isPresent();
        String nothing = failed ? "" : "nothing found: ";
        line(text, "result", nothing + exploration.end().sentence);
        text.append(statistics(subject));
        if (keeping.isPresent() && keeping.get().kept().isEmpty()) {
            text.append('\n').append(found.orElseThrow().trace().text());
        }
        return text.toString();
    }

    /** What was visited, on which machine, of whom. */
    String statistics(String subjects) {
        StringBuilder text = new StringBuilder();
        line(text, "machine", machine);
        line(
                text,
                "states",
                String.format(
                        Locale.ROOT,
                        "%d distinct, %d transitions, depth %d%s",
                        exploration.distinct(),
                        exploration.generated(),
                        exploration.depth(),
                        symmetric ? "; images under symmetries count once" : ""));
        line(text, "covered", covered());
        line(
                text,
                "speed",
                String.format(
                        Locale.ROOT,
                        "%.1f s, %.0f states/s, %.0f transitions/s",
                        exploration.seconds(),
                        exploration.distinct() / Math.max(exploration.seconds(), 1e-3),
                        exploration.generated() / Math.max(exploration.seconds(), 1e-3)));
        line(text, "memory", memory() + "states are stored whole, so no two are taken for one");
        line(text, "subject", subjects);
        return text.toString();
    }

    private String report(Counterexample one) {
        return new FailureReport(
                        one.trace(),
                        one.shrunk().verdict(),
                        OptionalInt.of(one.operationsBefore()),
                        keeping.orElseThrow()
                                .file()
                                .map(file -> FailureReport.replay(file, one.trace())))
                .text();
    }

    private String memory() {
        return exploration.distinct() < STATES_LEAST
                ? ""
                : String.format(Locale.ROOT, "%.1f bytes a state; ", exploration.bytesPerState());
    }

    private String covered() {
        String whole =
                exploration.wholeDepth() < 0
                        ? "not even all transitions of the first state"
                        : "all transitions of every state at most "
                                + exploration.wholeDepth()
                                + " operations deep";
        int left = exploration.distinct() - exploration.expanded();
        return left == 0 ? whole : whole + "; " + left + " states wait";
    }

    static void line(StringBuilder text, String word, String rest) {
        text.append(String.format(Locale.ROOT, "%-10s %s\n", word, rest));
    }

    /** One document. */
    ObjectNode json() {
        ObjectNode json = jsonStatistics();
        found.ifPresentOrElse(
                one -> {
                    ObjectNode verdict =
                            ResultJson.verdict(
                                    one.trace(),
                                    one.shrunk().verdict(),
                                    keeping.orElseThrow().file());
                    ResultJson.shrunk(verdict, one);
                    json.set("verdict", verdict);
                },
                () -> json.putNull("verdict"));
        return json;
    }

    /** The same without what was found. */
    ObjectNode jsonStatistics() {
        ObjectNode json = ResultJson.object();
        json.put("machine", machine);
        json.put("subject", subject);
        json.put("complete", exploration.complete());
        json.put("end", exploration.end().name().toLowerCase(Locale.ROOT));
        json.put("statesDistinct", exploration.distinct());
        json.put("statesExpanded", exploration.expanded());
        json.put("statesGenerated", exploration.generated());
        json.put("depth", exploration.depth());
        json.put("wholeDepth", exploration.wholeDepth());
        json.put("symmetry", symmetric);
        json.put("seconds", ResultJson.rounded(exploration.seconds()));
        json.put("bytesPerState", ResultJson.rounded(exploration.bytesPerState()));
        return json;
    }
}
