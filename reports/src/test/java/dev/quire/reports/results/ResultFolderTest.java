package dev.quire.reports.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResultFolderTest {
    private static final Path DELIBERATE = Path.of("src/test/resources/deliberate");
    private static final Path DAMAGED = Path.of("src/test/resources/damaged");

    @Test
    void read_soundFolder_takesEveryFileInWithoutProblems() throws IOException {
        BuildResults results = ResultFolder.read(DELIBERATE);

        assertEquals(List.of(), results.problems());
        assertEquals(5, results.files().size());
        assertEquals(
                List.of(Status.FAILED, Status.PASSED),
                results.tests().stream().map(TestResult::status).toList());
    }

    @Test
    void read_failedResult_knowsItsMessageAndAttachments() throws IOException {
        TestResult red = ResultFolder.read(DELIBERATE).tests().get(0);

        assertEquals("wrprotectPtes_anyRange_agreesWithReference", red.name());
        assertTrue(red.message().startsWith("invariant  INV-26 contpte-block-uniform: "));
        assertEquals(
                List.of("trace", "film strip"),
                red.attachments().stream().map(Attachment::name).toList());
    }

    @Test
    void read_damagedFolder_keepsWhatIsReadable() throws IOException {
        BuildResults results = ResultFolder.read(DAMAGED);

        assertEquals(
                List.of("keptWithoutAttachment", "kept"),
                results.tests().stream().map(TestResult::name).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            attachment-missing-result.json | the attachment "trace" is missing: gone-attachment.txt
            attachment-outside-result.json | must be a plain file name: found "../pom.xml"
            empty-result.json              | must be one JSON value: the file is empty
            nameless-result.json           | name must be a text: found nothing
            not-object-result.json         | must be a JSON object: found ARRAY
            notes.md                       | is not a result, a container or an attachment
            orphan-attachment.txt          | no readable result refers to this attachment
            status-result.json             | broken or skipped: status="green"
            time-result.json               | must stop after its start: start=5 stop=4
            truncated-container.json       | line 1, column 28: Unexpected end
            truncated-result.json          | line 5, column
            two-values-result.json         | line 2, column 1: Trailing token
            """)
    void read_damagedFile_saysWhatWasFound(String file, String found) throws IOException {
        List<Problem> problems =
                ResultFolder.read(DAMAGED).problems().stream()
                        .filter(problem -> problem.file().equals(file))
                        .toList();

        assertEquals(1, problems.size(), problems::toString);
        String text = problems.get(0).text();
        assertTrue(text.startsWith(file + ": "), text);
        assertTrue(text.contains(found), text);
    }

    @Test
    void read_damagedFolder_changesNoFile(@TempDir Path folder) throws IOException {
        for (Path file : files(DAMAGED)) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }

        ResultFolder.read(folder);

        assertEquals(contents(DAMAGED), contents(folder));
    }

    @Test
    void read_folderInPlaceOfResult_isAProblemOfItsOwn(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("odd-result.json"));

        assertEquals(
                List.of(new Problem("odd-result.json", "is not a file")),
                ResultFolder.read(folder).problems());
    }

    @Test
    void read_noFolder_holdsNoResults(@TempDir Path folder) throws IOException {
        BuildResults results = ResultFolder.read(folder.resolve("absent"));

        assertEquals(new BuildResults(List.of(), List.of(), List.of()), results);
    }

    @Test
    void read_resultWithoutStatus_isUnknown(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a-result.json"), "{\"uuid\": \"a\", \"name\": \"t\"}");

        assertEquals(Status.UNKNOWN, ResultFolder.read(folder).tests().get(0).status());
    }

    @Test
    void latest_testRunTwice_isItsLaterRun() {
        TestResult red = new TestResult("t", "t", 5, Status.FAILED, "", List.of());
        TestResult green = new TestResult("t", "t", 4, Status.PASSED, "", List.of());
        TestResult other = new TestResult("u", "u", 1, Status.PASSED, "", List.of());

        BuildResults results = new BuildResults(List.of(red, green, other), List.of(), List.of());

        assertEquals(List.of(red, other), List.copyOf(results.latest()));
    }

    private static TreeMap<String, String> contents(Path folder) throws IOException {
        TreeMap<String, String> contents = new TreeMap<>();
        for (Path file : files(folder)) {
            contents.put(file.getFileName().toString(), Files.readString(file));
        }
        return contents;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
