package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.properties.matrix.Matrix;
import dev.quire.properties.matrix.Row;
import dev.quire.properties.matrix.Summary;
import dev.quire.properties.statistics.Estimate;
import dev.quire.properties.statistics.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a kill matrix came to, as text and as JSON. The text is of tables that a README can hold.
 *
 * @param whole whether all rows are there
 */
record MatrixResult(Matrix.Plan plan, List<Row> rows, boolean whole) {
    private static final double PRECISION = 1e4;

    MatrixResult {
        rows = List.copyOf(rows);
    }

    /** Tables: each way of searching, then the bugs on which they differ. */
    String text() {
        StringBuilder text = new StringBuilder();
        long bugs =
                rows.stream().filter(row -> !row.correct()).map(Row::subject).distinct().count();
        text.append(bugs).append(" bugs, ");
        text.append(plan.seeds()).append(" seeds of ").append(count(plan.steps()));
        text.append(
                whole ? " steps each\n\n" : " steps each; interrupted, not all rows are there\n\n");
        line(
                text,
                "way of searching",
                "steps",
                "by all seeds",
                "by some",
                "by none",
                "median steps, median bug",
                "longest shrunk",
                "false alarms");
        line(text, "---", "---", "---", "---", "---", "---", "---", "---");
        for (Summary one : Summary.of(rows, plan.steps())) {
            line(
                    text,
                    one.strategy(),
                    count(one.budget()),
                    "" + one.all(),
                    "" + one.some(),
                    "" + one.none(),
                    steps(one.steps(), one.budget()),
                    one.operationsMax().isPresent() ? "" + one.operationsMax().getAsLong() : "",
                    "" + one.falseAlarms());
        }
        differing(text);
        alarms(text);
        return text.toString();
    }

    private static void line(StringBuilder text, String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** The bugs that some way of searching finds with every seed, and another does not. */
    private void differing(StringBuilder text) {
        List<String> ways = rows.stream().map(Row::strategy).distinct().toList();
        List<String> head = new ArrayList<>(List.of("bug"));
        head.addAll(ways);
        boolean any = false;
        for (String bug : bugs()) {
            List<Row> own = rows.stream().filter(row -> row.subject().equals(bug)).toList();
            long sure = own.stream().filter(row -> row.foundByAll(plan.steps())).count();
            if (sure == own.size()) {
                continue;
            }
            if (!any) {
                text.append("\nBugs that some way of searching misses: the searches that found")
                        .append(" it, their median steps and its interval of 95 %\n\n");
                line(text, head.toArray(new String[0]));
                line(text, head.stream().map(word -> "---").toArray(String[]::new));
                any = true;
            }
            List<String> cells = new ArrayList<>(List.of(bug));
            for (String way : ways) {
                cells.add(
                        own.stream()
                                .filter(row -> row.strategy().equals(way))
                                .findFirst()
                                .map(MatrixResult::cell)
                                .orElse("not run"));
            }
            line(text, cells.toArray(new String[0]));
        }
    }

    private void alarms(StringBuilder text) {
        for (Row row : rows) {
            if (row.correct() && row.found() > 0) {
                text.append("\nFALSE ALARM ").append(row.subject()).append(", ");
                text.append(row.strategy()).append(": ").append(cell(row)).append(": ");
                text.append(row.signature().orElse("")).append('\n');
            }
        }
    }

    private List<String> bugs() {
        return rows.stream().filter(row -> !row.correct()).map(Row::subject).distinct().toList();
    }

    /** A row in a few words. */
    static String cell(Row row) {
        String found = row.found() + "/" + row.searches() + ", ";
        Median steps = row.steps();
        if (!row.seeded() || row.found() == 0 || !steps.known()) {
            return found + steps(steps.value(), row.budget());
        }
        return found
                + steps(steps.value(), row.budget())
                + " ("
                + steps(steps.low(), row.budget())
                + " to "
                + steps(steps.high(), row.budget())
                + ")";
    }

    private static String steps(OptionalLong steps, long budget) {
        return steps.isPresent() ? count(steps.getAsLong()) : "> " + count(budget);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The document. */
    ObjectNode json() {
        ObjectNode json = ResultJson.object();
        json.put("seeds", plan.seeds());
        json.put("steps", plan.steps());
        json.put("complete", whole);
        ArrayNode bugs = json.putArray("rows");
        ArrayNode correct = json.putArray("correct");
        for (Row row : rows) {
            if (row.correct()) {
                row(correct.addObject().put("subject", row.subject()), row);
            } else {
                row(bugs.addObject().put("bug", row.subject()), row);
            }
        }
        json.put("falseAlarms", rows.stream().filter(Row::correct).mapToInt(Row::found).sum());
        ArrayNode ways = json.putArray("strategies");
        for (Summary one : Summary.of(rows, plan.steps())) {
            ObjectNode way = ways.addObject();
            way.put("strategy", one.strategy());
            way.put("budget", one.budget());
            way.put("foundByAll", one.all());
            way.put("foundBySome", one.some());
            way.put("foundByNone", one.none());
            put(way, "stepsMedian", one.steps());
            put(way, "operationsMax", one.operationsMax());
            way.put("falseAlarms", one.falseAlarms());
        }
        return json;
    }

    private static void row(ObjectNode json, Row row) {
        Estimate share = row.share();
        Median steps = row.steps();
        json.put("strategy", row.strategy());
        json.put("machine", row.machine());
        json.put("seeds", row.searches());
        json.put("seeded", row.seeded());
        json.put("budget", row.budget());
        json.put("found", row.found());
        json.put("share", precise(share.value()));
        json.put("shareLow", precise(share.low()));
        json.put("shareHigh", precise(share.high()));
        put(json, "stepsMedian", steps.value());
        put(json, "stepsLow", steps.low());
        put(json, "stepsHigh", steps.high());
        put(json, "operationsMedian", row.operations());
        put(json, "operationsMax", row.operationsMax());
        Optional<String> failure = row.signature();
        failure.ifPresentOrElse(how -> json.put("failure", how), () -> json.putNull("failure"));
    }

    /** Nothing stands for what lies beyond the budget. */
    private static void put(ObjectNode json, String key, OptionalLong value) {
        if (value.isPresent()) {
            json.put(key, value.getAsLong());
        } else {
            json.putNull(key);
        }
    }

    private static double precise(double share) {
        return Math.round(share * PRECISION) / PRECISION;
    }
}
