package dev.quire.benchmarks;

import dev.quire.benchmarks.folio.Footprint;
import dev.quire.model.folio.FolioMachine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all benchmarks once, prints their figures and the ratios between them, and judges the
 * ratios. The exit status is 1 if a bound does not hold.
 *
 * <p>Only figures of one run are compared: on another machine all of them change, their ratios
 * hardly.
 */
public final class Ratios {
    private static final int WARMUPS = 3;

    /** Two ways in one process, or a process that keeps the second core busy, warm up slowly. */
    private static final int WARMUPS_OF_TWO = 10;

    private static final int ITERATIONS = 5;

    /** How often the benchmarks of folios run where they are alone. */
    private static final int ROUNDS = 3;

    static final String BYTES = "gc.alloc.rate.norm";
    private static final double STEPS_LEAST = 500_000;

    private final Figures figures;
    private final List<Ratio> rows = new ArrayList<>();

    private Ratios(Figures figures) {
        this.figures = figures;
    }

    /** Runs, prints, judges: all, or folios alone if the argument is {@code folio}. */
    public static void main(String[] args) throws RunnerException {
        boolean folios = args.length == 1 && args[0].equals("folio");
        List<RunResult> results = new ArrayList<>();
        if (folios) {
            System.out.println(
                    "Running the benchmarks of folios in turn, again and again: 6 minutes.");
            results.addAll(inTurn("folio\\.FolioBenchmark"));
        } else {
            System.out.println("Running all benchmarks, each in its own process: 8 minutes.");
            results.addAll(run("harness\\.StepBenchmark|(range|folio)\\.\\w+Benchmark", WARMUPS));
            results.addAll(
                    run("harness\\.TurnBenchmark|process\\.ProcessBenchmark", WARMUPS_OF_TWO));
        }
        System.exit(new Ratios(new Figures(results)).report(folios) ? 0 : 1);
    }

