package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bench-bugs} prints, writes, and says by its exit status. */
class BenchBugsCommandTest {
    @TempDir private Path folder;

    private static Call bench(String... args) {
        List<String> all = new ArrayList<>(List.of("bench-bugs", "--no-progress"));
        all.addAll(List.of(args));
        return Call.of(all.toArray(new String[0]));
    }

    @Test
    void json_bugsAndCorrectSubjects_hasTheKeysThatOthersRelyOn() {
        Call bench =
                bench(
                        "--bug=never-folds",
                        "--subject=plain",
                        "--seeds=6",
                        "--steps=5000",
                        "--strategy=plain,swarm",
                        "--json");
        assertEquals(ExitStatus.NOTHING_FOUND, bench.status(), bench.err());
        JsonNode json = bench.json();
        assertEquals(0, json.get("falseAlarms").asInt());
        assertEquals(2, json.get("rows").size());
        assertEquals(2, json.get("correct").size());
        JsonNode row = json.get("rows").get(0);
        assertEquals("never-folds", row.get("bug").asText());
        assertEquals("plain", row.get("strategy").asText());
        assertEquals(6, row.get("seeds").asInt());
        assertEquals(6, row.get("found").asInt());
        long median = row.get("stepsMedian").asLong();
        assertTrue(row.get("stepsLow").asLong() <= median, row::toString);
        assertTrue(row.get("stepsHigh").asLong() >= median, row::toString);
        assertEquals(1, row.get("shareHigh").asDouble());
        assertTrue(row.get("operationsMedian").asLong() <= row.get("operationsMax").asLong());
        assertTrue(json.get("correct").get(0).get("stepsMedian").isNull());
        assertEquals(2, json.get("strategies").size());
    }

    @Test
    void bug_thatIsNone_isRefused() {
        Call correct = bench("--bug=contpte");
        assertEquals(ExitStatus.USAGE, correct.status());
        assertEquals(
                "quire: --bug: found contpte, no seeded bug, expected one of 'quire list bugs', or"
                        + " --subject=contpte",
                correct.err().stripTrailing());
        Call unknown = bench("--bug=frob");
        assertEquals(ExitStatus.USAGE, unknown.status());
        assertTrue(unknown.err().stripTrailing().endsWith("expected one of 'quire list bugs'"));
    }

    @Test
    void text_anyNumberOfThreads_isTheSameBytes() {
        String[] args = {"--bug=never-folds", "--bug=trusts-given-cont", "--seeds=2"};
        Call one = bench(with(args, "--steps=8000", "--threads=1"));
        Call two = bench(with(args, "--steps=8000", "--threads=2"));
        assertEquals(one.out(), two.out());
        assertTrue(one.out().startsWith("2 bugs, 2 seeds of 8,000 steps each\n"), one.out());
        assertTrue(one.out().contains("| plain | 8,000 | 1 | 0 | 1 |"), one.out());
        assertTrue(one.out().contains("\n| trusts-given-cont | 0/2, > 8,000 |"), one.out());
    }

    private static String[] with(String[] args, String... more) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    @Test
    void rows_keptInAFile_areNotRunAgain() {
        Path rows = folder.resolve("rows");
        Path json = folder.resolve("json");
        String[] args = {
            "--bug=never-folds", "--seeds=2", "--steps=3000", "--strategy=plain", "--rows=" + rows
        };
        Call first = Call.of(with(new String[] {"bench-bugs"}, args));
        assertTrue(first.err().startsWith("quire: 1 of 1: never-folds, plain: 2/2, "), first.err());
        String kept = Call.text(rows);
        Call again = bench(with(args, "--json=" + json));
        assertEquals(first.out(), again.out());
        assertEquals(kept, Call.text(rows));
        assertTrue(Call.text(json).contains("\"falseAlarms\" : 0"), Call.text(json));
        Call other = bench("--bug=never-folds", "--seeds=3", "--rows=" + rows);
        assertEquals(ExitStatus.USAGE, other.status());
        assertTrue(other.err().contains(" seeds=3 steps=100000 shrink-steps="), other.err());
        Call nowhere = bench("--bug=never-folds", "--rows=" + folder.resolve("none/rows"));
        assertEquals(ExitStatus.USAGE, nowhere.status());
        assertTrue(nowhere.err().contains("--rows: " + folder), nowhere.err());
        assertTrue(nowhere.err().contains("found no folder"), nowhere.err());
        assertFalse(nowhere.err().contains("Exception"), nowhere.err());
    }

    @Test
    void subject_aProcess_isSearchedByWhatGenerates() {
        String process = ProcessSubjectTest.scripted("sets-one-too-few");
        Call bench =
                bench(
                        "--subject=" + process,
                        "--seeds=1",
                        "--steps=2000",
                        "--shrink-steps=300",
                        "--threads=2",
                        "--json");
        assertEquals(ExitStatus.NOTHING_FOUND, bench.status(), bench.err());
        JsonNode rows = bench.json().get("rows");
        List<String> ways = new ArrayList<>();
        for (JsonNode row : rows) {
            assertEquals(process, row.get("bug").asText());
            assertEquals(1, row.get("found").asInt(), row::toString);
            ways.add(row.get("strategy").asText());
        }
        assertEquals(List.of("jqwik", "quicktheories", "plain", "swarm", "half-swarm"), ways);
    }

    @Test
    void usage_wrongNames_areRefused() {
        Call way = bench("--strategy=luck");
        assertEquals(ExitStatus.USAGE, way.status());
        assertTrue(
                way.err().contains("--strategy: found luck, expected one of jqwik, "), way.err());
        Call bug = bench("--bug=none-such");
        assertEquals(ExitStatus.USAGE, bug.status());
        assertFalse(bug.err().isEmpty());
        Call folios = bench("--bug=poisons-the-head");
        assertEquals(ExitStatus.USAGE, folios.status());
        String expected = "a seeded bug of folios, expected one of ranges";
        assertTrue(folios.err().contains(expected), folios.err());
    }
}
