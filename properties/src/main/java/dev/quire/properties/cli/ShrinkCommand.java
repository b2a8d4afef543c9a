package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.properties.campaign.Counterexample;
import dev.quire.properties.shrink.Shrinker;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shortens a trace that fails. */
@Command(
        name = "shrink",
        description = "Shorten a trace that fails; the same failure stays.",
        mixinStandardHelpOptions = true)
final class ShrinkCommand implements Callable<Integer> {
    private static final long STEPS_MAX = 1_000_000_000_000L;

    private final Console console;

    @Mixin private final TraceInput.Options given = new TraceInput.Options();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the shorter trace there. Default: to standard output.")
    private Optional<String> out = Optional.empty();

    @Option(names = OutputFile.OVERWRITE, description = "Replace the file of --out.")
    private boolean overwrite;

    @Option(
            names = "--shrink-steps",
            paramLabel = "N",
            description = "Steps that shrinking may cost. Default: 200000.")
    private String shrinkSteps = Long.toString(Shrinker.STEPS_MAX);

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    ShrinkCommand(Console console) {
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
        long stepsMax = Arguments.count("--shrink-steps", shrinkSteps, 0, STEPS_MAX);
        Optional<OutputFile> target =
                out.map(name -> new OutputFile("--out", TraceInput.path(name), overwrite));
        Optional<FolioCommands> folio = given.folio(console, json);
        if (folio.isPresent()) {
            return folio.get().shrink(stepsMax, target);
        }
        TraceInput input = given.read(console.in());
        long start = System.nanoTime();
        Replay replay = Replay.run(input.file(), input.subject(), StepListener.NONE);
        if (replay.verdict().isEmpty()) {
            return passed(input, replay, start);
        }
        Counterexample shorter =
                Counterexample.of(
                        input.file().trace(),
                        input.subject(),
                        replay,
                        stepsMax,
                        console.interruption());
        console.say(
                input.file().name()
                        + ": "
                        + shorter.operationsBefore()
                        + " -> "
                        + shorter.trace().operations()
                        + " operations, "
                        + shorter.minimality());
        write(target, shorter.trace());
        if (json) {
            double seconds = (System.nanoTime() - start) / 1e9;
            console.out().print(json(input, shorter, seconds));
        } else if (target.isEmpty()) {
            console.out().print(shorter.trace().text());
        }
        return ExitStatus.FOUND;
    }

    /** A trace that cannot be written goes to standard output, lest it be lost. */
    private void write(Optional<OutputFile> target, Trace trace) {
        if (target.isEmpty()) {
            return;
        }
        try {
            target.get().write(trace.text());
        } catch (Refusal e) {
            console.out().print(trace.text());
            throw e;
        }
    }

    private int passed(TraceInput input, Replay replay, long start) {
        console.say(
                input.file().name()
                        + ": found a trace that passes on "
                        + replay.subject()
                        + ", expected one that fails; nothing is written");
        if (json) {
            double seconds = (System.nanoTime() - start) / 1e9;
            ObjectNode document = ResultJson.run(input, seconds, replay.steps());
            console.out().print(ResultJson.text(document.putNull("verdict")));
        }
        return ExitStatus.NOTHING_FOUND;
    }

    private String json(TraceInput input, Counterexample shorter, double seconds) {
        ObjectNode document = ResultJson.run(input, seconds, shorter.shrunk().stepsRun());
        ObjectNode verdict = ResultJson.verdict(shorter.trace(), shorter.shrunk().verdict(), out);
        ResultJson.shrunk(verdict, shorter);
        document.set("verdict", verdict);
        return ResultJson.text(document);
    }
}
