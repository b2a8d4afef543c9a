package dev.quire.counterexamples.picture;

import dev.quire.model.harness.Verdict;
import java.util.List;

/** What a verdict tells of order and of translations, as lines under a word each. */
final class OrderLines {
    private static final int LINES_MAX = 40;
    private static final String INDENT = "           ";

    private OrderLines() {}

    /** Its lines, each ended by a line feed; empty if it tells of neither. */
    static String text(Verdict verdict) {
        return lines("order      ", verdict.order()) + lines("kept       ", verdict.kept());
    }

    private static String lines(String word, List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(0, Math.min(LINES_MAX, lines.size()))) {
            text.append(text.isEmpty() ? word : INDENT).append(line).append('\n');
        }
        if (lines.size() > LINES_MAX) {
            int more = lines.size() - LINES_MAX;
            text.append(INDENT).append("... and ").append(more).append(" more lines\n");
        }
        return text.toString();
    }
}
