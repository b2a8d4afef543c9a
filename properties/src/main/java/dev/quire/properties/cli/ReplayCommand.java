package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.replay.Ending;
import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.replay.ToldSteps;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.properties.campaign.Pair;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a trace again, on the subject that it names or on another. */
@Command(
        name = "replay",
        description = "Run a trace again, on any subject.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final TraceInput.Options given = new TraceInput.Options();

    @Mixin private final AgainstArguments against = new AgainstArguments();

    @Option(
            names = {"-v", "--verbose"},
            description = "Print each step as it ran.")
    private boolean verbose;

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    ReplayCommand(Console console) {
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
        boolean compares = against.given();
        if (compares && verbose) {
            throw new Refusal("--against and --verbose: found both, expected one of them");
        }
        Optional<FolioCommands> folio = given.folio(console, json);
        if (folio.isPresent()) {
            return compares ? folio.get().compare(against) : folio.get().replay(verbose);
        }
        TraceInput input = given.read(console.in());
        if (compares) {
            Pair pair = against.pair(input.subject(), given.second(against));
            ReplayAgainst compared = ReplayAgainst.run(input, pair, given.file);
            console.out().print(json ? compared.json() : compared.text());
            return compared.status();
        }
        Trace trace = input.file().trace();
        long start = System.nanoTime();
        Replay replay =
                Replay.run(
                        input.file(), input.subject(), verbose ? steps(trace) : StepListener.NONE);
        double seconds = (System.nanoTime() - start) / 1e9;
        console.out().print(json ? json(input, replay, seconds) : text(trace, replay));
        return replay.ending() == Ending.PASSED ? ExitStatus.NOTHING_FOUND : ExitStatus.FOUND;
    }

    private StepListener steps(Trace trace) {
        return new ToldSteps() {
            @Override
            public void after(int number, LockStep run, Outcome outcome) {
                String word = outcome.name().toLowerCase(Locale.ROOT);
                String head = String.format(Locale.ROOT, "%4d  %-6s  ", number, word);
                for (String line : lines(trace.steps().get(number - 1))) {
                    (json ? console.err() : console.out()).println(head + line);
                    head = " ".repeat(16);
                }
            }
        };
    }

    private String text(Trace trace, Replay replay) {
        StringBuilder text = new StringBuilder();
        replay.verdict()
                .ifPresent(
                        verdict ->
                                text.append(report(trace, replay.subject(), verdict)).append('\n'));
        return text.append("replay     ").append(ending(trace, replay)).append('\n').toString();
    }

    /** On another subject than the trace names, the line to paste says so. */
    private String report(Trace trace, String ran, Verdict verdict) {
        boolean other = !trace.subject().equals(ran);
        boolean named = other || ProcessSubject.isNamed(ran);
        Trace told = other ? trace.withSubject(ran).withProvenance(Provenance.NONE) : trace;
        Optional<String> again =
                given.file.equals(TraceInput.STANDARD_INPUT)
                        ? Optional.empty()
                        : Optional.of(
                                FailureReport.replay(given.file)
                                        + (named ? " --subject=" + FailureReport.quoted(ran) : ""));
        return new FailureReport(told, verdict, OptionalInt.empty(), again).text();
    }

    private static String ending(Trace trace, Replay replay) {
        String recorded = trace.verdict().map(kept -> "; recorded: " + kept.text()).orElse("");
        boolean fails = !trace.verdict().equals(Optional.of(KeptVerdict.PASSED));
        return switch (replay.ending()) {
            case REPRODUCED -> "reproduced to the letter: " + replay.verdict().get().text();
            case FAILED -> "fails: " + replay.verdict().get().text() + "; no verdict recorded";
            case DIFFERS -> "fails differently: " + replay.verdict().get().text() + recorded;
            case PASSED ->
                    "passed: "
                            + replay.steps()
                            + " steps on "
                            + replay.subject()
                            + (fails ? recorded : "");
        };
    }

    private String json(TraceInput input, Replay replay, double seconds) {
        ObjectNode document = ResultJson.run(input, seconds, replay.steps());
        Trace trace = input.file().trace().withSubject(replay.subject());
        replay.verdict()
                .ifPresentOrElse(
                        verdict ->
                                document.set(
                                        "verdict",
                                        ResultJson.verdict(
                                                trace, verdict, Optional.of(given.file))),
                        () -> document.putNull("verdict"));
        document.put("ending", replay.ending().words);
        document.put("asRecorded", replay.asRecorded());
        return ResultJson.text(document);
    }
}
