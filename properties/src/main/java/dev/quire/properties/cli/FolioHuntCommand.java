package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioBug;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.geometry.Numbers;
import dev.quire.properties.folio.FolioFinding;
import dev.quire.properties.folio.FolioHunt;
import dev.quire.properties.folio.FolioPlan;
import dev.quire.properties.folio.FolioShrunk;
import dev.quire.properties.folio.FolioTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A hunt over folios: {@code hunt --system=folio}. */
final class FolioHuntCommand {
    /** What is hunted in unless a machine is named: each meaning of PG_arch_1. */
    private static final String MACHINES = "folio-4k,folio-4k-dirty,folio-4k-secure";

    private final Console console;
    private final boolean json;
    private final boolean quiet;

    FolioHuntCommand(Console console, boolean json, boolean quiet) {
        this.console = console;
        this.json = json;
        this.quiet = quiet;
    }

    /** Each subject on each machine. */
    static List<FolioTarget> targets(String subjects, Optional<String> machines) {
        List<FolioTarget> targets = new ArrayList<>();
        for (String name : subjects.split(",", -1)) {
            boolean usual = name.equals(Arguments.SUBJECT) || name.equals(Arguments.ALL);
            FolioSubject subject = usual ? FolioSubjects.PACKED : subject(name);
            for (String machine : machines.orElseGet(() -> usual(subject)).split(",", -1)) {
                if (machine.equals(Arguments.ALL)) {
                    FolioMachine.all().forEach(each -> targets.add(new FolioTarget(subject, each)));
                } else {
                    targets.add(new FolioTarget(subject, machine(machine)));
                }
            }
        }
        return targets;
    }

    private static FolioSubject subject(String name) {
        try {
            return FolioSubjects.named(name);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--subject: " + e.getMessage(), e);
        }
    }

    private static FolioMachine machine(String name) {
        try {
            return FolioMachine.named(name);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--machine: " + e.getMessage(), e);
        }
    }

    private static String usual(FolioSubject subject) {
        return FolioSubjects.bugs().stream()
                .filter(bug -> bug.subject().name().equals(subject.name()))
                .map(FolioBug::machine)
                .findFirst()
                .orElse(MACHINES);
    }

    /** Hunts, shrinks and keeps. */
    int run(FolioPlan plan, long shrinkMax, Path folder) {
        if (!quiet) {
            console.say("hunting with seed " + Numbers.hex(plan.seed()) + ", Ctrl-C ends it early");
        }
        FolioHunt.Result result;
        try (ProgressLine line =
                new ProgressLine(plan.budget(), console, console.live() && !quiet)) {
            result = FolioHunt.run(plan, console.interruption(), line);
        }
        Optional<ObjectNode> verdict = Optional.empty();
        if (result.finding().isPresent()) {
            FolioFinding finding = result.finding().get();
            FolioShrunk shrunk = finding.shrink(shrinkMax, console.interruption()::requested);
            FolioTrace trace = finding.trace(shrunk, List.of());
            Path kept = keep(console, folder.resolve(FolioText.SYSTEM), trace, shrunk.verdict());
            verdict =
                    Optional.of(
                            FolioText.json(shrunk.verdict(), trace, Optional.of(kept.toString())));
            if (!json) {
                String report = FolioText.report(trace, shrunk.verdict(), kept.toString());
                console.out().println(report);
                StringBuilder text = new StringBuilder();
                FolioText.line(text, "kept", kept.toString());
                FolioText.line(
                        text,
                        "shrunk",
                        finding.operations()
                                + " -> "
                                + shrunk.operations()
                                + (shrunk.oneMinimal()
                                        ? " operations, 1-minimal"
                                        : " operations, not known to be minimal"));
                console.out().print(text);
            }
        }
        console.out()
                .print(
                        json
                                ? ResultJson.text(FolioText.json(result, verdict))
                                : FolioText.statistics(result));
        return status(result);
    }

    private static int status(FolioHunt.Result result) {
        if (result.finding().isPresent()) {
            return ExitStatus.FOUND;
        }
        if (result.interrupted()) {
            return ExitStatus.INTERRUPTED;
        }
        return result.missed().isEmpty() ? ExitStatus.NOTHING_FOUND : ExitStatus.GOAL_MISSED;
    }

    /** One file for each subject and failure: a shorter find takes the place of a longer one. */
    static Path keep(Console console, Path folder, FolioTrace trace, FolioVerdict verdict) {
        String call = verdict.operation().call().word.replace('_', '-');
        String name =
                "bad_" + verdict.invariant().title + "_" + trace.subject() + "-" + call + ".trace";
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(folder);
            if (Files.notExists(file) || Files.size(file) >= trace.text().length()) {
                Files.writeString(file, trace.text(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            console.out().print(trace.text());
            throw new Refusal("--found: " + file + " cannot be written: " + e, e);
        }
        return file;
    }
}
