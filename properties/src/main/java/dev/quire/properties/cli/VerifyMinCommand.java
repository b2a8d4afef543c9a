package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Limits;
import dev.quire.properties.shortest.GlobalCheck;
import dev.quire.properties.shrink.Certificate;
import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import dev.quire.properties.shrink.Trial;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks that a trace which fails cannot be made smaller by one change, or not be shorter. */
@Command(
        name = "verify-min",
        description = {
            "Check that a failing trace is minimal: that nothing one change smaller fails alike.",
            "A change is one operation or act less, or one argument lowered by one step.",
            "With --globally also that no shorter trace fails alike on its machine.",
            "Status 1 and the smaller trace on standard output if it is not; 4 if it is not known."
        },
        mixinStandardHelpOptions = true)
final class VerifyMinCommand implements Callable<Integer> {
    private static final long MIB = 1 << 20;

    private final Console console;

    @Mixin private final TraceInput.Options given = new TraceInput.Options();

    @Option(
            names = "--globally",
            description =
                    "Visit every state of its machine that is nearer than its failure; refused"
                            + " where the machine is too large.")
    private boolean globally;

    @Option(
            names = "--kept",
            paramLabel = "N",
            description =
                    "With --globally: translations that a CPU keeps at most, 0 to 2. Default: as"
                            + " many as a shorter trace can have it keep.")
    private Optional<String> kept = Optional.empty();

