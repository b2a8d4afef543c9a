package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.properties.shrink.Certificate;
import dev.quire.properties.shrink.Trial;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks that a trace which fails cannot be made smaller by one change. */
@Command(
        name = "verify-min",
        description = {
            "Check that a failing trace is minimal: that without any one operation or act, or with",
            "any one argument lowered by one step, it passes, is illegal or fails otherwise.",
            "Status 1 and the smaller trace on standard output if it is not."
        },
        mixinStandardHelpOptions = true)
final class VerifyMinCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final TraceInput.Options given = new TraceInput.Options();

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
        Optional<Trace> smaller =
                certificate.smaller().map(failing -> smaller(input, trace, failing));
        String tried = certificate.candidates() + " smaller lists";
        String result =
                certificate.holds()
                        ? "minimal: " + tried + " pass, are illegal or fail otherwise"
                        : "not minimal: it fails alike " + certificate.change();
        if (json) {
            console.out().print(ResultJson.text(json(input, certificate, smaller)));
        } else {
            console.say(input.file().name() + ": " + result);
            smaller.ifPresent(one -> console.out().print(one.text()));
        }
        return certificate.holds() ? ExitStatus.NOTHING_FOUND : ExitStatus.FOUND;
    }

    private static Trace smaller(TraceInput input, Trace trace, Trial.Failing failing) {
        return new Trace(
                failing.setup(),
                input.subject().name(),
                Optional.of(KeptVerdict.of(failing.verdict())),
                trace.provenance(),
                failing.steps());
    }

    private static ObjectNode json(
            TraceInput input, Certificate certificate, Optional<Trace> smaller) {
        ObjectNode document = ResultJson.object();
        document.put("trace", input.file().name());
        document.put("subject", input.subject().name());
        document.put("operations", input.file().trace().operations());
        document.put("minimal", certificate.holds());
        document.put("candidates", certificate.candidates());
        document.put("change", certificate.change());
        smaller.ifPresentOrElse(
                one -> document.put("smaller", one.text()), () -> document.putNull("smaller"));
        return document;
    }
}
