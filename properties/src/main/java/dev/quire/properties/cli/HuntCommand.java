package dev.quire.properties.cli;

import dev.quire.model.geometry.Numbers;
import dev.quire.model.subject.Subject;
import dev.quire.properties.campaign.Budget;
import dev.quire.properties.campaign.Campaign;
import dev.quire.properties.campaign.CampaignResult;
import dev.quire.properties.campaign.Comparison;
import dev.quire.properties.campaign.Counterexample;
import dev.quire.properties.campaign.Pair;
import dev.quire.properties.campaign.Plan;
import dev.quire.properties.campaign.ShortestParting;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.folio.FolioPlan;
import dev.quire.properties.folio.FolioTarget;
import dev.quire.properties.shrink.Shrinker;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Searches for a counterexample until a budget is spent. */
@Command(
        name = "hunt",
        description = "Search for a counterexample until a budget is spent.",
        mixinStandardHelpOptions = true)
final class HuntCommand implements Callable<Integer> {
    /** Where a hunt keeps what it finds unless it is told otherwise. */
    static final String FOUND = "counterexamples/found";

    static final String RANGES = "ranges";

    private static final long STEPS_MAX = 1_000_000_000_000_000L;

    private final Console console;

    @Spec private CommandSpec spec;

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description =
                    "Subject, seeded bug or process:COMMAND, several by commas, or all. Default:"
                            + " contpte.")
    private String subject = Arguments.SUBJECT;

    @Option(
            names = "--system",
            paramLabel = "NAME",
            description = "What to hunt in: ranges or folio. Default: ranges.")
    private String system = RANGES;

    @Option(
            names = "--machine",
            paramLabel = "NAME",
            description =
                    "Machine, several by commas, or all. Default: for a seeded bug one that shows"
                            + " it, else arm64-4k, of folios folio-4k, folio-4k-dirty and"
                            + " folio-4k-secure.")
    private Optional<String> machine = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decimal, or hexadecimal with 0x. Default: a new one each time.")
    private Optional<String> seed = Optional.empty();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Budget in steps over all workers. Default: 1000000.")
    private Optional<String> steps = Optional.empty();

    @Option(
            names = "--time",
            paramLabel = "T",
            description = "Budget in time in place of steps, such as 30s, 2m, 1h.")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "Operations in a sequence. Default: 40.")
    private String length = Integer.toString(Plan.LENGTH_DEFAULT);

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Threads; with --steps the result is the same. Default: all cores.")
    private Optional<String> workers = Optional.empty();

    @Option(
            names = "--shrink-steps",
            paramLabel = "N",
            description = "Steps that shrinking may cost. Default: 200000.")
    private String shrinkSteps = Long.toString(Shrinker.STEPS_MAX);

    @Option(
            names = "--found",
            paramLabel = "DIR",
            description = "Folder to keep what is found. Default: " + FOUND + ".")
    private String found = FOUND;

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Option(
            names = "--fail-on-deaths",
            description =
                    "End with status 3 where a process died, though the same calls did not kill it"
                            + " again.")
    private boolean deathsFail;

    @Mixin private final AgainstArguments against = new AgainstArguments();

    @Mixin private final ProcessArguments processes = new ProcessArguments();

    @Option(names = "--no-progress", description = "Show no progress on standard error.")
    private boolean quiet;

    private Optional<Subject> second = Optional.empty();

    HuntCommand(Console console) {
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
        if (system.equals(FolioText.SYSTEM)) {
            return folio();
        }
        if (!system.equals(RANGES)) {
            throw new Refusal("--system: found " + system + ", expected ranges or folio");
        }
        Plan plan = plan(targets());
        long shrinkMax = Arguments.count("--shrink-steps", shrinkSteps, 0, STEPS_MAX);
        Path folder = TraceInput.path(found);
        Keeping.check(folder);
        if (!quiet) {
            console.say("hunting with seed " + Numbers.hex(plan.seed()) + ", Ctrl-C ends it early");
        }
        if (against.given()) {
            return compare(plan, shrinkMax, folder);
        }
        CampaignResult result;
        try (ProgressLine line =
                new ProgressLine(plan.budget(), console, console.live() && !quiet)) {
            result = Campaign.run(plan, console.interruption(), line);
        }
        Optional<Counterexample> shortest =
                result.finding()
                        .map(
                                finding ->
                                        Counterexample.of(
                                                finding, shrinkMax, console.interruption()));
        Optional<Keeping> keeping = shortest.map(one -> Keeping.keep(folder, one.trace()));
        console.out()
                .print(
                        json
                                ? ResultJson.text(ResultJson.hunt(result, shortest, keeping))
                                : HuntText.of(result, shortest, keeping));
        sayNotKept(keeping);
        return status(result);
    }

    /** The same options, for folios. */
    private int folio() {
        FolioText.refuse(spec, List.of("--fail-on-deaths"), "expected it of ranges only");
        FolioText.refuse(spec, ProcessArguments.NAMES, "expected it of ranges only");
        if (subject.equals(Arguments.SUBJECT)) {
            FolioText.refuse(spec, List.of("--subject"), FolioText.SUBJECTS);
        }
        List<FolioTarget> targets =
                against.given()
                        ? FolioHuntCommand.targets(subject, machine, against)
                        : FolioHuntCommand.targets(subject, machine);
        Plan plan = plan(Arguments.targets(Arguments.SUBJECT, Optional.empty(), processes));
        long shrinkMax = Arguments.count("--shrink-steps", shrinkSteps, 0, STEPS_MAX);
        Path folder = TraceInput.path(found);
        Keeping.check(folder);
        FolioPlan folios =
                new FolioPlan(targets, plan.seed(), plan.length(), plan.budget(), plan.workers());
        return new FolioHuntCommand(console, json, quiet).run(folios, shrinkMax, folder);
    }

    private int compare(Plan plan, long shrinkMax, Path folder) {
        Pair pair = against.pair(plan.targets().get(0).subject(), second.orElseThrow());
        Comparison comparison;
        try (ProgressLine line =
                new ProgressLine(plan.budget(), console, console.live() && !quiet)) {
            comparison = Campaign.compare(plan, pair, console.interruption(), line);
        }
        Optional<ShortestParting> shortest =
                comparison
                        .parting()
                        .map(one -> ShortestParting.of(one, shrinkMax, console.interruption()));
        Optional<Keeping> keeping = shortest.map(one -> Keeping.keep(folder, one.trace()));
        HuntAgainst result = new HuntAgainst(comparison, shortest, keeping);
        console.out().print(json ? result.json() : result.text());
        sayNotKept(keeping);
        if (shortest.isPresent()) {
            return ExitStatus.FOUND;
        }
        return comparison.interrupted() ? ExitStatus.INTERRUPTED : ExitStatus.NOTHING_FOUND;
    }

    private void sayNotKept(Optional<Keeping> keeping) {
        keeping.filter(kept -> kept.kept().isEmpty())
                .ifPresent(
                        kept ->
                                console.say(
                                        kept.fault()
                                                + "; the trace is not kept, but printed in full on"
                                                + " standard output"));
    }

    private List<Target> targets() {
        if (!against.given()) {
            return Arguments.targets(subject, machine, processes);
        }
        second = Optional.of(against.second(processes));
        Optional<String> chosen = machine.or(() -> Arguments.shownOn(subject, second.get()));
        List<Target> targets = Arguments.targets(subject, chosen, processes);
        if (targets.size() > 1) {
            throw new Refusal(
                    "--against: found "
                            + targets.size()
                            + " targets, expected one subject on one machine");
        }
        return targets;
    }

    private Plan plan(List<Target> targets) {
        if (steps.isPresent() && time.isPresent()) {
            throw new Refusal("--steps and --time: found both, expected one of them");
        }
        Budget budget =
                time.map(text -> Budget.ofTime(Arguments.duration("--time", text)))
                        .orElseGet(() -> Budget.ofSteps(stepsBudget()));
        long lengthRead = Arguments.count("--length", length, 1, Plan.LENGTH_MAX);
        long threads =
                workers.map(text -> Arguments.count("--workers", text, 1, Plan.WORKERS_MAX))
                        .orElse((long) Runtime.getRuntime().availableProcessors());
        return new Plan(
                targets,
                seed.map(text -> Arguments.seed("--seed", text)).orElseGet(HuntCommand::newSeed),
                (int) lengthRead,
                budget,
                (int) Math.min(threads, Plan.WORKERS_MAX));
    }

    private long stepsBudget() {
        return steps.map(text -> Arguments.count("--steps", text, 1, STEPS_MAX))
                .orElse(Budget.STEPS_DEFAULT);
    }

    /** Every hunt without a seed goes where none has been; the result names the seed. */
    private static long newSeed() {
        return new SecureRandom().nextLong() >>> Integer.SIZE;
    }

    private int status(CampaignResult result) {
        if (result.finding().isPresent()) {
            return ExitStatus.FOUND;
        }
        if (result.interrupted()) {
            return ExitStatus.INTERRUPTED;
        }
        if (deathsFail && result.total().deaths() > 0) {
            return ExitStatus.SUBJECT;
        }
        return result.missed().isEmpty() ? ExitStatus.NOTHING_FOUND : ExitStatus.GOAL_MISSED;
    }
}
