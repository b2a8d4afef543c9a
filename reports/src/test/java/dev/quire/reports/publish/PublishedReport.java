package dev.quire.reports.publish;

import dev.quire.reports.history.History;
import dev.quire.reports.results.BuildResults;
import dev.quire.reports.results.ResultFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A report published for a test, with the real Allure, into a folder of the test's own. */
final class PublishedReport {
    static final Path DELIBERATE = Path.of("src/test/resources/deliberate");
    static final Path DAMAGED = Path.of("src/test/resources/damaged");

    private final Report report;
    private final StringBuilder printed = new StringBuilder();

    PublishedReport(Path target) throws IOException {
        Files.createDirectories(target);
        AllureCommand allure = new AllureCommand(Path.of(System.getProperty("quire.allure")));
        report = new Report(target, allure, new History(target.resolve("history")));
    }

    /** Publishes once more, over what was published before. */
    PublishedReport publish(Path results) throws IOException, InterruptedException {
        BuildResults read = ResultFolder.read(results);
        Environment environment =
                new Environment("test", List.of(new Environment.Row("quire.seed", "0x5eed01")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            Publish.print(out, report, read, environment);
        }
        printed.append(bytes.toString(StandardCharsets.UTF_8));
        return this;
    }

    Report report() {
        return report;
    }

    SinglePage page() throws IOException {
        return new SinglePage(report.page());
    }

    String printed() {
        return printed.toString();
    }
}