    /** All of them, and all again: a slow spell of the machine meets more than one of a pair. */
    private static Collection<RunResult> inTurn(String benchmarks) throws RunnerException {
        Map<String, RunResult> all = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (RunResult result : run(benchmarks, WARMUPS)) {
                all.merge(result.getParams().getBenchmark(), result, Ratios::together);
            }
        }
        return all.values();
    }

    private static RunResult together(RunResult first, RunResult second) {
        List<BenchmarkResult> forks = new ArrayList<>(first.getBenchmarkResults());
        forks.addAll(second.getBenchmarkResults());
        return new RunResult(first.getParams(), forks);
    }

    private static Collection<RunResult> run(String benchmarks, int warmups)
            throws RunnerException {
        return new Runner(
                        new OptionsBuilder()
                                .include("dev\\.quire\\.benchmarks\\.(" + benchmarks + ")\\.")
                                .forks(1)
                                .warmupIterations(warmups)
                                .warmupTime(TimeValue.seconds(1))
                                .measurementIterations(ITERATIONS)
                                .measurementTime(TimeValue.seconds(1))
                                .addProfiler(GCProfiler.class)
                                .shouldFailOnError(true)
                                .verbosity(VerboseMode.SILENT)
                                .build())
                .run();
    }

    /** Prints both tables; whether all bounds hold. */
    private boolean report(boolean folios) {
        System.out.printf(Locale.ROOT, "%n%-44s %18s %16s %18s%n", "figure", "score", "+-", "best");
        for (Map.Entry<String, Figures.Figure> entry : figures.all().entrySet()) {
            Figures.Figure figure = entry.getValue();
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %,18.1f %,16.1f %,18.1f  %s%n",
                    entry.getKey(),
                    figure.score(),
                    figure.error(),
                    figure.best(),
                    figure.unit());
        }
        if (!folios) {
            judgeSteps();
            judgeRaces();
            judgeProcesses();
            judgeAllocation();
            judgeRange();
        }
        judgeFolios();
        System.out.printf(
                Locale.ROOT, "%n%-58s %14s %14s  %s%n", "ratio", "of scores", "of bests", "bound");
        rows.forEach(row -> System.out.println(row.text()));
        return rows.stream().allMatch(Ratio::holds);
    }

    private void judgeSteps() {
        Figures.Figure steps = figures.of("harness:steps");
        rows.add(Ratio.atLeast("checked steps a second", steps.score(), steps.best(), STEPS_LEAST));
        rows.add(quotient("mean nr", "harness:nr", "harness:steps", 4, Double.NaN));
        rows.add(
                quotient(
                        "share of touched blocks folded",
                        "harness:folded",
                        "harness:steps",
                        0.3,
                        Double.NaN));
        rows.add(turns("steps: harness / action chain", "chains", 4));
        rows.add(
                quotient(
                        "steps: harness / action chain that cannot shrink",
                        "harness:steps",
                        "actionChain:steps",
                        Double.NaN,
                        Double.NaN));
    }

    private void judgeRaces() {
        rows.add(turns("steps: races at every access / none", "races", 1.0 / 3));
        rows.add(turns("steps: no races, TLBs / no TLBs", "translations", 0.95));
        rows.add(apart("races at every access / none", "racing:steps", "quiet:steps"));
        rows.add(
                apart(
                        "no races, TLBs / no TLBs",
                        "quietRecorded:steps",
                        "quietRecordedUnkept:steps"));
        rows.add(apart("harness / action chain", "harness:steps", "shrinkableChain:steps"));
    }

    /** The same pair, one after the other, each in its own process: told, not judged. */
    private Ratio apart(String name, String over, String under) {
        return quotient(
                "  in processes of their own: " + name, over, under, Double.NaN, Double.NaN);
    }

    /** Of two that took turns in one process: what disturbed one disturbed the other. */
    private Ratio turns(String name, String benchmark, double least) {
        double pace = pace(benchmark, "first") / pace(benchmark, "second");
        return Ratio.atLeast(name, pace, pace, least);
    }

    private double pace(String benchmark, String which) {
        String counter = benchmark + ":" + which;
        return figures.of(counter + "Steps").score() / figures.of(counter + "Nanos").score();
    }

    private void judgeProcesses() {
        for (Transport transport : Transport.values()) {
            Figures.Figure calls = figures.of(transport.benchmark + ":calls");
            rows.add(Ratio.atLeast(transport.title, calls.score(), calls.best(), transport.least));
        }
    }

    private void judgeAllocation() {
        double all = bytes("harness");
        double steps = bytes("oneConfiguration");
        double checked = bytes("recorded");
        double own = bytes("operations");
        rows.add(Ratio.atMost("bytes a step", steps, steps, own + 1));
        rows.add(Ratio.told("bytes of its operation and acts", own, own));
        rows.add(Ratio.atMost("bytes a step of running and checking", checked, checked, 1));
        rows.add(Ratio.told("bytes a step, with its share of configurations", all, all));
    }

    private double bytes(String benchmark) {
        double invocations = figures.of(benchmark).score();
        double steps = figures.of(benchmark + ":steps").score();
        return figures.of(benchmark + ":" + BYTES).score() * invocations / steps;
    }

    private void judgeRange() {
        double none = Double.NaN;
        rows.add(quotient("batch: reference / contpte", "batchReference", "batchContpte", 8, none));
        rows.add(
                quotient(
                        "batch: reference / contpte, harness's port",
                        "batchReference",
                        "batchMachine",
                        none,
                        none));
        for (String call : List.of("set", "wrprotect", "clear")) {
            String contpte = call + "Contpte";
            String machine = call + "Machine";
            String bare = call + "Array";
            rows.add(quotient(call + ": contpte / bare array", contpte, bare, none, 3));
            rows.add(
                    quotient(
                            call + ": contpte, harness's port / bare array",
                            machine,
                            bare,
                            none,
                            none));
            rows.add(
                    quotient(
                            call + ": contpte / reference",
                            contpte,
                            call + "Reference",
                            none,
                            none));
        }
    }

    /** A test of a flag reads one boolean of the reference: nothing is faster, so it is told. */
    private void judgeFolios() {
        double none = Double.NaN;
        for (String call : List.of("flagSet", "flagClear", "flagTest", "mapFile", "mapAnon")) {
            String packed = call + "Packed";
            double least = call.equals("flagTest") ? none : 8;
            rows.add(
                    quotient(
                            call + ": page by page / packed",
                            call + "PageByPage",
                            packed,
                            least,
                            none));
            rows.add(quotient(call + ": packed / bits", packed, call + "Bits", none, 3));
            Figures.Figure bytes = figures.of(packed + ":" + BYTES);
            rows.add(
                    Ratio.atMost(
                            call + ": bytes allocated a call", bytes.score(), bytes.best(), 1));
        }
        FolioMachine machine = FolioMachine.named("folio-large");
        double packed = Footprint.packed(machine);
        double reference = Footprint.reference(machine);
        rows.add(Ratio.told("folios: bytes a page, packed", packed, packed));
        rows.add(Ratio.told("folios: bytes a page, page by page", reference, reference));
    }

    private Ratio quotient(String name, String over, String under, double least, double most) {
        Figures.Figure first = figures.of(over);
        Figures.Figure second = figures.of(under);
        return new Ratio(
                name, first.score() / second.score(), first.best() / second.best(), least, most);
    }

    /** How a subject in another process is talked to, and its calls a second. */
    private enum Transport {
        LENT("lent", "calls a second: pipes, entries lent", 30_000),
        STEPPED("stepped", "calls a second: pipes, races at every access", 1_500),
        SHARED("shared", "calls a second: shared memory, races at every access", 80_000);

        private final String benchmark;
        private final String title;
        private final double least;

        Transport(String benchmark, String title, double least) {
            this.benchmark = benchmark;
            this.title = title;
            this.least = least;
        }
    }
}
