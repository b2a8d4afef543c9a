package dev.quire.reports.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.reports.results.JsonText;
import dev.quire.reports.results.MalformedFile;
import dev.quire.reports.results.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HistoryTest {
    private static final String TREND = "history-trend.json";

    @TempDir private Path temp;
    private Path kept;
    private Path results;
    private History history;

    @BeforeEach
    void folders() throws IOException {
        kept = temp.resolve("kept");
        results = Files.createDirectory(temp.resolve("results"));
        history = new History(kept);
    }

    @Test
    void carryInto_nothingKept_numbersTheFirstReport() throws IOException, MalformedFile {
        assertEquals(List.of(), history.carryInto(results, "0.1 abc"));

        JsonNode executor = JsonText.read(results.resolve("executor.json"));
        assertEquals(1, executor.get("buildOrder").asInt());
        assertEquals("#1 0.1 abc", executor.get("buildName").asText());
    }

    @Test
    void carryInto_keptReport_copiesItAndCountsOn() throws IOException, MalformedFile {
        String trend = "[{\"buildOrder\": 7, \"data\": {}}, {\"buildOrder\": 6, \"data\": {}}]";
        history.keepFrom(reportWith(TREND, trend));

        history.carryInto(results, "");

        assertEquals(trend, Files.readString(results.resolve("history").resolve(TREND)));
        assertEquals(8, JsonText.read(results.resolve("executor.json")).get("buildOrder").asInt());
    }

    @Test
    void carryInto_truncatedFile_movesItAsideAndSaysSo() throws IOException {
        history.keepFrom(reportWith(TREND, "[{\"buildOrder\": 7"));

        List<Problem> problems = history.carryInto(results, "");

        assertEquals(1, problems.size());
        assertTrue(problems.get(0).text().startsWith(TREND + ": must be one JSON value: line 1"));
        assertTrue(problems.get(0).text().endsWith("; kept as " + TREND + ".unreadable"));
        assertTrue(Files.exists(kept.resolve(TREND + ".unreadable")));
        assertFalse(Files.exists(results.resolve("history").resolve(TREND)));
    }

    @Test
    void keepFrom_secondReport_replacesTheFirst() throws IOException {
        history.keepFrom(reportWith("history.json", "{}"));
        history.keepFrom(reportWith("history.json", "{\"a\": {}}"));

        assertEquals("{\"a\": {}}", Files.readString(kept.resolve("history.json")));
    }

    @Test
    void keepFrom_reportWithoutHistory_keepsWhatThereWas() throws IOException {
        history.keepFrom(reportWith("history.json", "{}"));
        history.keepFrom(temp.resolve("no-report"));

        assertEquals("{}", Files.readString(kept.resolve("history.json")));
    }

    private Path reportWith(String file, String content) throws IOException {
        Path report = temp.resolve("report");
        Files.createDirectories(report.resolve("history"));
        Files.writeString(report.resolve("history").resolve(file), content);
        return report;
    }
}
