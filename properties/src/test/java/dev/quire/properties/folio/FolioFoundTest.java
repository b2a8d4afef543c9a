package dev.quire.properties.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.folio.FolioReplay;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioBug;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.properties.allure.Epic;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.allure.FolioEvidence;
import dev.quire.properties.allure.NestedResults;
import dev.quire.properties.campaign.Budget;
import dev.quire.properties.campaign.Campaign;
import dev.quire.properties.campaign.Interruption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What earlier runs found in folios is run again first: on a subject held to be correct it fails
 * the build until the subject is mended, on a seeded bug it must still end as it did.
 */
@Tag("kept")
final class FolioFoundTest {
    private static final String BUG = "keeps-exclusive-after-fork";
    private static final String KEPT = "bad_exclusive-true_" + BUG + ".trace";

    /** Takes the place of the subject that is held to be correct. */
    private static final FolioSubject BROKEN =
            new FolioSubject("folio-packed", "", FolioSubjects.named(BUG).maker());

    @TempDir private Path folder;

    @BeforeEach
    void file() {
        Epic.folios();
    }

    /** The first find in a folder that is not as it must be. */
    private static Optional<AssertionError> first(
            Path folder, Function<String, FolioSubject> subjects) {
        return traces(folder).stream().flatMap(file -> again(file, subjects).stream()).findFirst();
    }

    private static List<Path> traces(Path folder) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".trace")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<AssertionError> again(
            Path file, Function<String, FolioSubject> subjects) {
        FolioTraceFile found = read(file);
        FolioSubject subject = subjects.apply(found.trace().subject());
        FolioReplay replay = FolioReplay.run(found, subject);
        boolean bug =
                FolioSubjects.bugs().stream().map(FolioBug::subject).anyMatch(subject::equals);
        if (bug) {
            return replay.asRecorded()
                    ? Optional.empty()
                    : Optional.of(new AssertionError("a seeded bug must end as it did: " + file));
        }
        return replay.verdict()
                .map(
                        seen ->
                                FolioEvidence.told(
                                        found.trace(),
                                        subject,
                                        seen,
                                        Optional.of(Evidence.name(file))));
    }

    private static FolioTraceFile read(Path file) {
        try {
            return FolioTraceFile.parse(Evidence.name(file), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fail(Optional<AssertionError> failure) {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void keep(String subject, String verdict) throws IOException {
        String text = Files.readString(FolioBugsTest.CORPUS.resolve(KEPT));
        String kept = "verdict violation exclusive-true INV-55 step=3";
        Files.writeString(
                folder.resolve("bad_some.trace"),
                text.replace("subject " + BUG, "subject " + subject)
                        .replace(kept, "verdict " + verdict));
    }

    @Test
    void finds_ofEarlierRuns_failNoLonger() {
        fail(first(Evidence.FOUND.resolve("folio"), FolioSubjects::named));
    }

    @Test
    void find_onASubjectHeldToBeCorrect_turnsTheBuildRed() throws IOException {
        keep("folio-packed", "violation exclusive-true INV-55 step=3");
        NestedResults.Left left =
                NestedResults.left(folder, () -> fail(first(folder, name -> BROKEN)));
        assertTrue(left.message().startsWith("invariant  INV-55 exclusive-true: "), left::message);
        assertTrue(left.message().contains("\n>>   3  fork_range mm=1 addr=0x0 to=2\n"));
        assertTrue(left.message().contains("quire.jar replay "), left::message);
        assertTrue(left.attachments().get("trace").startsWith("quire-trace 1\nsystem folio\n"));
        assertTrue(left.attachments().get("film strip").contains("  expected  "));
        assertEquals(Optional.empty(), first(folder, FolioSubjects::named), "it is mended");
    }

    @Test
    void find_ofAProperty_isShrunkKeptAndRunAgain() {
        FolioTarget target = new FolioTarget(BROKEN, FolioMachine.named("folio-4k"));
        FolioPlan plan = new FolioPlan(List.of(target), 1, 40, Budget.ofSteps(100_000), 1);
        FolioHunt.Result result = FolioHunt.run(plan, new Interruption(), Campaign.Progress.NONE);
        NestedResults.Left left =
                NestedResults.left(folder, () -> fail(result.finding().map(FolioEvidence::of)));
        assertTrue(left.message().contains("\n>>   3  fork_range "), left::message);
        Optional<AssertionError> again = first(folder.resolve("folio"), name -> BROKEN);
        assertEquals(left.message(), again.orElseThrow().getMessage());
    }

    @Test
    void find_ofASeededBug_mustEndAsRecorded() throws IOException {
        keep(BUG, "violation exclusive-true INV-55 step=3");
        assertEquals(Optional.empty(), first(folder, FolioSubjects::named));
        keep(BUG, "passed");
        Optional<AssertionError> other = first(folder, FolioSubjects::named);
        assertTrue(other.orElseThrow().getMessage().startsWith("a seeded bug must end as it did"));
    }

    @Test
    void find_thatCannotBeRead_isToldWithItsLine() throws IOException {
        keep("folio-packed", "perhaps");
        TraceException told =
                assertThrows(TraceException.class, () -> first(folder, FolioSubjects::named));
        assertTrue(told.getMessage().contains("bad_some.trace:6: "), told::getMessage);
    }
}