    @Option(
            names = "--preemptions",
            paramLabel = "N",
            description =
                    "With --globally: how often others may act inside one call, 0 to 4. Default: as"
                            + " often as they can in a shorter trace.")
    private Optional<String> preemptions = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "With --globally: what the states may take. Default: half of the heap.")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    VerifyMinCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            return run();
        } finally {
            given.close();
        }
    }

    private int run() {
        Optional<FolioCommands> folio = given.folio(console, json);
        if (folio.isPresent()) {
            if (globally) {
                throw new Refusal("--globally: found a trace of folios, expected one of ranges");
            }
            return folio.get().verifyMin();
        }
        TraceInput input = given.read(console.in());
        Trace trace = input.file().trace();
        Replay replay = Replay.run(input.file(), input.subject(), StepListener.NONE);
        Verdict verdict =
                replay.verdict()
                        .orElseThrow(
                                () ->
                                        new Refusal(
                                                input.file().name()
                                                        + ": found a trace that passes on "
                                                        + replay.subject()
                                                        + ", expected one that fails"));
        List<Step> steps = trace.steps().subList(0, replay.steps());
        Certificate certificate = Certificate.check(input.subject(), trace.setup(), steps, verdict);
        Optional<GlobalCheck> global = Optional.empty();
        if (certificate.holds() && globally) {
            global = Optional.of(globally(input, trace, steps, verdict));
        }
        tell(input, trace, verdict, certificate, global);
        return status(certificate, global);
    }

    private int status(Certificate certificate, Optional<GlobalCheck> global) {
        if (!certificate.holds() || global.isPresent() && global.get().shorter().isPresent()) {
            return ExitStatus.FOUND;
        }
        if (global.isEmpty() || global.get().proved() && !global.get().narrowed()) {
            return ExitStatus.NOTHING_FOUND;
        }
        return console.interruption().requested() ? ExitStatus.INTERRUPTED : ExitStatus.GOAL_MISSED;
    }

    private GlobalCheck globally(TraceInput input, Trace trace, List<Step> steps, Verdict verdict) {
        if (input.subject().remote()) {
            throw new Refusal(
                    "--globally: found a process, expected a built-in subject or seeded bug: every"
                            + " state is entered thousands of times");
        }
        int length = steps.stream().mapToInt(Step::operations).sum();
        Limits limits = Limits.none().withWorkers(Runtime.getRuntime().availableProcessors());
        if (memory.isPresent()) {
            long most = Runtime.getRuntime().maxMemory() / MIB;
            limits = limits.withBytes(MIB * Arguments.count("--memory", memory.get(), 1, most));
        }
        try {
            return GlobalCheck.of(
                    input.subject(),
                    trace.setup(),
                    steps,
                    verdict,
                    kept.map(text -> (int) Arguments.count("--kept", text, 0, 2))
                            .orElse(GlobalCheck.keptBy(length)),
                    preemptions
                            .map(text -> (int) Arguments.count("--preemptions", text, 0, 4))
                            .orElse(GlobalCheck.preemptionsBy(length)),
                    limits,
                    progress(),
                    console.interruption()::requested);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Refusal("--globally: " + e.getMessage(), e);
        }
    }

    private Explorer.Progress progress() {
        return (generated, distinct, depth, queue, seconds, bytes) ->
                console.say(
                        ExploreResult.progress(generated, distinct, depth, queue, seconds, bytes));
    }

    private void tell(
            TraceInput input,
            Trace trace,
            Verdict verdict,
            Certificate certificate,
            Optional<GlobalCheck> global) {
        Optional<Trace> smaller =
                certificate.smaller().map(failing -> smaller(input, trace, failing));
        if (global.isPresent()) {
            smaller = global.get().shorter().map(steps -> shorter(input, trace, verdict, steps));
        }
        if (json) {
            console.out().print(ResultJson.text(json(input, certificate, global, smaller)));
            return;
        }
        String tried = certificate.candidates() + " smaller lists";
        String result =
                certificate.holds()
                        ? "minimal: " + tried + " pass, are illegal or fail otherwise"
                        : "not minimal: it fails alike " + certificate.change();
        console.say(input.file().name() + ": " + result);
        global.ifPresent(check -> console.say(input.file().name() + ": " + text(check)));
        smaller.ifPresent(one -> console.out().print(one.text()));
    }

    private static String text(GlobalCheck check) {
        if (check.shorter().isPresent()) {
            return "not the shortest: another list fails alike; " + check.covered();
        }
        if (check.proved()) {
            return "shortest: no list of at most "
                    + check.below()
                    + " operations fails alike on its machine; "
                    + check.covered();
        }
        return "not known to be the shortest: "
                + check.exploration().end().sentence
                + "; "
                + check.covered();
    }

    private static Trace smaller(TraceInput input, Trace trace, Trial.Failing failing) {
        return new Trace(
                failing.setup(),
                input.subject().name(),
                Optional.of(KeptVerdict.of(failing.verdict())),
                trace.provenance(),
                failing.steps());
    }

    private static Trace shorter(TraceInput input, Trace trace, Verdict verdict, List<Step> steps) {
        Shrunk shrunk =
                Shrinker.shrink(input.subject(), trace.setup(), steps, verdict, Shrinker.STEPS_MAX);
        Trial.Failing failing = new Trial.Failing(shrunk.setup(), shrunk.steps(), shrunk.verdict());
        return smaller(input, trace, failing);
    }

    private static ObjectNode json(
            TraceInput input,
            Certificate certificate,
            Optional<GlobalCheck> global,
            Optional<Trace> smaller) {
        ObjectNode document = ResultJson.object();
        document.put("trace", input.file().name());
        document.put("subject", input.subject().name());
        document.put("operations", input.file().trace().operations());
        document.put("minimal", certificate.holds());
        document.put("candidates", certificate.candidates());
        document.put("change", certificate.change());
        global.ifPresentOrElse(
                check -> {
                    ObjectNode shortest = document.putObject("globally");
                    shortest.put("proved", check.proved());
                    shortest.put("operationsMost", check.below());
                    shortest.put("kept", check.kept());
                    shortest.put("preemptions", check.preemptions());
                    shortest.put("narrowed", check.narrowed());
                    shortest.put("states", check.exploration().distinct());
                    shortest.put("transitions", check.exploration().generated());
                },
                () -> document.putNull("globally"));
        smaller.ifPresentOrElse(
                one -> document.put("smaller", one.text()), () -> document.putNull("smaller"));
        return document;
    }
}
