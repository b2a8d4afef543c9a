package dev.quire.counterexamples.folio;

import dev.quire.counterexamples.trace.Provenance;
import dev.quire.model.folio.lockstep.FolioDifference;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.harness.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How two implementations of folios differ, side by side: the operations with the last one marked,
 * what that returned or cost, the frames and slots that differ, and the lines to paste. What is
 * wrong with one by itself is told as a failure is.
 *
 * @param trace the operations, with the first subject
 * @param second the name of the second subject
 * @param replay the line to paste that compares them again
 */
public record FolioDifferenceReport(
        FolioTrace trace, String second, FolioDifference difference, Optional<String> replay) {
    private static final int LINES_MAX = 24;

    /** The report, each line ended by a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("difference ").append(difference.kind().word());
        text.append(": ").append(difference.message()).append('\n');
        FolioFailureReport.line(
                text,
                "subjects",
                trace.subject()
                        + " against "
                        + second
                        + "    machine  "
                        + trace.machine().text()
                        + "    length  "
                        + trace.operations()
                        + (trace.operations() == 1 ? " operation" : " operations"));
        FolioFailureReport.steps(text, trace, difference.step());
        sides(text);
        places(text);
        difference.firstVerdict().ifPresent(one -> alone(text, trace.subject(), one));
        difference.secondVerdict().ifPresent(one -> alone(text, second, one));
        replay.ifPresent(line -> FolioFailureReport.line(text, "replay", line));
        trace.provenance()
                .search()
                .ifPresent(line -> FolioFailureReport.line(text, "search", line));
        return text.toString();
    }

    private void sides(StringBuilder text) {
        boolean costs = difference.kind() == Difference.Kind.COST;
        if (!costs && !difference.operation().call().returns()) {
            return;
        }
        int width = Math.max(trace.subject().length(), second.length());
        String format = "%-10s %-" + width + "s  %s\n";
        String word = costs ? "costs" : "returns";
        text.append(String.format(Locale.ROOT, format, word, trace.subject(), difference.first()));
        text.append(String.format(Locale.ROOT, format, "", second, difference.second()));
    }

    private void places(StringBuilder text) {
        List<SpotRun> spots = new ArrayList<>();
        for (FolioDifference.Place place : difference.places()) {
            spots.add(SpotRun.of(place.spot(), place.first(), place.second()));
        }
        List<SpotRun> runs = SpotRun.joined(spots);
        int width = Math.max(trace.subject().length(), second.length());
        for (SpotRun run : runs.subList(0, Math.min(LINES_MAX, runs.size()))) {
            String format = "%-10s %-" + width + "s  %s\n";
            text.append(
                    String.format(Locale.ROOT, format, run.name(), trace.subject(), run.text(0)));
            text.append(String.format(Locale.ROOT, format, "", second, run.text(1)));
        }
        if (runs.size() > LINES_MAX) {
            text.append("... and ").append(runs.size() - LINES_MAX).append(" more\n");
        }
    }

    /** One of them fails its own checks: that is told in the one form for failures. */
    private void alone(StringBuilder text, String subject, FolioVerdict verdict) {
        FolioTrace told =
                new FolioTrace(
                        trace.machine(), subject, Optional.empty(), Provenance.NONE, trace.steps());
        text.append('\n');
        text.append(new FolioFailureReport(told, verdict, Optional.empty()).text()).append('\n');
    }
}
