package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.folio.FolioExplorer;
import dev.quire.properties.folio.FolioFamily;
import dev.quire.properties.folio.FolioSmallMachine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An exploration of folios: {@code explore --system=folio}. */
final class FolioExploreCommand {
    private final Console console;
    private final boolean json;
    private final boolean symmetric;

    FolioExploreCommand(Console console, boolean json, boolean symmetric) {
        this.console = console;
        this.json = json;
        this.symmetric = symmetric;
    }

    /** The small machine of a family's name. */
    static FolioSmallMachine machine(String family, String folios) {
        try {
            int count = (int) Arguments.count("--folios", folios, 1, 2);
            return new FolioSmallMachine(FolioFamily.of(family), count);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--family: " + e.getMessage(), e);
        }
    }

    /** Explores, and keeps what is found. */
    int run(
            FolioSmallMachine machine,
            String subject,
            Path folder,
            Function<FolioExplorer, Exploration> explore) {
        FolioSubject chosen = FolioHuntCommand.one(subject);
        FolioExplorer explorer = new FolioExplorer(machine, chosen, symmetric);
        Exploration exploration = explore.apply(explorer);
        Optional<FolioExplorer.Found> found =
                exploration
                        .failure()
                        .map(failure -> explorer.trace(failure, search(machine, subject)));
        Optional<String> kept =
                found.map(
                        one ->
                                FolioHuntCommand.keep(console, folder, one.trace(), one.verdict())
                                        .toString());
        ExploreResult result =
                new ExploreResult(
                        machine.text(),
                        chosen.name(),
                        symmetric,
                        exploration,
                        Optional.empty(),
                        Optional.empty());
        List<String> calls = machine.calls();
        console.out()
                .print(json ? json(result, calls, found, kept) : text(result, calls, found, kept));
        return ExploreCommand.status(exploration);
    }

    private String search(FolioSmallMachine machine, String subject) {
        return FailureReport.COMMAND
                + " explore --system=folio --subject="
                + subject
                + " --family="
                + machine.family().word
                + " --folios="
                + machine.folios()
                + (symmetric ? "" : " --no-symmetry");
    }

    private static String text(
            ExploreResult result,
            List<String> calls,
            Optional<FolioExplorer.Found> found,
            Optional<String> kept) {
        StringBuilder text = new StringBuilder();
        found.ifPresent(
                one -> {
                    text.append(FolioText.report(one.trace(), one.verdict(), kept.orElseThrow()));
                    text.append('\n');
                    ExploreResult.line(text, "kept", kept.orElseThrow());
                });
        text.append(result.text());
        ExploreResult.line(text, "operations", String.join(", ", calls));
        return text.toString();
    }

    private static String json(
            ExploreResult result,
            List<String> calls,
            Optional<FolioExplorer.Found> found,
            Optional<String> kept) {
        ObjectNode json = result.jsonStatistics();
        json.putArray("systems").add(FolioText.SYSTEM);
        calls.forEach(json.putArray("operations")::add);
        found.ifPresentOrElse(
                one -> json.set("verdict", FolioText.json(one.verdict(), one.trace(), kept)),
                () -> json.putNull("verdict"));
        return ResultJson.text(json);
    }
}
