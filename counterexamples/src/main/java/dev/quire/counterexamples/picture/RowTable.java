package dev.quire.counterexamples.picture;

import dev.quire.model.geometry.Geometry;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of a verdict as a table: address, expected, seen.
 *
 * <p>It has the blocks in which a page is wrong; those that the step changed where none is. Pages
 * that follow each other, as their frames do, and are alike otherwise take one line.
 */
final class RowTable {
    private static final Pattern PFN = Pattern.compile("pfn=0x([0-9a-f]+)");
    private static final int LINES_MAX = 24;
    private static final int ADDRESS_WIDTH = 9;
    private static final int EXPECTED_WIDTH = 15;

    private final Verdict verdict;
    private final Geometry geometry;
    private final boolean severalMms;

    RowTable(Verdict verdict, Geometry geometry, boolean severalMms) {
        this.verdict = verdict;
        this.geometry = geometry;
        this.severalMms = severalMms;
    }

    /** Its lines, the heading first, each ended by a line feed; empty if there is no page. */
    String text() {
        List<Line> lines = lines();
        if (lines.isEmpty()) {
            return "";
        }
        List<Line> shown = new ArrayList<>(lines.subList(0, Math.min(LINES_MAX, lines.size())));
        shown.add(0, new Line("address", "expected", "seen", 1));
        int first = ADDRESS_WIDTH;
        int second = EXPECTED_WIDTH;
        for (Line line : shown) {
            first = Math.max(first, line.address.length());
            second = Math.max(second, line.expected.length());
        }
        String format = "%-" + first + "s  %-" + second + "s  %s%s\n";
        StringBuilder text = new StringBuilder();
        for (Line line : shown) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            format,
                            line.address,
                            line.expected,
                            line.seen,
                            line.more()));
        }
        if (lines.size() > LINES_MAX) {
            text.append("... and ").append(lines.size() - LINES_MAX).append(" more lines\n");
        }
        return text.toString();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        Optional<Verdict.Row> last = Optional.empty();
        for (Verdict.Row row : rows()) {
            int open = lines.size() - 1;
            if (last.isPresent() && follows(last.get(), row)) {
                lines.set(open, lines.get(open).longer());
            } else {
                lines.add(line(row));
            }
            last = Optional.of(row);
        }
        return lines;
    }

    private Line line(Verdict.Row row) {
        String demand = demand(row).word;
        return new Line(
                (severalMms ? "mm=" + row.mm() + " " : "") + Numbers.hex(row.addr()),
                (row.expected() + " " + demand).stripTrailing(),
                row.seen(),
                1);
    }

    private Demand demand(Verdict.Row row) {
        return Demand.of(verdict, row, geometry);
    }

    private List<Verdict.Row> rows() {
        boolean anyWrong = verdict.rows().stream().anyMatch(Verdict.Row::wrong);
        Set<List<Long>> blocks = new HashSet<>();
        for (Verdict.Row row : verdict.rows()) {
            if (anyWrong ? row.wrong() : !row.before().equals(row.seen())) {
                blocks.add(block(row));
            }
        }
        return verdict.rows().stream().filter(row -> blocks.contains(block(row))).toList();
    }

    private List<Long> block(Verdict.Row row) {
        long reach = geometry.pageSize() * geometry.blockEntries();
        return List.of((long) row.mm(), row.addr() / reach);
    }

    /** Whether a page goes on where another ends, in the same block and in the same state. */
    private boolean follows(Verdict.Row row, Verdict.Row next) {
        return block(row).equals(block(next))
                && row.addr() + geometry.pageSize() == next.addr()
                && goesOn(row.expected(), next.expected())
                && goesOn(row.seen(), next.seen())
                && demand(row) == demand(next);
    }

    /** Whether one text of a page goes on where another ends: the next frame, else the same. */
    static boolean goesOn(String text, String next) {
        Matcher one = PFN.matcher(text);
        Matcher other = PFN.matcher(next);
        if (!one.find() || !other.find()) {
            return text.equals(next);
        }
        return one.replaceFirst("").equals(other.replaceFirst("")) && pfn(text) + 1 == pfn(next);
    }

    private static long pfn(String text) {
        Matcher matcher = PFN.matcher(text);
        return matcher.find() ? Long.parseUnsignedLong(matcher.group(1), 16) : -1;
    }

    /** One line: a page, and how many pages from it on are alike. */
    private record Line(String address, String expected, String seen, int pages) {
        Line longer() {
            return new Line(address, expected, seen, pages + 1);
        }

        String more() {
            return pages == 1 ? "" : "    and " + (pages - 1) + " more alike";
        }
    }
}
