package dev.quire.properties.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.folio.FolioReplay;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.replay.Ending;
import dev.quire.model.folio.bug.FolioBug;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.properties.allure.Epic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kept trace of folios ends as its header says. Those that pass are correct sequences that a
 * stricter rule would reject.
 */
@Tag("kept")
final class FolioTracesTest {
    @BeforeEach
    void file() {
        Epic.folios();
    }

    static List<String> traces() {
        try (var files = Files.list(FolioBugsTest.CORPUS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FolioTraceFile read(String name) throws IOException {
        Path file = FolioBugsTest.CORPUS.resolve(name);
        return FolioTraceFile.parse(name, Files.readString(file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traces")
    void trace_onTheSubjectOfItsHeader_endsAsRecorded(String name) throws IOException {
        FolioTraceFile file = read(name);
        FolioReplay replay = FolioReplay.run(file, FolioSubjects.named(file.trace().subject()));
        assertTrue(replay.asRecorded(), () -> replay.verdict().toString());
        boolean bad = name.startsWith("bad_");
        assertEquals(bad ? Ending.REPRODUCED : Ending.PASSED, replay.ending());
        assertTrue(bad || name.startsWith("good_"), name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traces")
    void trace_itsText_isWhatIsWritten(String name) throws IOException {
        String written = Files.readString(FolioBugsTest.CORPUS.resolve(name));
        assertEquals(written, read(name).trace().text());
    }

    @Test
    void corpus_everyBug_hasItsTrace() {
        List<String> names = traces();
        for (FolioBug bug : FolioSubjects.bugs()) {
            assertTrue(names.contains(FolioBugsTest.name(bug)), bug.subject()::name);
        }
    }
}
