package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.estimate.Row;
import dev.quire.properties.estimate.Trials;
import dev.quire.properties.explore.SmallMachine;
import dev.quire.properties.statistics.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Holds the estimates of what was not met against exact counts. */
@Command(
        name = "bench-estimates",
        description = {
            "Hold the estimates of a hunt (Good-Turing, Chao) against the truth.",
            "On small machines, random sequences estimate how many pairs of a state and an",
            "operation there are and how many sequences meet a new one; the explorer counts all",
            "pairs, and the sequences that follow show the true share."
        },
        mixinStandardHelpOptions = true)
final class BenchEstimatesCommand implements Callable<Integer> {
    private static final List<Integer> NUMBERS = List.of(10, 30, 100, 300, 1_000, 3_000);
    private static final int FOLLOWING = 3_000;
    private static final List<Case> CASES =
            List.of(
                    new Case(Subjects.CONTPTE, false),
                    new Case(Subjects.CONTPTE, true),
                    new Case(Subjects.PLAIN, false));
    private static final List<Integer> LENGTHS = List.of(4, 10, 40);

    private final Console console;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How often each is tried. Default: 20.")
    private String seeds = "20";

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "Operations in a sequence. Default: 4, 10 and 40, one after the other.")
    private Optional<String> length = Optional.empty();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Threads of the explorer; the result is the same. Default: all cores.")
    private Optional<String> workers = Optional.empty();

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    BenchEstimatesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        int tried = (int) Arguments.count("--seeds", seeds, 1, 10_000);
        int threads =
                workers.map(text -> (int) Arguments.count("--workers", text, 1, 256))
                        .orElse(Runtime.getRuntime().availableProcessors());
        List<Integer> lengths =
                length.map(text -> List.of((int) Arguments.count("--length", text, 1, 10_000)))
                        .orElse(LENGTHS);
        BooleanSupplier stop = () -> console.interruption().requested();
        ArrayNode cases = ResultJson.array();
        boolean whole = true;
        for (Case one : CASES) {
            Trials trials = new Trials(one.machine(), one.subject(), tried, NUMBERS, FOLLOWING);
            ObjectNode shown = cases.addObject();
            shown.put("machine", one.machine().text());
            shown.put("subject", one.subject().name());
            ArrayNode rows = shown.putArray("rows");
            print(head(one));
            for (int each : lengths) {
                for (Row row : trials.rows(each, threads, stop)) {
                    rows.add(json(row));
                    print(text(row));
                }
                whole &= !stop.getAsBoolean();
            }
        }
        if (json) {
            console.out().print(ResultJson.text(cases));
        }
        return whole ? ExitStatus.NOTHING_FOUND : ExitStatus.INTERRUPTED;
    }

    /** What is there is shown at once: all of it takes minutes. */
    private void print(String text) {
        if (!json) {
            console.out().print(text);
            console.out().flush();
        }
    }

    private static String head(Case one) {
        return "\n"
                + one.subject().name()
                + " on "
                + one.machine().text()
                + "\n"
                + String.format(
                        Locale.ROOT,
                        "%6s %7s %6s %9s | %6s %7s %15s %7s %5s %6s | %7s %7s %15s %7s %6s\n",
                        "length",
                        "states",
                        "pairs",
                        "sequences",
                        "seen",
                        "Chao",
                        "interval",
                        "error",
                        "rms",
                        "holds",
                        "chance",
                        "true",
                        "interval",
                        "rms",
                        "holds");
    }

    private static String text(Row row) {
        return String.format(
                Locale.ROOT,
                "%6d %7d %6d %9d | %6.1f %7.1f %15s %+6.1f%% %4.1f%% %6s |"
                        + " %7.4f %7.4f %15s %7.4f %6s\n",
                row.length(),
                row.states(),
                row.exact(),
                row.sequences(),
                row.seen(),
                row.total().value(),
                interval("%.0f", row.total()),
                100 * row.totalError(),
                100 * row.totalSpread(),
                row.totalHeld() + "/" + row.seeds(),
                row.chance().value(),
                row.share(),
                interval("%.4f", row.chance()),
                row.chanceSpread(),
                row.chanceHeld() + "/" + row.seeds());
    }

    private static String interval(String format, Estimate estimate) {
        return String.format(Locale.ROOT, format + "-" + format, estimate.low(), estimate.high());
    }

    private static ObjectNode json(Row row) {
        ObjectNode json = ResultJson.object();
        json.put("length", row.length());
        json.put("states", row.states());
        json.put("pairs", row.exact());
        json.put("sequences", row.sequences());
        json.put("seeds", row.seeds());
        json.put("seen", ResultJson.rounded(row.seen()));
        json.set("chao", ResultJson.estimate(row.total()));
        json.put("chaoError", ResultJson.precise(row.totalError()));
        json.put("chaoRms", ResultJson.precise(row.totalSpread()));
        json.put("chaoHolds", row.totalHeld());
        json.set("newPairChance", ResultJson.estimate(row.chance()));
        json.put("newPairShare", ResultJson.precise(row.share()));
        json.put("chanceError", ResultJson.precise(row.chanceError()));
        json.put("chanceRms", ResultJson.precise(row.chanceSpread()));
        json.put("chanceHolds", row.chanceHeld());
        return json;
    }

    /** A subject on a small machine of one folio and one block. */
    private record Case(Subject subject, boolean transactions) {
        SmallMachine machine() {
            return new SmallMachine(1, 1, 0, 1, BreakBeforeMake.NEEDED, 0, transactions, false);
        }
    }
}
