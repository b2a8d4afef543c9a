package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.export.FolioJunitClass;
import dev.quire.counterexamples.folio.FolioFilm;
import dev.quire.counterexamples.folio.FolioReplay;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.replay.Ending;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.properties.folio.FolioCertificate;
import dev.quire.properties.folio.FolioShrinker;
import dev.quire.properties.folio.FolioShrunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the commands that take a trace do with one of folios. */
final class FolioCommands {
    private final Console console;
    private final FolioTraceFile file;
    private final FolioSubject subject;
    private final boolean json;

    private FolioCommands(
            Console console, FolioTraceFile file, FolioSubject subject, boolean json) {
        this.console = console;
        this.file = file;
        this.subject = subject;
        this.json = json;
    }

    /**
     * The commands for a file, if it is a trace of folios.
     *
     * @param subject to run it on; empty: the one that the trace names
     */
    static Optional<FolioCommands> ofFile(
            Console console, String file, Optional<String> subject, boolean json) {
        Path path = TraceInput.path(file);
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(path, StandardCharsets.UTF_8);
            return ofText(console, file, text, subject, json);
        } catch (IOException e) {
            // Whatever it is, it is no text of ours; who reads it next says what is wrong.
            return Optional.empty();
        }
    }

    /** The same for a text. */
    static Optional<FolioCommands> ofText(
            Console console, String file, String text, Optional<String> subject, boolean json) {
        if (!FolioTraceFile.isFolio(text)) {
            return Optional.empty();
        }
        FolioTraceFile trace = FolioTraceFile.parse(file, text);
        String name = subject.orElse(trace.trace().subject());
        try {
            return Optional.of(new FolioCommands(console, trace, FolioSubjects.named(name), json));
        } catch (IllegalArgumentException e) {
            if (subject.isPresent()) {
                throw new Refusal("--subject: " + e.getMessage(), e);
            }
            throw new TraceException(file, trace.subjectLine(), e.getMessage(), e);
        }
    }

    /** Runs it again. */
    int replay(boolean verbose) {
        long start = System.nanoTime();
        int[] number = {0};
        FolioReplay replay =
                FolioReplay.run(
                        file,
                        subject,
                        (run, outcome) -> {
                            FolioStep step = file.trace().steps().get(number[0]++);
                            if (verbose) {
                                String word = outcome.name().toLowerCase(Locale.ROOT);
                                (json ? console.err() : console.out())
                                        .printf(
                                                Locale.ROOT,
                                                "%4d  %-6s  %s\n",
                                                number[0],
                                                word,
                                                String.join("\n" + " ".repeat(14), step.lines()));
                            }
                        });
        if (json) {
            ObjectNode document = document(start, replay.steps());
            replay.verdict()
                    .ifPresentOrElse(
                            one ->
                                    document.set(
                                            "verdict",
                                            FolioText.json(
                                                    one, file.trace(), Optional.of(file.name()))),
                            () -> document.putNull("verdict"));
            document.put("ending", replay.ending().words);
            document.put("asRecorded", replay.asRecorded());
            console.out().print(ResultJson.text(document));
        } else {
            replay.verdict()
                    .ifPresent(
                            one ->
                                    console.out()
                                            .println(
                                                    FolioText.report(
                                                            file.trace(), one, file.name())));
            StringBuilder text = new StringBuilder();
            FolioText.line(text, "replay", ending(replay));
            console.out().print(text);
        }
        return replay.ending() == Ending.PASSED ? ExitStatus.NOTHING_FOUND : ExitStatus.FOUND;
    }

    /** Runs it on two subjects beside each other. */
    int compare(AgainstArguments against) {
        long start = System.nanoTime();
        FolioAgainst compared = FolioAgainst.run(file, against.folios(subject));
        if (json) {
            ObjectNode document = document(start, compared.steps());
            compared.put(document);
            console.out().print(ResultJson.text(document));
        } else {
            console.out().print(compared.text());
        }
        return compared.status();
    }

    /** Prints its film strip. */
    int show() {
        console.out().print(FolioFilm.text(file, subject));
        return ExitStatus.NOTHING_FOUND;
    }

    /** It as a JUnit class. */
    String junit(Optional<String> stem) {
        return FolioJunitClass.text(file, subject, stem);
    }

    private ObjectNode document(long start, long steps) {
        ObjectNode document = ResultJson.object();
        document.put("machine", file.trace().machine().name());
        document.put("subject", subject.name());
        document.putArray("systems").add(FolioText.SYSTEM);
        document.put("steps", steps);
        document.put("seconds", Math.round((System.nanoTime() - start) / 1e6) / 1e3);
        return document;
    }

    private String ending(FolioReplay replay) {
        String recorded = file.trace().verdict().map(kept -> kept.text()).orElse("");
        return switch (replay.ending()) {
            case REPRODUCED -> "reproduced to the letter: " + recorded;
            case FAILED ->
                    "fails: " + replay.verdict().orElseThrow().text() + "; no verdict recorded";
            case DIFFERS ->
                    "fails differently: "
                            + replay.verdict().orElseThrow().text()
                            + "; recorded: "
                            + recorded;
            case PASSED -> "passed: " + replay.steps() + " steps on " + replay.subject();
        };
    }

    private FolioVerdict failing(FolioReplay replay) {
        return replay.verdict()
                .orElseThrow(
                        () ->
                                new Refusal(
                                        file.name()
                                                + ": found a trace that passes on "
                                                + subject.name()
                                                + ", expected one that fails"));
    }

    /** Shortens it. */
    int shrink(long stepsMax, Optional<OutputFile> target) {
        long start = System.nanoTime();
        FolioReplay replay = FolioReplay.run(file, subject);
        FolioVerdict verdict = failing(replay);
        List<FolioStep> steps = file.trace().steps().subList(0, replay.steps());
        FolioShrunk shrunk =
                FolioShrinker.shrink(
                        subject,
                        file.trace().machine(),
                        steps,
                        verdict,
                        stepsMax,
                        console.interruption()::requested);
        FolioTrace shorter = trace(shrunk.steps(), shrunk.verdict(), file.trace().provenance());
        console.say(
                file.name()
                        + ": "
                        + file.trace().operations()
                        + " -> "
                        + shorter.operations()
                        + " operations, "
                        + (shrunk.oneMinimal() ? "1-minimal" : "not known to be minimal"));
        target.ifPresent(out -> out.write(shorter.text()));
        if (json) {
            ObjectNode document = document(start, shrunk.stepsRun());
            document.set("verdict", FolioText.json(shrunk.verdict(), shorter, Optional.empty()));
            console.out().print(ResultJson.text(document));
        } else if (target.isEmpty()) {
            console.out().print(shorter.text());
        }
        return ExitStatus.FOUND;
    }

    private FolioTrace trace(List<FolioStep> steps, FolioVerdict verdict, Provenance provenance) {
        return FolioTrace.failing(
                file.trace().machine(), subject.name(), provenance, steps, verdict);
    }

    /** Checks that it is minimal. */
    int verifyMin() {
        FolioReplay replay = FolioReplay.run(file, subject);
        FolioVerdict verdict = failing(replay);
        List<FolioStep> steps = file.trace().steps().subList(0, replay.steps());
        FolioCertificate certificate =
                FolioCertificate.check(subject, file.trace().machine(), steps, verdict);
        if (json) {
            ObjectNode document = ResultJson.object();
            document.put("trace", file.name());
            document.put("subject", subject.name());
            document.put("operations", file.trace().operations());
            document.put("minimal", certificate.holds());
            document.put("candidates", certificate.candidates());
            console.out().print(ResultJson.text(document));
        } else {
            String tried = certificate.candidates() + " smaller lists";
            console.say(
                    file.name()
                            + ": "
                            + (certificate.holds()
                                    ? "minimal: " + tried + " pass, are illegal or fail otherwise"
                                    : "not minimal: one of " + tried + " fails alike"));
            certificate
                    .smaller()
                    .ifPresent(
                            smaller ->
                                    smaller.forEach(
                                            step -> step.lines().forEach(console.out()::println)));
        }
        return certificate.holds() ? ExitStatus.NOTHING_FOUND : ExitStatus.FOUND;
    }
}
