package dev.quire.counterexamples.picture;

import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Difference;
import dev.quire.model.harness.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How two subjects differ, side by side: the operations with the last one marked, what that
 * returned, the pages of the blocks that differ, and the lines to paste. What is wrong with one by
 * itself is told as a failure is.
 *
 * @param trace the operations, with the first subject
 * @param second the name of the second subject
 * @param operationsBefore how many operations there were before shrinking
 * @param replay the line to paste that compares them again
 */
public record DifferenceReport(
        Trace trace,
        String second,
        Difference difference,
        OptionalInt operationsBefore,
        Optional<String> replay) {
    private static final int LINES_MAX = 24;
    private static final int ADDRESS_WIDTH = 9;

    /** The report, each line ended by a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("difference ")
                .append(difference.kind().word())
                .append(": ")
                .append(difference.message())
                .append('\n');
        text.append("subjects   ").append(trace.subject()).append(" against ").append(second);
        text.append("    machine  ").append(FailureReport.machine(trace.setup().machine()));
        text.append("    ").append(FailureReport.length(trace.operations(), operationsBefore));
        text.append('\n');
        FailureReport.steps(text, trace, difference.step(), -1);
        sides(text);
        pages(text);
        difference.firstVerdict().ifPresent(one -> alone(text, trace.subject(), one));
        difference.secondVerdict().ifPresent(one -> alone(text, second, one));
        replay.ifPresent(line -> text.append("replay     ").append(line).append('\n'));
        trace.provenance()
                .search()
                .ifPresent(line -> text.append("search     ").append(line).append('\n'));
        return text.toString();
    }

    private void sides(StringBuilder text) {
        if (difference.kind() == Difference.Kind.VERDICT) {
            return;
        }
        String word = difference.kind() == Difference.Kind.COST ? "costs" : "returns";
        int width = Math.max(trace.subject().length(), second.length());
        String format = "%-10s %-" + width + "s  %s\n";
        text.append(String.format(Locale.ROOT, format, word, trace.subject(), difference.first()));
        text.append(String.format(Locale.ROOT, format, "", second, difference.second()));
    }

    /** One of them fails its own checks: that is told in the one form for failures. */
    private void alone(StringBuilder text, String subject, Verdict verdict) {
        Trace told = trace.withSubject(subject).withProvenance(Provenance.NONE);
        text.append('\n')
                .append(
                        new FailureReport(told, verdict, OptionalInt.empty(), Optional.empty())
                                .text())
                .append('\n');
    }

    private void pages(StringBuilder text) {
        if (difference.kind() != Difference.Kind.STATE) {
            return;
        }
        List<Line> lines = lines();
        lines.add(0, new Line("address", trace.subject(), second, 1));
        int first = ADDRESS_WIDTH;
        int width = 0;
        for (Line line : lines.subList(0, Math.min(LINES_MAX + 1, lines.size()))) {
            first = Math.max(first, line.address.length());
            width = Math.max(width, line.one.length());
        }
        String format = "%-" + first + "s  %-" + width + "s  %s%s\n";
        for (Line line : lines.subList(0, Math.min(LINES_MAX + 1, lines.size()))) {
            String more = line.pages == 1 ? "" : "  (" + line.pages + " pages)";
            text.append(
                    String.format(Locale.ROOT, format, line.address, line.one, line.other, more));
        }
        if (lines.size() > LINES_MAX + 1) {
            text.append("... and ").append(lines.size() - LINES_MAX - 1).append(" more lines\n");
        }
    }

    private List<Line> lines() {
        Geometry geometry = trace.setup().machine().geometry();
        boolean severalMms = trace.setup().mms().size() > 1;
        Set<List<Long>> blocks = new HashSet<>();
        difference.rows().stream()
                .filter(Difference.Row::differs)
                .forEach(row -> blocks.add(block(row, geometry)));
        List<Line> lines = new ArrayList<>();
        Optional<Difference.Row> last = Optional.empty();
        for (Difference.Row row : difference.rows()) {
            if (!blocks.contains(block(row, geometry))) {
                continue;
            }
            int open = lines.size() - 1;
            if (last.isPresent() && follows(last.get(), row, geometry)) {
                lines.set(open, lines.get(open).longer());
            } else {
                String place = (severalMms ? "mm=" + row.mm() + " " : "") + Numbers.hex(row.addr());
                lines.add(new Line(place, row.first(), row.second(), 1));
            }
            last = Optional.of(row);
        }
        return lines;
    }

    private static List<Long> block(Difference.Row row, Geometry geometry) {
        long reach = geometry.pageSize() * geometry.blockEntries();
        return List.of((long) row.mm(), row.addr() / reach);
    }

    private static boolean follows(Difference.Row row, Difference.Row next, Geometry geometry) {
        return block(row, geometry).equals(block(next, geometry))
                && row.addr() + geometry.pageSize() == next.addr()
                && RowTable.goesOn(row.first(), next.first())
                && RowTable.goesOn(row.second(), next.second());
    }

    /** Pages that go on from one to the next, told by the first of them. */
    private record Line(String address, String one, String other, int pages) {
        Line longer() {
            return new Line(address, one, other, pages + 1);
        }
    }
}
