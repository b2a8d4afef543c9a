package dev.quire.reports.publish;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.reports.results.ResultFolder;
import dev.quire.reports.results.Status;
import dev.quire.reports.results.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Opens a published report in a browser, as its reader would, and looks for the counterexample of a
 * deliberate failure: once from a fixture, once from what a seeded bug left in this build.
 */
final class PublishedPageTest {
    /** Written by the tests of the module that runs the properties. */
    private static final Path OF_THIS_BUILD =
            Path.of(System.getProperty("quire.root"), "target", "deliberate-results");

    /** What every property tells about itself. */
    private static final List<String> PARAMETERS = List.of("machine", "subject", "seed", "steps");

    @Test
    void page_fixture_showsTheCounterexample() throws IOException, InterruptedException {
        open(PublishedReport.DELIBERATE, "fixture");
    }

    @Test
    void page_seededBugOfThisBuild_showsTheCounterexample()
            throws IOException, InterruptedException {
        assumeTrue(
                Files.isDirectory(OF_THIS_BUILD),
                "no deliberate failure in this build: the tests of properties write it");
        open(OF_THIS_BUILD, "this-build");
    }

    private static void open(Path results, String name) throws IOException, InterruptedException {
        Optional<Chromium> chromium = Chromium.find();
        assumeTrue(
                chromium.isPresent(),
                "no chromium on the PATH: the published page was not opened in a browser");
        TestResult red =
                ResultFolder.read(results).latest().stream()
                        .filter(test -> test.status() == Status.FAILED)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no failure in " + name));
        Path workspace = Path.of("target", "published-page", name).toAbsolutePath();
        PublishedReport published = new PublishedReport(workspace).publish(results);
        JsonNode test = published.page().test(red.name());

        String html =
                chromium.get()
                        .dump(
                                published.report().page(),
                                "testresult/" + test.path("uid").asText(),
                                workspace);

        ShownResult shown = new ShownResult(html);
        String message = ShownResult.oneSpaced(red.message());
        assertTrue(shown.text().contains(message), () -> "no message in: " + shown.text());
        assertTrue(shown.showsOperations(), () -> "no operation in: " + shown.text());
        assertTrue(shown.showsPicture(), () -> "no picture beside: " + shown.text());
        for (String parameter : PARAMETERS) {
            assertTrue(
                    shown.showsParameter(parameter, valueOf(test, parameter)),
                    () -> "no " + parameter + " in: " + shown.text());
        }
    }

    private static String valueOf(JsonNode test, String parameter) {
        for (JsonNode node : test.path("parameters")) {
            if (node.path("name").asText().equals(parameter)) {
                return node.path("value").asText();
            }
        }
        throw new AssertionError("the result must have a parameter " + parameter);
    }
}
