package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.folio.FolioFailureReport;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FoundFolios;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioBug;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.geometry.Numbers;
import dev.quire.properties.explore.FileFault;
import dev.quire.properties.folio.FolioFinding;
import dev.quire.properties.folio.FolioHunt;
import dev.quire.properties.folio.FolioPair;
import dev.quire.properties.folio.FolioParting;
import dev.quire.properties.folio.FolioPlan;
import dev.quire.properties.folio.FolioShrunk;
import dev.quire.properties.folio.FolioTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** Each subject on each machine, once. */
    static List<FolioTarget> targets(String subjects, Optional<String> machines) {
        Set<FolioTarget> targets = new LinkedHashSet<>();
        for (FolioSubject subject : subjects(subjects)) {
            for (FolioMachine machine : machines(machines.orElseGet(() -> usual(subject)))) {
                targets.add(new FolioTarget(subject, machine));
            }
        }
        return List.copyOf(targets);
    }

    /** One subject beside another one on each machine: by default on one that shows a bug. */
    static List<FolioTarget> targets(
            String name, Optional<String> machines, AgainstArguments against) {
        FolioSubject first = one(name);
        FolioPair pair = against.folios(first);
        String names =
                machines.orElseGet(
                        () -> shownOn(first).or(() -> shownOn(pair.second())).orElse(MACHINES));
        return machines(names).stream()
                .distinct()
                .map(machine -> FolioTarget.of(pair, machine))
                .toList();
    }

    private static List<FolioSubject> subjects(String names) {
        if (names.equals(Arguments.SUBJECT)) {
            return List.of(FolioSubjects.PACKED);
        }
        List<FolioSubject> subjects = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            if (name.equals(Arguments.ALL)) {
                subjects.addAll(FolioSubjects.correct());
            } else {
                subjects.add(subject("--subject", name));
            }
        }
        return subjects;
    }

    /** The one subject of {@code --subject}; the usual one of ranges stands for that of folios. */
    static FolioSubject one(String name) {
        if (name.equals(Arguments.ALL) || name.contains(",")) {
            throw new Refusal("--subject: found " + name + ", expected one subject");
        }
        return subjects(name).get(0);
    }

    /** The subject of folios that an option names. */
    static FolioSubject subject(String option, String name) {
        try {
            return FolioSubjects.named(name);
        } catch (IllegalArgumentException e) {
            throw new Refusal(option + ": " + e.getMessage(), e);
        }
    }

    private static List<FolioMachine> machines(String names) {
        List<FolioMachine> machines = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            if (name.equals(Arguments.ALL)) {
                machines.addAll(FolioMachine.all());
            } else {
                machines.add(machine(name));
            }
        }
        return machines;
    }

    private static FolioMachine machine(String name) {
        try {
            return FolioMachine.named(name);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--machine: " + e.getMessage(), e);
        }
    }

    /** Two of the right subjects are the first one but for one meaning of PG_arch_1. */
    private static String usual(FolioSubject subject) {
        if (subject == FolioSubjects.PAGE_ARCH) {
            return "folio-4k";
        }
        if (subject == FolioSubjects.REMARKING) {
            return "folio-4k-dirty";
        }
        return shownOn(subject).orElse(MACHINES);
    }

    private static Optional<String> shownOn(FolioSubject subject) {
        return FolioSubjects.bugs().stream()
                .filter(bug -> bug.subject().name().equals(subject.name()))
                .map(FolioBug::machine)
                .findFirst();
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
        Optional<ObjectNode> found =
                result.finding()
                        .map(
                                finding ->
                                        finding.difference().isPresent()
                                                ? parting(finding, shrinkMax, folder)
                                                : failure(finding, shrinkMax, folder));
        console.out()
                .print(
                        json
                                ? ResultJson.text(FolioText.json(result, found))
                                : FolioText.statistics(result));
        return status(result);
    }

    private ObjectNode failure(FolioFinding finding, long shrinkMax, Path folder) {
        FolioShrunk shrunk = finding.shrink(shrinkMax, console.interruption()::requested);
        FolioTrace trace = finding.trace(shrunk, List.of());
        Path kept = keep(console, folder, trace, shrunk.verdict());
        if (!json) {
            console.out().println(FolioText.report(trace, shrunk.verdict(), kept.toString()));
            tell(finding, shrunk, kept);
        }
        return FolioText.json(shrunk.verdict(), trace, Optional.of(kept.toString()));
    }

    private ObjectNode parting(FolioFinding finding, long shrinkMax, Path folder) {
        FolioShrunk shrunk = finding.shrink(shrinkMax, console.interruption()::requested);
        FolioParting one = finding.parting(shrunk);
        Path kept = keep(folder, one);
        Optional<String> name = Optional.of(kept.toString());
        if (!json) {
            console.out()
                    .println(FolioAgainst.report(one.trace(), one.pair(), one.difference(), name));
            tell(finding, shrunk, kept);
        }
        ObjectNode found = FolioAgainst.json(one.trace(), one.pair(), one.difference(), name);
        found.put("operationsBefore", one.operationsBefore());
        found.put("oneMinimal", shrunk.oneMinimal());
        found.put("shrinkSteps", shrunk.stepsRun());
        return found;
    }

    private void tell(FolioFinding finding, FolioShrunk shrunk, Path kept) {
        StringBuilder text = new StringBuilder();
        FolioText.line(text, "kept", kept.toString());
        String minimal = shrunk.oneMinimal() ? ", 1-minimal" : ", not known to be minimal";
        FolioText.line(
                text,
                "shrunk",
                finding.operations() + " -> " + shrunk.operations() + " operations" + minimal);
        console.out().print(text);
    }

    private static int status(FolioHunt.Result result) {
        if (result.finding().isPresent()) {
            return ExitStatus.FOUND;
        }
        if (result.interrupted()) {
            return ExitStatus.INTERRUPTED;
        }
        return result.missed().isEmpty() || result.compares()
                ? ExitStatus.NOTHING_FOUND
                : ExitStatus.GOAL_MISSED;
    }

    /** Keeps a failing trace. */
    static Path keep(Console console, Path found, FolioTrace trace, FolioVerdict verdict) {
        String report = new FolioFailureReport(trace, verdict, Optional.empty()).text();
        return keep(console, found, trace, report, folder -> folder.keep(trace, verdict));
    }

    private Path keep(Path found, FolioParting one) {
        String second = one.pair().second().name();
        return keep(
                console,
                found,
                one.trace(),
                FolioAgainst.report(one.trace(), one.pair(), one.difference(), Optional.empty()),
                folder -> folder.keep(one.trace(), second, one.difference()));
    }

    private static Path keep(
            Console console, Path found, FolioTrace trace, String report, Keeper keeper) {
        FoundFolios folder = FoundFolios.in(found);
        try {
            return keeper.keep(folder);
        } catch (IOException e) {
            console.out().println(report);
            console.out().print(trace.text());
            Path wanted = folder.folder();
            String why =
                    Files.isRegularFile(wanted)
                            ? wanted + ": found a file, expected a folder that can be written"
                            : FileFault.text(wanted, "written", e);
            throw new Refusal(
                    "--found: " + why + "; the trace is printed in full on standard output", e);
        }
    }

    /** Writes a trace to a folder. */
    private interface Keeper {
        Path keep(FoundFolios folder) throws IOException;
    }
}
