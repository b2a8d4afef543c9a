package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --against} finds, prints, keeps and refuses. */
class AgainstTest {
    @TempDir private Path folder;

    private Call compare(String first, String second, String... more) {
        List<String> words = new ArrayList<>();
        words.add("--subject=" + first);
        words.add("--against=" + second);
        words.addAll(List.of(more));
        return Call.hunt(folder, words.toArray(new String[0]));
    }

    private static String line(Call call, String word) {
        return call.out()
                .lines()
                .filter(line -> line.startsWith(word + " "))
                .reduce((one, other) -> other)
                .orElseThrow(() -> new AssertionError(call.out() + call.err()));
    }

    private void differNowhere(String first, String second, int steps) throws IOException {
        for (String machine : List.of("arm64-4k", "arm64-small")) {
            Call call =
                    compare(first, second, "--seed=1", "--machine=" + machine, "--steps=" + steps);
            assertEquals(
                    "result     no difference found, the budget is spent", line(call, "result"));
            assertEquals(ExitStatus.NOTHING_FOUND, call.status());
        }
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @ParameterizedTest
    @CsvSource({"contpte,plain", "plain,contpte", "contpte,contpte-visible", "contpte,contpte"})
    void hunt_twoRightSubjects_differNowhere(String first, String second) throws IOException {
        differNowhere(first, second, 25_000);
    }

    @Tag("nightly")
    @ParameterizedTest
    @CsvSource({"contpte,plain", "plain,contpte-visible", "contpte,contpte-visible"})
    void hunt_twoRightSubjectsForLong_differNowhere(String first, String second)
            throws IOException {
        differNowhere(first, second, 1_000_000);
    }

    @Test
    void hunt_seededBugAgainstARightSubject_tellsWhichFailsAndHow() {
        Call call = compare("plain", "sets-one-too-few", "--seed=1");
        assertEquals(ExitStatus.FOUND, call.status(), call.out() + call.err());
        assertTrue(
                call.out().startsWith("difference verdict: only the second fails\n"), call.out());
        assertTrue(call.out().contains("\nsubjects   plain against sets-one-too-few    machine"));
        assertTrue(call.out().contains("\ninvariant  INV-21 set-reads-back: "), call.out());
        String trace = Call.text(Call.only(folder));
        assertTrue(trace.contains("\n# compared with sets-one-too-few\n"), trace);
        assertTrue(trace.contains("\nsubject plain\nverdict passed\n"), trace);
    }

    @Test
    void hunt_seededBugFirst_keepsItsVerdict() {
        Call call = compare("sets-one-too-few", "contpte", "--seed=1");
        assertTrue(call.out().startsWith("difference verdict: only the first fails\n"), call.out());
        String kept = Call.only(folder).toString();
        assertTrue(Call.text(Path.of(kept)).contains("\nverdict violation set-reads-back INV-21"));
        assertTrue(Call.of("replay", kept).out().contains("reproduced to the letter"));
    }

    @Test
    void hunt_bugThatOnlyOneMachineShows_picksThatMachine() {
        Call call = compare("contpte", "advance-carries-into-attributes", "--seed=1", "--json");
        assertEquals(ExitStatus.FOUND, call.status(), call.out() + call.err());
        assertTrue(!call.json().get("machine").asText().equals("arm64-4k"), call.out());
    }

    @Test
    void hunt_sameSeededBugTwice_differsNowhere() {
        Call call = compare("sets-one-too-few", "sets-one-too-few", "--seed=1", "--steps=20000");
        assertEquals(ExitStatus.NOTHING_FOUND, call.status(), call.out());
        assertTrue(!line(call, "parted").startsWith("parted     0 of"), call.out());
    }

    @Test
    void hunt_cost_tellsTheShortestCallThatCostsOtherwise() {
        Call call = compare("contpte", "plain", "--seed=1", "--compare=cost");
        assertEquals(ExitStatus.FOUND, call.status(), call.out() + call.err());
        assertTrue(
                call.out().startsWith("difference cost: the call costs otherwise\n"), call.out());
        assertTrue(line(call, "costs").matches("costs +contpte +[0-9]+ access.*"), call.out());
        assertTrue(line(call, "shrunk").contains(" operations, 1-minimal, "), call.out());
    }

    @Test
    void hunt_linesToPaste_findTheSameAgain() {
        Call call = compare("contpte", "plain", "--seed=1", "--compare=cost");
        String[] replay = line(call, "replay").split("quire.jar ")[1].split(" ");
        Call again = Call.of(replay);
        assertEquals(ExitStatus.FOUND, again.status(), again.out() + again.err());
        assertTrue(line(again, "replay").startsWith("replay     differs: cost step="), again.out());
        String[] search = line(call, "search").split("quire.jar hunt ")[1].split(" ");
        Call found = Call.hunt(folder, search);
        assertEquals(line(call, "result"), line(found, "result"));
        String kept = Call.only(folder).toString();
        Call alike = Call.of("replay", kept, "--against=plain");
        assertEquals(ExitStatus.NOTHING_FOUND, alike.status());
        assertTrue(line(alike, "replay").startsWith("replay     no difference: "), alike.out());
    }

    @Test
    void hunt_anyNumberOfWorkers_printsTheSame() {
        List<String> printed = new ArrayList<>();
        for (String workers : List.of("1", "3")) {
            Call call =
                    compare(
                            "contpte",
                            "forgets-last-partial-block",
                            "--seed=7",
                            "--json",
                            "--workers=" + workers);
            printed.add(call.timeless());
        }
        assertEquals(printed.get(0), printed.get(1));
    }

    @Test
    void hunt_asJson_hasTheDifference() {
        JsonNode json = compare("plain", "sets-one-too-few", "--seed=1", "--json").json();
        assertEquals("plain", json.get("subject").asText());
        assertEquals("sets-one-too-few", json.get("against").asText());
        JsonNode difference = json.get("difference");
        assertEquals("verdict", difference.get("kind").asText());
        assertTrue(difference.get("first").get("verdict").isNull());
        assertTrue(difference.get("second").get("verdict").asText().startsWith("violation set-"));
        assertEquals(Call.only(folder).toString(), difference.get("trace").asText());
        JsonNode none = compare("plain", "contpte", "--seed=1", "--steps=1", "--json").json();
        assertTrue(none.get("difference").isNull());
        Call replay =
                Call.of("replay", difference.get("trace").asText(), "--against=contpte", "--json");
        assertTrue(replay.json().get("difference").isNull(), replay.out());
    }

    @Test
    void hunt_processes_areComparedAsOthersAre() {
        String right = ProcessSubjectTest.scripted("contpte");
        Call alike = compare("plain", right, "--seed=1", "--steps=3000");
        assertEquals(ExitStatus.NOTHING_FOUND, alike.status(), alike.out() + alike.err());
        String wrong = ProcessSubjectTest.scripted("sets-one-too-few");
        Call call = compare("contpte", wrong, "--seed=1");
        assertEquals(ExitStatus.FOUND, call.status(), call.out() + call.err());
        assertTrue(call.out().contains("invariant  INV-21 set-reads-back: "), call.out());
    }

    private void refuses(String message, String... args) {
        Call call = Call.hunt(folder, args);
        assertEquals("quire: " + message, call.err().stripTrailing());
        assertEquals(ExitStatus.USAGE, call.status());
    }

    @Test
    void hunt_wrongWords_areRefused() {
        refuses(
                "--against: found 2 targets, expected one subject on one machine",
                "--subject=contpte,plain",
                "--against=plain");
        refuses(
                "--against: found 2 targets, expected one subject on one machine",
                "--machine=arm64-4k,arm64-16k",
                "--against=plain");
        refuses("--against: found all, expected one subject", "--against=all");
        refuses("--against: found plain,contpte, expected one subject", "--against=plain,contpte");
        refuses(
                "--against: unknown subject frob, expected one of 'quire list subjects' or 'quire"
                        + " list bugs', or process: and a command",
                "--against=frob");
        refuses(
                "--compare: found frob, expected results, state or cost",
                "--against=plain",
                "--compare=state,frob");
        refuses(
                "--compare: found no --against, expected the subject to compare with",
                "--compare=state");
    }
}
