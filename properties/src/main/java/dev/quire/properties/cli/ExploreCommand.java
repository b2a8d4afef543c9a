package dev.quire.properties.cli;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Subject;
import dev.quire.properties.campaign.Counterexample;
import dev.quire.properties.campaign.Pair;
import dev.quire.properties.campaign.Parting;
import dev.quire.properties.campaign.ShortestParting;
import dev.quire.properties.campaign.SubjectFault;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Limits;
import dev.quire.properties.explore.NotAlike;
import dev.quire.properties.explore.RangeExplorer;
import dev.quire.properties.explore.SmallMachine;
import dev.quire.properties.explore.Trait;
import dev.quire.properties.folio.FolioExplorer;
import dev.quire.properties.folio.FolioFamily;
import dev.quire.properties.folio.FolioSmallMachine;
import dev.quire.properties.shrink.Shrinker;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Visits every state of a small machine. */
@Command(
        name = "explore",
        description = {
            "Visit every state that a small machine can reach, of one subject or of two.",
            "The machine is arm64-small: blocks of 4 entries, two CPUs, two folios;",
            "of --system=folio it has 8 frames, and operations come in families."
        },
        mixinStandardHelpOptions = true)
final class ExploreCommand implements Callable<Integer> {
    private static final long MIB = 1 << 20;
    private static final String KEEPS =
            "a subject must keep no state between calls: what failed in an exploration passes when"
                    + " it runs again: ";

    private static final List<String> OF_RANGES =
            List.of(
                    "--blocks",
                    "--kept",
                    "--hafdbs",
                    "--bbm",
                    "--preemptions",
                    "--transactions",
                    "--moves",
                    "--with");

    private final Console console;

