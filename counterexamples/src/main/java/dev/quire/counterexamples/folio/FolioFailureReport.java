package dev.quire.counterexamples.folio;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioVerdict;
import java.util.Locale;
import java.util.Optional;

/**
 * The one form in which a failure of folios is told: what does not hold, the operations with the
 * failing one marked, what is wrong, and the lines to paste.
 *
 * @param trace the operations, with the subject that they failed on
 * @param replay the line to paste that runs the trace again
 */
public record FolioFailureReport(FolioTrace trace, FolioVerdict verdict, Optional<String> replay) {
    /** The report, each line ended by a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(FailureReport.heading(verdict.kind(), verdict.invariant())).append('\n');
        line(text, "subject", trace.subject() + "    machine  " + trace.machine().text());
        steps(text, trace, verdict.step());
        line(text, "wrong", verdict.message());
        verdict.others().forEach(other -> line(text, "too", other));
        replay.ifPresent(again -> line(text, "replay", again));
        trace.provenance().search().ifPresent(search -> line(text, "search", search));
        return text.toString();
    }

    /** The operations, one line each and one for each act, one step marked. */
    static void steps(StringBuilder text, FolioTrace trace, int marked) {
        int number = 0;
        for (FolioStep step : trace.steps()) {
            number++;
            String mark = number == marked ? ">>" : "  ";
            String head = String.format(Locale.ROOT, "%s %3d  ", mark, number);
            for (String line : step.lines()) {
                text.append(head).append(line).append('\n');
                head = " ".repeat(head.length());
            }
        }
    }

    static void line(StringBuilder text, String word, String rest) {
        text.append(String.format(Locale.ROOT, "%-10s %s\n", word, rest));
    }
}
