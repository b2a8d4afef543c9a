package dev.quire.properties.allure;

import dev.quire.properties.matrix.Row;
import dev.quire.properties.matrix.Summary;
import dev.quire.properties.statistics.Estimate;
import dev.quire.properties.statistics.Median;
import io.qameta.allure.Allure;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A kill matrix as a page of the report: the result under way shows it. */
public final class MatrixPage {
    private static final int PERCENT = 100;

    private MatrixPage() {}

    /**
     * Puts it into the result under way.
     *
     * @param steps the budget of a seed
     */
    public static void publish(List<Row> rows, long steps) {
        String page = html(rows, steps);
        Allure.descriptionHtml(page);
        Allure.addAttachment("kill matrix", "text/html", page, ".html");
    }

    /** The page. */
    static String html(List<Row> rows, long steps) {
        StringBuilder page = new StringBuilder();
        page.append("<h3>Ways of searching</h3>");
        page.append(
                "<p>Seeded bugs that each finds within its budget of steps. What has no seed is");
        page.append(" one search, told by the budget of one seed and by that of all.</p><table>");
        header(
                page,
                "way",
                "steps",
                "by all seeds",
                "by some",
                "by none",
                "median steps, median bug",
                "longest shrunk",
                "false alarms");
        for (Summary one : Summary.of(rows, steps)) {
            page.append("<tr>");
            cell(page, "#fff", one.strategy());
            cell(page, "#fff", count(one.budget()));
            cell(page, "#fff", count(one.all()));
            cell(page, "#fff", count(one.some()));
            cell(page, "#fff", count(one.none()));
            cell(page, "#fff", steps(one.budget(), one.steps()));
            OptionalLong longest = one.operationsMax();
            cell(page, "#fff", longest.isPresent() ? count(longest.getAsLong()) : "");
            cell(page, one.falseAlarms() == 0 ? "#fff" : red(), count(one.falseAlarms()));
            page.append("</tr>");
        }
        page.append("</table><h3>Kill matrix</h3>");
        page.append("<p>Searches that found it, within all of their budget, of those that there");
        page.append(" were, with the interval of 95 % for the share; the median of their steps");
        page.append(" with its interval of 95 %; the median and the greatest length after");
        page.append(" shrinking.</p><table>");
        matrix(page, rows);
        page.append("</table>");
        return page.toString();
    }

    private static void matrix(StringBuilder page, List<Row> rows) {
        List<String> ways = rows.stream().map(Row::strategy).distinct().toList();
        page.append("<tr><th></th>");
        ways.forEach(way -> page.append("<th>").append(way).append("</th>"));
        page.append("</tr>");
        for (String subject : rows.stream().map(Row::subject).distinct().toList()) {
            boolean correct =
                    rows.stream().anyMatch(r -> r.correct() && r.subject().equals(subject));
            page.append("<tr><td>").append(escaped(subject));
            page.append(correct ? " (correct)" : "").append("</td>");
            for (String way : ways) {
                rows.stream()
                        .filter(row -> row.subject().equals(subject) && row.strategy().equals(way))
                        .findFirst()
                        .ifPresentOrElse(
                                row -> cell(page, colour(row), text(row)),
                                () -> cell(page, "#eee", "not run"));
            }
            page.append("</tr>");
        }
    }

    private static String red() {
        return "#f6b6b0";
    }

    private static String colour(Row row) {
        if (row.correct()) {
            return row.found() == 0 ? "#d9f0d3" : red();
        }
        if (row.found() == row.searches()) {
            return "#d9f0d3";
        }
        return row.found() == 0 ? red() : "#fdeeb5";
    }

    private static String text(Row row) {
        Estimate share = row.share();
        String found =
                row.seeded()
                        ? String.format(
                                Locale.ROOT,
                                "%d of %d (%.0f to %.0f %%)",
                                row.found(),
                                row.searches(),
                                PERCENT * share.low(),
                                PERCENT * share.high())
                        : row.found() + " of 1, without a seed";
        if (row.found() == 0) {
            return found;
        }
        Median steps = row.steps();
        String interval =
                row.seeded() && steps.known()
                        ? " ("
                                + steps(row.budget(), steps.low())
                                + " to "
                                + steps(row.budget(), steps.high())
                                + ")"
                        : "";
        return found
                + "<br>"
                + steps(row.budget(), steps.value())
                + interval
                + "<br>"
                + row.operations().orElseThrow()
                + ", "
                + row.operationsMax().orElseThrow();
    }

    private static String steps(long budget, OptionalLong steps) {
        return steps.isPresent() ? count(steps.getAsLong()) : "&gt; " + count(budget);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void header(StringBuilder page, String... words) {
        page.append("<tr>");
        for (String word : words) {
            page.append("<th>").append(word).append("</th>");
        }
        page.append("</tr>");
    }

    private static void cell(StringBuilder page, String colour, String html) {
        page.append("<td style=\"padding:2px 6px;border:1px solid #ddd;background:");
        page.append(colour).append("\">").append(html).append("</td>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
