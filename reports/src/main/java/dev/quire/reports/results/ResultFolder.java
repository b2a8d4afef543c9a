package dev.quire.reports.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The folder into which the tests of all modules write. It is only ever read: a file that cannot be
 * used becomes a {@link Problem} and stays where it is, so that nobody loses the evidence.
 *
 * <p>Which files are of this build is not guessed here: the build of the root project empties the
 * folder before its first test. A build of single modules adds to the folder; of several results of
 * one test Allure shows the latest and keeps the others as its retries.
 */
public final class ResultFolder {
    private final Path folder;
    private final List<TestResult> tests = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> referred = new TreeSet<>();

    private ResultFolder(Path folder) {
        this.folder = folder;
    }

    /** Reads the folder; one that does not exist holds no results. */
    public static BuildResults read(Path folder) throws IOException {
        ResultFolder reading = new ResultFolder(folder);
        if (Files.isDirectory(folder)) {
            reading.readAll();
        }
        return new BuildResults(reading.tests, reading.files, reading.problems);
    }

    private void readAll() throws IOException {
        List<Path> attachments = new ArrayList<>();
        for (Path file : sortedFiles()) {
            String name = file.getFileName().toString();
            if (!Files.isRegularFile(file)) {
                problems.add(new Problem(name, "is not a file"));
            } else if (name.endsWith("-result.json")) {
                readChecked(file, this::addResult);
            } else if (name.endsWith("-container.json")) {
                readChecked(file, this::addContainer);
            } else if (name.contains("-attachment")) {
                attachments.add(file);
            } else {
                problems.add(new Problem(name, "is not a result, a container or an attachment"));
            }
        }
        for (Path attachment : attachments) {
            files.add(attachment);
            if (!referred.contains(attachment.getFileName().toString())) {
                String name = attachment.getFileName().toString();
                problems.add(new Problem(name, "no readable result refers to this attachment"));
            }
        }
    }

    private List<Path> sortedFiles() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private void readChecked(Path file, Reader reader) throws IOException {
        try {
            reader.accept(file, JsonText.read(file));
            files.add(file);
        } catch (MalformedFile e) {
            problems.add(e.problem());
        }
    }

    private void addResult(Path file, JsonNode node) throws MalformedFile {
        TestResult result = TestResult.parse(file, node);
        tests.add(result);
        refer(file, result.attachments());
    }

    private void addContainer(Path file, JsonNode node) throws MalformedFile {
        JsonFields fields = new JsonFields(file, node);
        fields.text("uuid");
        refer(file, fields.attachments());
    }

    private void refer(Path file, List<Attachment> attachments) {
        for (Attachment attachment : attachments) {
            referred.add(attachment.source());
            if (!Files.isRegularFile(folder.resolve(attachment.source()))) {
                problems.add(
                        new Problem(
                                file.getFileName().toString(),
                                "the attachment \""
                                        + attachment.name()
                                        + "\" is missing: "
                                        + attachment.source()));
            }
        }
    }

    /** Takes one kind of JSON file in. */
    private interface Reader {
        void accept(Path file, JsonNode node) throws MalformedFile;
    }
}
