package dev.quire.properties.cli;

import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.matrix.Matrix;
import dev.quire.properties.matrix.Row;
import dev.quire.properties.matrix.RowFile;
import dev.quire.properties.matrix.RowKeeper;
import dev.quire.properties.matrix.Strategy;
import dev.quire.properties.shrink.Shrinker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The kill matrix: every seeded bug against every way of searching. */
@Command(
        name = "bench-bugs",
        description = {
            "The kill matrix: search every seeded bug in every way, and every correct subject.",
            "The same arguments print the same bytes, whatever the number of threads."
        },
        mixinStandardHelpOptions = true)
final class BenchBugsCommand implements Callable<Integer> {
    private static final String STANDARD_OUTPUT = "-";
    private static final long STEPS_MAX = 1_000_000_000L;
    private static final int SEEDS_MAX = 10_000;

    private final Console console;

    @Option(
            names = "--bug",
            paramLabel = "NAME",
            description =
                    "A seeded bug; repeat it for more. Default: all bugs and all correct subjects.")
    private List<String> bugs = new ArrayList<>();

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description = "A seeded bug, a correct subject or process:COMMAND; repeat it for more.")
    private List<String> subjects = new ArrayList<>();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            split = ",",
            description =
                    "A way of searching; repeat it for more: jqwik, quicktheories, plain, swarm,"
                            + " half-swarm, exploration, frontier. Default: all.")
    private List<String> strategies = new ArrayList<>();

    @Option(
            names = "--machine",
            paramLabel = "NAME",
            description =
                    "Machine of what generates. Default: for a seeded bug one that shows it, else"
                            + " arm64-4k.")
    private Optional<String> machine = Optional.empty();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Seeds of each way of searching. Default: 20.")
    private String seeds = Integer.toString(Matrix.SEEDS);

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Budget of each seed. Default: 100000.")
    private String steps = Long.toString(Matrix.STEPS);

    @Option(
            names = "--shrink-steps",
            paramLabel = "N",
            description = "Steps that one shrinking may cost. Default: 200000.")
    private String shrinkSteps = Long.toString(Shrinker.STEPS_MAX);

    @Option(
            names = {"--workers", "--threads"},
            paramLabel = "N",
            description = "Threads; the result is the same. Default: all cores.")
    private Optional<String> workers = Optional.empty();

    @Option(
            names = "--rows",
            paramLabel = "FILE",
            description =
                    "Write each row there as soon as it is known; rows that it holds are not run"
                            + " again.")
    private Optional<String> rows = Optional.empty();

    @Option(
            names = "--json",
            arity = "0..1",
            fallbackValue = STANDARD_OUTPUT,
            paramLabel = "FILE",
            description = "Print the result as one JSON document; with =FILE write that beside it.")
    private Optional<String> json = Optional.empty();

    @Option(names = "--no-progress", description = "Show no progress on standard error.")
    private boolean quiet;

    @Mixin private final ProcessArguments processes = new ProcessArguments();

    BenchBugsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            return run();
        } finally {
            processes.close();
        }
    }

    private int run() {
        Optional<OutputFile> file =
                json.filter(name -> !name.equals(STANDARD_OUTPUT))
                        .map(name -> new OutputFile("--json", TraceInput.path(name), true));
        Matrix.Plan plan = plan();
        List<Row> found;
        try {
            RowKeeper kept =
                    rows.isPresent()
                            ? RowFile.open(TraceInput.path(rows.get()), plan)
                            : RowKeeper.NONE;
            found =
                    Matrix.run(
                            plan,
                            kept,
                            (done, row) -> tell(plan, done, row),
                            console.interruption()::requested);
        } catch (RowFile.RowFileException e) {
            throw new Refusal("--rows: " + e.getMessage(), e);
        }
        boolean whole = found.size() == plan.rows();
        MatrixResult result = new MatrixResult(plan, found, whole);
        file.ifPresent(to -> to.write(ResultJson.text(result.json())));
        boolean prints = json.isPresent() && file.isEmpty();
        console.out().print(prints ? ResultJson.text(result.json()) : result.text());
        if (found.stream().anyMatch(row -> row.correct() && row.found() > 0)) {
            return ExitStatus.FOUND;
        }
        return whole ? ExitStatus.NOTHING_FOUND : ExitStatus.INTERRUPTED;
    }

    private void tell(Matrix.Plan plan, int done, Row row) {
        if (!quiet) {
            console.say(
                    done
                            + " of "
                            + plan.rows()
                            + ": "
                            + row.subject()
                            + ", "
                            + row.strategy()
                            + ": "
                            + MatrixResult.cell(row));
        }
    }

    private Matrix.Plan plan() {
        long threads =
                workers.map(text -> Arguments.count("--workers", text, 1, 256))
                        .orElse((long) Runtime.getRuntime().availableProcessors());
        List<Strategy> ways =
                strategies.isEmpty()
                        ? Strategy.all()
                        : strategies.stream().distinct().map(BenchBugsCommand::strategy).toList();
        return new Matrix.Plan(
                entries(),
                ways,
                (int) Arguments.count("--seeds", seeds, 1, SEEDS_MAX),
                Arguments.count("--steps", steps, 1, STEPS_MAX),
                Arguments.count("--shrink-steps", shrinkSteps, 0, STEPS_MAX),
                (int) threads);
    }

    private static Strategy strategy(String word) {
        return Strategy.all().stream()
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refusal(
                                        "--strategy: found "
                                                + word
                                                + ", expected one of "
                                                + Strategy.all().stream()
                                                        .map(Strategy::word)
                                                        .collect(Collectors.joining(", "))));
    }

    private static void checkBug(String name) {
        boolean seeded =
                SeededBugs.all().stream().anyMatch(bug -> bug.subject().name().equals(name));
        if (seeded) {
            return;
        }
        FolioText.kind(name)
                .ifPresent(
                        kind -> {
                            throw new Refusal(
                                    "--bug: found "
                                            + kind
                                            + ", expected one of ranges ('quire list bugs');"
                                            + " 'hunt --system=folio --subject="
                                            + name
                                            + "' searches for it");
                        });
        boolean correct = Subjects.all().stream().anyMatch(one -> one.name().equals(name));
        boolean other = correct || ProcessSubject.isNamed(name);
        throw new Refusal(
                "--bug: found "
                        + name
                        + ", no seeded bug, expected one of 'quire list bugs'"
                        + (other ? ", or --subject=" + name : ""));
    }

    private List<Matrix.Entry> entries() {
        bugs.forEach(BenchBugsCommand::checkBug);
        List<String> names = new ArrayList<>(bugs);
        names.addAll(subjects);
        if (names.isEmpty()) {
            SeededBugs.all().stream()
                    .map(SeededBug::subject)
                    .map(Subject::name)
                    .forEach(names::add);
            Subjects.all().stream().map(Subject::name).forEach(names::add);
        }
        List<Matrix.Entry> entries = new ArrayList<>();
        for (String name : names.stream().distinct().toList()) {
            Target target = Arguments.target("--subject", name, machine, processes);
            boolean correct = Subjects.all().contains(target.subject());
            entries.add(new Matrix.Entry(target, correct));
        }
        return entries;
    }
}