    @Spec private CommandSpec spec;

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            description =
                    "Built-in subject, seeded bug, or process:COMMAND of a stateless process, of"
                            + " which each worker has one. Default: contpte.")
    private String subject = Arguments.SUBJECT;

    @Option(
            names = "--system",
            paramLabel = "NAME",
            description = "What to explore: ranges or folio. Default: ranges.")
    private String system = HuntCommand.RANGES;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            description =
                    "Of folios, which operations: flags, split, poison, anon, pins, file, swap,"
                            + " types, clean, dirty, secure, clean-split, dirty-split, collapse,"
                            + " sharers; few things of all at once: whole, whole-dirty or"
                            + " whole-secure. Default: anon.")
    private String family = FolioFamily.ANON.word;

    @Mixin private final AgainstArguments against = new AgainstArguments();

    @Option(
            names = "--blocks",
            paramLabel = "N",
            description = "Blocks of the area, 1 or 2. Default: 1.")
    private String blocks = "1";

    @Option(
            names = "--folios",
            paramLabel = "N",
            description =
                    "1 or 2 as large as the area; or 3, the last two of half its size."
                            + " Default: 2.")
    private String folios = "2";

    @Option(
            names = "--kept",
            paramLabel = "N",
            description = "Translations that a CPU keeps at most, 0 to 2. Default: 0.")
    private String kept = "0";

    @Option(
            names = "--hafdbs",
            paramLabel = "N",
            description =
                    "Which CPUs manage access and dirty: 0 none, 1 the first, 2 the second, 3 both."
                            + " Default: 1.")
    private String hafdbs = "1";

    @Option(
            names = "--bbm",
            paramLabel = "N",
            description = "Break-before-make level, 0 or 2, or 3: 2 without aborts. Default: 0.")
    private String bbm = "0";

    @Option(
            names = "--preemptions",
            paramLabel = "N",
            description = "How often others may act inside one call, 0 to 4. Default: 0.")
    private String preemptions = "0";

    @Option(
            names = "--transactions",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether changes of protection are made. Default: they are.")
    private boolean transactions = true;

    @Option(names = "--moves", description = "Pages move between blocks; takes --blocks=2.")
    private boolean moves;

    @Option(
            names = "--with",
            paramLabel = "WORD",
            split = ",",
            description =
                    "In what else it differs from the usual machine: short, whole, alone, askew,"
                            + " special, softleaves, uffd-wp, prot-none, executable, kernel,"
                            + " lpa2, split.")
    private List<String> with = List.of();

    @Option(
            names = "--depth",
            paramLabel = "N",
            description =
                    "Operations from empty tables, at most. Default: no bound, or that of the"
                            + " checkpoint.")
    private Optional<String> depth = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "What the states may take. Default: half of the heap.")
    private Optional<String> memory = Optional.empty();

    @Mixin private final CheckpointArguments checkpoints = new CheckpointArguments();

    @Mixin private final ProcessArguments processes = new ProcessArguments();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Threads; the result is the same. Default: all cores.")
    private Optional<String> workers = Optional.empty();

    @Option(
            names = "--symmetry",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Whether states that differ by an exchange of the folios or of like CPUs count"
                            + " as one. Default: they do.")
    private boolean symmetric = true;

    @Option(
            names = "--found",
            paramLabel = "DIR",
            description = "Folder to keep what is found. Default: " + HuntCommand.FOUND + ".")
    private String found = HuntCommand.FOUND;

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Option(names = "--no-progress", description = "Show no progress on standard error.")
    private boolean quiet;

    ExploreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        checkpoints.fill();
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
        if (!system.equals(HuntCommand.RANGES)) {
            throw new Refusal("--system: found " + system + ", expected ranges or folio");
        }
        refuse(List.of("--family"), "expected --system=folio beside it");
        SmallMachine machine = machine();
        Subject chosen = subject();
        Limits limits = limits();
        Path folder = TraceInput.path(found);
        Keeping.check(folder);
        if (against.given()) {
            return compare(machine, against.pairOfStates(chosen), limits, folder);
        }
        RangeExplorer explorer = new RangeExplorer(machine, chosen, symmetric);
        Exploration exploration;
        Optional<Counterexample> shortest;
        try {
            exploration = explore(explorer, limits);
            shortest =
                    exploration
                            .failure()
                            .map(failure -> counterexample(machine, chosen, explorer, failure));
        } finally {
            explorer.close();
        }
        Optional<Keeping> keeping = shortest.map(one -> Keeping.keep(folder, one.trace()));
        ExploreResult result =
                new ExploreResult(
                        machine.text(), chosen.name(), symmetric, exploration, shortest, keeping);
        console.out().print(json ? ResultJson.text(result.json()) : result.text());
        return status(exploration);
    }

    private int compare(SmallMachine machine, Pair pair, Limits limits, Path folder) {
        RangeExplorer explorer =
                RangeExplorer.against(
                        machine, pair.first(), pair.second(), pair.parts(), symmetric);
        Exploration exploration = explore(explorer, limits);
        Optional<ShortestParting> shortest =
                exploration
                        .failure()
                        .map(explorer::steps)
                        .map(
                                steps ->
                                        Parting.explored(
                                                pair,
                                                machine.setup(),
                                                steps,
                                                search(machine, Parting.options(pair))))
                        .map(
                                parting ->
                                        ShortestParting.of(
                                                parting,
                                                Shrinker.STEPS_MAX,
                                                console.interruption()));
        Optional<Keeping> keeping = shortest.map(one -> Keeping.keep(folder, one.trace()));
        ExploreResult explored =
                new ExploreResult(
                        machine.text(),
                        pair.first().name(),
                        symmetric,
                        exploration,
                        Optional.empty(),
                        Optional.empty());
        ExploreAgainst result = new ExploreAgainst(explored, pair, shortest, keeping);
        console.out().print(json ? ResultJson.text(result.json()) : result.text());
        return status(exploration);
    }

    private void refuse(List<String> options, String expected) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new Refusal(option + ": found it with --system=" + system + ", " + expected);
            }
        }
    }

    /** The same for folios. */
    private int folio() {
        refuse(OF_RANGES, "expected it of ranges only");
        refuse(ProcessArguments.NAMES, "expected it of ranges only");
        if (subject.equals(Arguments.SUBJECT)) {
            refuse(List.of("--subject"), FolioText.SUBJECTS);
        }
        if (against.given()) {
            throw new Refusal(
                    "--against: found it with --system=folio, expected it of ranges only: 'hunt"
                            + " --system=folio --against' compares subjects of folios");
        }
        FolioSmallMachine small = FolioExploreCommand.machine(family, folios);
        Limits limits = limits();
        Path folder = TraceInput.path(found);
        Keeping.check(folder);
        return new FolioExploreCommand(console, json, symmetric)
                .run(small, subject, folder, explorer -> explore(explorer, limits));
    }

    private Exploration explore(FolioExplorer explorer, Limits limits) {
        return checkpoints.run(
                explorer.about(),
                journal ->
                        journal.map(kept -> explorer.run(limits, kept, this::tell, stop()))
                                .orElseGet(() -> explorer.run(limits, this::tell, stop())));
    }

    private Exploration explore(RangeExplorer explorer, Limits limits) {
        return checkpoints.run(
                explorer.about(),
                journal ->
                        journal.map(kept -> explorer.run(limits, kept, this::tell, stop()))
                                .orElseGet(() -> explorer.run(limits, this::tell, stop())));
    }

    private BooleanSupplier stop() {
        return () -> console.interruption().requested();
    }

    private SmallMachine machine() {
        BreakBeforeMake[] levels = BreakBeforeMake.values();
        long level = Arguments.count("--bbm", bbm, 0, 3);
        if (level == 1) {
            throw new Refusal("--bbm: found 1, expected 0, 2 or 3");
        }
        long areas = Arguments.count("--blocks", blocks, 1, 2);
        if (moves && areas != 2) {
            throw new Refusal("--moves: found it with --blocks=" + areas + ", expected --blocks=2");
        }
        int managing = (int) Arguments.count("--hafdbs", hafdbs, 0, 3);
        Set<Trait> traits = traits();
        if (traits.contains(Trait.ALONE) && managing > 1) {
            throw new Refusal("--hafdbs: found " + hafdbs + " with --with=alone, expected 0 or 1");
        }
        if (traits.contains(Trait.SHORT) && (areas != 1 || traits.contains(Trait.WHOLE))) {
            throw new Refusal(
                    "--with: found short with "
                            + (areas == 1 ? "whole" : "--blocks=2")
                            + ", expected one of them");
        }
        return new SmallMachine(
                (int) areas,
                (int) Arguments.count("--folios", folios, 1, 3),
                (int) Arguments.count("--kept", kept, 0, 2),
                managing,
                levels[(int) Math.max(0, level - 1)],
                (int) Arguments.count("--preemptions", preemptions, 0, 4),
                transactions,
                moves,
                traits);
    }

    private Set<Trait> traits() {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        for (String word : with) {
            try {
                traits.add(Trait.of(word));
            } catch (IllegalArgumentException e) {
                throw new Refusal("--with: " + e.getMessage(), e);
            }
        }
        return traits;
    }

    private Subject subject() {
        Subject chosen = Arguments.subject("--subject", subject, processes);
        if (chosen.remote() && against.given()) {
            throw new Refusal(
                    "--subject: found a process with --against, expected built-in subjects or"
                            + " seeded bugs");
        }
        if (!chosen.stateless()) {
            throw new Refusal(
                    "--subject: found a process that does not say stateless=1 in its hello,"
                            + " expected one that keeps nothing but entries: states are put back"
                            + " in these alone");
        }
        return chosen;
    }

    private Limits limits() {
        Limits limits = Limits.none();
        if (depth.isPresent()) {
            limits = limits.withDepth((int) Arguments.count("--depth", depth.get(), 0, 1_000_000));
        }
        if (memory.isPresent()) {
            long most = Runtime.getRuntime().maxMemory() / MIB;
            limits = limits.withBytes(MIB * Arguments.count("--memory", memory.get(), 1, most));
        }
        long threads =
                workers.map(text -> Arguments.count("--workers", text, 1, 256))
                        .orElse((long) Runtime.getRuntime().availableProcessors());
        return limits.withWorkers((int) threads);
    }

    private void tell(
            long generated, int distinct, int depthNow, int queue, double seconds, long bytes) {
        if (!quiet) {
            console.say(
                    ExploreResult.progress(generated, distinct, depthNow, queue, seconds, bytes));
        }
    }

    /** What was found, as a trace: its arguments are lowered, its set-up is trimmed. */
    private Counterexample counterexample(
            SmallMachine machine,
            Subject chosen,
            RangeExplorer explorer,
            Exploration.Failure failure) {
        Provenance provenance =
                new Provenance(Optional.empty(), Optional.of(command(machine)), List.of());
        Trace trace =
                new Trace(
                        machine.setup(),
                        chosen.name(),
                        Optional.empty(),
                        provenance,
                        steps(explorer, chosen, failure));
        Replay replay = Replay.run(TraceFile.of("explored", trace), chosen, StepListener.NONE);
        if (replay.verdict().isEmpty() && chosen.remote()) {
            throw new SubjectFault(KEEPS + trace.text());
        }
        if (replay.verdict().isEmpty()) {
            throw new AssertionError("harness bug: what was explored must replay: " + trace.text());
        }
        return Counterexample.of(trace, chosen, replay, Shrinker.STEPS_MAX, console.interruption());
    }

    /** Of a process that behaves otherwise now there is no way to tell. */
    private static List<Step> steps(
            RangeExplorer explorer, Subject chosen, Exploration.Failure failure) {
        try {
            return explorer.steps(failure);
        } catch (NotAlike e) {
            if (!chosen.remote()) {
                throw e;
            }
            SubjectFault fault = new SubjectFault(KEEPS + chosen.name());
            fault.initCause(e);
            throw fault;
        }
    }

    private String command(SmallMachine machine) {
        String quoted = FailureReport.quoted(subject);
        return FailureReport.COMMAND + search(machine, " --subject=" + quoted);
    }

    private String search(SmallMachine machine, String subjects) {
        return " explore"
                + subjects
                + " "
                + machine.options()
                + (symmetric ? "" : " --no-symmetry");
    }

    static int status(Exploration exploration) {
        return switch (exploration.end()) {
            case FIXPOINT -> ExitStatus.NOTHING_FOUND;
            case FAILURE -> ExitStatus.FOUND;
            case STOPPED -> ExitStatus.INTERRUPTED;
            case DEPTH, MEMORY -> ExitStatus.GOAL_MISSED;
        };
    }
}
