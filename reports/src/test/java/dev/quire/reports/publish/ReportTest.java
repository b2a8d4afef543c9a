package dev.quire.reports.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads two reports in a row: the first of a damaged folder, the second of a sound one. */
final class ReportTest {
    private static final String RED = "wrprotectPtes_anyRange_agreesWithReference";

    @TempDir private static Path target;
    private static PublishedReport published;
    private static SinglePage page;

    @BeforeAll
    static void publishTwice() throws IOException, InterruptedException {
        published = new PublishedReport(target);
        published.publish(PublishedReport.DAMAGED).publish(PublishedReport.DELIBERATE);
        page = published.page();
    }

    @Test
    void publish_damagedFolder_printsEachProblem() {
        assertTrue(published.printed().contains("Report: 2 tests, 2 passed\n"));
        assertTrue(published.printed().contains("truncated-result.json: must be one JSON value"));
        assertFalse(published.printed().contains("  allure: "), published::printed);
    }

    @Test
    void publish_soundFolder_printsWhereThePageIs() {
        String end = "  one page           " + published.report().page() + "\n";

        assertTrue(published.printed().contains("Report: 2 tests, 1 passed, 1 failed\n" + end));
    }

    @Test
    void publish_failure_printsTheShortestCounterexampleLast() {
        String printed = published.printed();

        assertTrue(printed.contains("\n>>  2  wrprotect_ptes  mm=1"), printed);
        assertTrue(printed.indexOf("one page  ") < printed.indexOf(">>  2  "), printed);
    }

    @Test
    void page_aloneOnDisk_asksNoServer() throws IOException {
        String text = Files.readString(published.report().page());

        assertFalse(text.contains("<script async src="));
        assertFalse(text.contains("src=\"http"));
    }

    @Test
    void page_failure_carriesMessageAndAttachments() throws IOException {
        JsonNode red = page.test(RED);

        assertTrue(red.path("statusMessage").asText().contains("\n>>  2  wrprotect_ptes  mm=1"));
        assertEquals(2, red.path("testStage").path("attachments").size());
        assertEquals("arm64-4k", parameter(red, "machine"));
    }

    @Test
    void page_failure_isInTheCategoryOfItsInvariantOnly() throws IOException {
        JsonNode categories = page.test(RED).path("extra").path("categories");

        assertEquals(
                List.of("invariant INV-26 contpte-block-uniform"),
                categories.findValuesAsText("name"));
    }

    @Test
    void page_secondReport_showsTheTrendOfBoth() throws IOException {
        JsonNode trend = page.json("widgets/history-trend.json");

        assertEquals(List.of("2", "1"), trend.findValuesAsText("buildOrder"));
    }

    @Test
    void page_environment_holdsSettingsAndTheNumberOfProblems() throws IOException {
        List<String> names = page.json("widgets/environment.json").findValuesAsText("name");

        assertEquals(
                List.of("Files with problems", "quire.seed"), names.stream().sorted().toList());
    }

    @Test
    void folder_secondReport_knowsTheSameTests() throws IOException {
        Path trend = published.report().folder().resolve("history/history-trend.json");

        assertTrue(Files.readString(trend).contains("\"buildOrder\":2"));
    }

    private static String parameter(JsonNode test, String name) {
        for (JsonNode parameter : test.path("parameters")) {
            if (parameter.path("name").asText().equals(name)) {
                return parameter.path("value").asText();
            }
        }
        throw new AssertionError("no parameter " + name + " in " + test.path("parameters"));
    }
}
