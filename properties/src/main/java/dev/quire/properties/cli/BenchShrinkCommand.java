package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.properties.shortest.ShownBug;
import dev.quire.properties.shortest.ShownBugs;
import dev.quire.properties.shortest.ShrinkRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares what shrinking comes to with what the explorer proves to be shortest. */
@Command(
        name = "bench-shrink",
        description = {
            "Compare what shrinking random lists comes to with the explorer's shortest failure.",
            "The lists are drawn on small machines that show seeded bugs; what fails alike counts.",
            "A table on standard output. Status 4 if fewer than 95 %% are equal, or one is longer",
            "by more than one."
        },
        mixinStandardHelpOptions = true)
final class BenchShrinkCommand implements Callable<Integer> {
    private static final int EQUAL_PERCENT = 95;
    private static final String FORMAT =
            "| %s | `%s` | %d | %d | %d | %d | %d | %d | %d | %d | %.0f | %.0f |\n";

    private final Console console;

    @Option(
            names = "--bug",
            paramLabel = "NAME",
            description = "A seeded bug; can be repeated. Default: all that a small machine shows.")
    private List<String> bugs = List.of();

    @Option(
            names = "--length",
            paramLabel = "N,...",
            split = ",",
            description = "Operations of a random list, at most. Default: 20,200,1000.")
    private List<String> lengths = List.of("20", "200", "1000");

    @Option(names = "--seeds", paramLabel = "N", description = "Lists of each length. Default: 20.")
    private String seeds = "20";

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    BenchShrinkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Integer> drawn = new ArrayList<>();
        for (String length : lengths) {
            drawn.add((int) Arguments.count("--length", length, 1, 1_000_000));
        }
        int most = (int) Arguments.count("--seeds", seeds, 1, 1_000_000);
        List<ShownBug> chosen = chosen();
        List<ShrinkRow> rows = new ArrayList<>();
        for (ShownBug shown : chosen) {
            rows.add(ShrinkRow.of(shown, drawn, most, console.interruption()::requested));
            console.say(rows.size() + " of " + chosen.size() + ": " + name(shown));
        }
        console.out().print(json ? ResultJson.text(json(rows)) : text(rows));
        if (console.interruption().requested()) {
            return ExitStatus.INTERRUPTED;
        }
        return holds(rows) ? ExitStatus.NOTHING_FOUND : ExitStatus.GOAL_MISSED;
    }

    private List<ShownBug> chosen() {
        if (bugs.isEmpty()) {
            return ShownBugs.random();
        }
        List<ShownBug> chosen = new ArrayList<>();
        for (String bug : bugs) {
            chosen.add(
                    ShownBugs.of(bug)
                            .orElseThrow(
                                    () ->
                                            new Refusal(
                                                    "--bug: found "
                                                            + bug
                                                            + ", expected a seeded bug that a small"
                                                            + " machine shows")));
        }
        return chosen;
    }

    private static String name(ShownBug shown) {
        return shown.bug().subject().name();
    }

    /** The usual machine differs in nothing: its folios are named. */
    private static String options(ShownBug shown) {
        String options = shown.machine().options();
        return options.isEmpty() ? "--folios=" + shown.machine().folios() : options;
    }

    private static long equal(List<ShrinkRow> rows) {
        return rows.stream().mapToLong(row -> row.withExcess(0, 0)).sum();
    }

    private static long runs(List<ShrinkRow> rows) {
        return rows.stream().mapToLong(row -> row.runs().size()).sum();
    }

    private static boolean holds(List<ShrinkRow> rows) {
        boolean close = rows.stream().allMatch(row -> row.withExcess(2, Integer.MAX_VALUE) == 0);
        return close && runs(rows) > 0 && 100 * equal(rows) >= EQUAL_PERCENT * runs(rows);
    }

    private static String text(List<ShrinkRow> rows) {
        StringBuilder text = new StringBuilder();
        text.append("| bug | machine | shortest | runs | equal | 1 longer | longer | signatures");
        text.append(" | results | of one signature | operations before | steps run |\n");
        text.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (ShrinkRow row : rows) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            FORMAT,
                            name(row.shown()),
                            options(row.shown()),
                            row.shown().length(),
                            row.runs().size(),
                            row.withExcess(0, 0),
                            row.withExcess(1, 1),
                            row.withExcess(2, Integer.MAX_VALUE),
                            row.distinct().size(),
                            row.distinctResults(),
                            row.distinctOfASignature(),
                            row.meanBefore(),
                            row.meanSteps()));
        }
        long runs = runs(rows);
        long longer = rows.stream().mapToLong(row -> row.withExcess(2, Integer.MAX_VALUE)).sum();
        text.append(
                String.format(
                        Locale.ROOT,
                        "\n%d of %d runs equal (%.1f %%), %d longer by one, %d by more; lists that"
                                + " never failed: %d\n",
                        equal(rows),
                        runs,
                        100.0 * equal(rows) / Math.max(1, runs),
                        runs - equal(rows) - longer,
                        longer,
                        rows.stream().mapToInt(ShrinkRow::unfailing).sum()));
        return text.toString();
    }

    private static ObjectNode json(List<ShrinkRow> rows) {
        ObjectNode document = ResultJson.object();
        document.put("runs", runs(rows));
        document.put("equal", equal(rows));
        document.put("holds", holds(rows));
        ArrayNode all = document.putArray("bugs");
        for (ShrinkRow row : rows) {
            ObjectNode one = all.addObject();
            one.put("bug", name(row.shown()));
            one.put("machine", row.shown().machine().text());
            one.put("shortest", row.shown().length());
            one.put("runs", row.runs().size());
            one.put("unfailing", row.unfailing());
            one.put("equal", row.withExcess(0, 0));
            one.put("oneLonger", row.withExcess(1, 1));
            one.put("longer", row.withExcess(2, Integer.MAX_VALUE));
            one.put("asShortAsTheBug", row.asShortAsTheBug());
            one.put("signatures", row.distinct().size());
            one.put("results", row.distinctResults());
            one.put("resultsOfASignature", row.distinctOfASignature());
            one.put("meanOperationsBefore", ResultJson.rounded(row.meanBefore()));
            one.put("meanStepsRun", ResultJson.rounded(row.meanSteps()));
        }
        return document;
    }
}
