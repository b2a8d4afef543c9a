package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.counterexamples.picture.FailureReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hunt} prints, keeps, and says by its exit status. */
class HuntCommandTest {
    @TempDir private Path folder;

    @Test
    void hunt_nothingToFind_tellsWhatWasReached() {
        Call hunt = Call.hunt(folder, "--seed=1", "--steps=100000");
        assertEquals(ExitStatus.NOTHING_FOUND, hunt.status(), hunt.out());
        assertEquals("", hunt.err());
        List<String> words = hunt.out().lines().map(line -> line.split(" ")[0]).toList();
        assertEquals(
                List.of(
                        "result",
                        "hunted",
                        "reached",
                        "ranges",
                        "goals",
                        "tested",
                        "pairs",
                        "never",
                        "next",
                        "unseen",
                        "confidence",
                        "target"),
                words);
        assertTrue(hunt.out().contains("result     nothing found, the budget is spent\n"));
        assertTrue(hunt.out().contains("hunted     seed 0x1, length 40\n"));
        assertTrue(hunt.out().contains("goals      24 of 24 reached\n"));
        assertTrue(hunt.out().contains("target     contpte on arm64-4k\n"));
    }

    @Test
    void hunt_asTextAndAsJson_tellsWhichInvariantsWereNeverPutToTheTest() {
        Call hunt = Call.hunt(folder, "--seed=1", "--steps=4000", "--subject=plain");
        assertTrue(
                hunt.out().contains("tested     24 of 24 invariants put to the test; least often"),
                hunt.out());
        assertTrue(
                hunt.out().lines().anyMatch(line -> line.matches("never +[a-z_]+ [0-9]+, .*")),
                hunt.out());
        Call few = Call.hunt(folder, "--seed=1", "--steps=40");
        assertTrue(
                few.out()
                        .contains(
                                "untested   flush-reaches-blocks INV-47: never a page was flushed"
                                        + " of which a CPU kept the block\n"),
                few.out());
        JsonNode json = Call.hunt(folder, "--seed=1", "--steps=40", "--json").json();
        assertTrue(json.get("invariantsTested").get("meaning-equal").asLong() > 0);
        assertEquals(0, json.get("invariantsTested").get("flush-reaches-blocks").asLong());
        assertTrue(json.get("invariantsUntested").get("flush-reaches-blocks").isTextual());
    }

    @Test
    void hunt_budgetTooSmallForTheGoals_saysSoByItsStatus() {
        Call hunt = Call.hunt(folder, "--seed=1", "--steps=1");
        assertEquals(ExitStatus.GOAL_MISSED, hunt.status());
        assertTrue(
                hunt.out().contains("missed     kernel: a kernel address space was mapped\n"),
                hunt.out());
    }

    @Test
    void hunt_seededBug_findsShrinksAndKeepsIt() {
        Call hunt = Call.hunt(folder, "--subject=sets-one-too-few", "--seed=1");
        assertEquals(ExitStatus.FOUND, hunt.status());
        Path kept = Call.only(folder);
        assertTrue(
                hunt.out().startsWith("invariant  INV-21 set-reads-back: a set slot holds its"),
                hunt.out());
        assertTrue(hunt.out().contains("replay     " + FailureReport.COMMAND + " replay " + kept));
        assertTrue(hunt.out().contains("kept       " + kept + "\n"));
        assertTrue(hunt.out().contains("1-minimal: every single deletion and lowering was tried"));
        Call replay = Call.of("replay", kept.toString());
        assertEquals(ExitStatus.FOUND, replay.status());
        assertTrue(replay.out().contains("replay     reproduced to the letter: violation"));
    }

    @Test
    void hunt_searchLineOfWhatItFound_findsTheSameAgain() {
        Call hunt = Call.hunt(folder, "--subject=folds-kernel", "--seed=0x11", "--length=25");
        String search =
                hunt.out()
                        .lines()
                        .filter(line -> line.startsWith("search "))
                        .findFirst()
                        .orElseThrow();
        String prefix = "search     " + FailureReport.COMMAND + " hunt ";
        assertTrue(search.startsWith(prefix), search);
        String[] options = search.substring(prefix.length()).split(" ");
        Call again = Call.hunt(folder, options);
        assertEquals(ExitStatus.FOUND, again.status());
        assertTrue(again.out().contains(", which was there and is not longer\n"), again.out());
        assertEquals(lines(hunt, "result"), lines(again, "result"));
    }

    private static List<String> lines(Call call, String word) {
        return call.out().lines().filter(line -> line.startsWith(word)).toList();
    }

    @Test
    void hunt_oneAndTwoWorkers_printAndKeepTheSameBytes() throws IOException {
        List<String> printed = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (String workers : List.of("1", "2")) {
            Path own = Files.createDirectory(folder.resolve(workers));
            Call hunt =
                    Call.hunt(
                            own,
                            "--subject=forgets-last-partial-block",
                            "--seed=7",
                            "--workers=" + workers);
            printed.add(hunt.timeless().replace(own.toString(), "FOUND"));
            kept.add(Call.only(own).getFileName() + "\n" + Call.text(Call.only(own)));
        }
        assertEquals(printed.get(0), printed.get(1));
        assertEquals(kept.get(0), kept.get(1));
    }

    @Test
    void hunt_anotherSeed_printsOtherBytes() {
        Call one = Call.hunt(folder, "--seed=1", "--steps=20000", "--json");
        Call same = Call.hunt(folder, "--seed=0x1", "--steps=20000", "--json");
        Call other = Call.hunt(folder, "--seed=2", "--steps=20000", "--json");
        assertEquals(one.timeless(), same.timeless());
        assertNotEquals(one.timeless(), other.timeless());
    }

    @Test
    void hunt_withoutSeed_takesAnotherOneEachTime() {
        String one = Call.hunt(folder, "--steps=1", "--json").json().get("seed").asText();
        String other = Call.hunt(folder, "--steps=1", "--json").json().get("seed").asText();
        assertTrue(one.startsWith("0x"));
        assertNotEquals(one, other);
    }

    @Test
    void hunt_bugThatOnlyOneMachineShows_picksThatMachine() {
        Call hunt = Call.hunt(folder, "--subject=advance-carries-into-attributes", "--json");
        assertEquals(ExitStatus.FOUND, hunt.status());
        assertNotEquals("arm64-4k", hunt.json().get("machine").asText());
    }

    @Test
    void hunt_everySubjectAndMachine_tellsEachApart() {
        Call hunt = Call.hunt(folder, "--subject=all", "--machine=all", "--steps=20000");
        assertTrue(hunt.status() == 0 || hunt.status() == ExitStatus.GOAL_MISSED, hunt.out());
        List<String> rows = lines(hunt, "contpte ");
        assertEquals(7, rows.size(), hunt.out());
        assertEquals(7, lines(hunt, "plain ").size());
    }

    @Test
    void hunt_timeBudget_endsWithIt() {
        Call hunt = Call.hunt(folder, "--time=300ms", "--json");
        double seconds = hunt.json().get("seconds").asDouble();
        assertTrue(seconds >= 0.3 && seconds < 5, hunt.out());
    }

    @Test
    void hunt_watched_showsHowFarItIs() {
        Call hunt = Call.watched("hunt", "--time=900ms", "--seed=1", "--found=" + folder);
        assertTrue(hunt.err().startsWith("quire: hunting with seed 0x1, Ctrl-C ends it early"));
        assertTrue(hunt.err().matches("(?s).*hunt +100% \\[=+].* M steps, .* M/s.*"), hunt.err());
        Call quiet = Call.watched("hunt", "--time=1ms", "--no-progress", "--found=" + folder);
        assertEquals("", quiet.err());
    }

    @Test
    void hunt_asJson_hasTheKeysThatOthersRelyOn() {
        Call passing = Call.hunt(folder, "--steps=100000", "--seed=1", "--json");
        for (String key :
                List.of(
                        "seed",
                        "machine",
                        "subject",
                        "systems",
                        "sequences",
                        "steps",
                        "seconds",
                        "goalsMissed",
                        "verdict")) {
            assertTrue(passing.json().has(key), key);
        }
        assertTrue(passing.json().get("verdict").isNull());
        assertEquals(0, passing.json().get("goalsMissed").size());
        assertEquals("0x1", passing.json().get("seed").asText());
        Call failing = Call.hunt(folder, "--subject=sets-one-too-few", "--seed=1", "--json");
        JsonNode verdict = failing.json().get("verdict");
        assertEquals("violation", verdict.get("kind").asText());
        assertEquals("set-reads-back", verdict.get("invariant").asText());
        assertTrue(verdict.get("message").asText().contains("the slot is none"));
        assertEquals(1, verdict.get("operations").asInt());
        assertEquals(Call.only(folder).toString(), verdict.get("trace").asText());
    }

    @Test
    void hunt_asJson_tellsWhichPairsWereNeverMet() {
        JsonNode json = Call.hunt(folder, "--steps=20000", "--seed=1", "--json").json();
        int never = 0;
        for (JsonNode states : json.get("pairsNeverMet")) {
            never += states.size();
        }
        int met = json.get("pairsMet").asInt();
        assertTrue(met > 300 && never > 300, json.toString());
        assertEquals(met + never, json.get("pairsPossible").asInt());
        assertEquals(met, json.get("targets").get(0).get("pairsMet").asInt());
        assertTrue(json.get("pairsNeverMet").get("move_ptes").get(0).isTextual());
        for (String estimated : List.of("newPairChance", "unseenPairs")) {
            JsonNode estimate = json.get(estimated);
            double value = estimate.get("estimate").asDouble();
            assertTrue(estimate.get("low").asDouble() < value, estimated);
            assertTrue(value < estimate.get("high").asDouble(), estimated);
        }
    }

    @Test
    void hunt_noStepsToShrink_saysThatItIsNotMinimal() {
        Call hunt = Call.hunt(folder, "--subject=folds-kernel", "--seed=1", "--shrink-steps=0");
        assertEquals(ExitStatus.FOUND, hunt.status());
        assertTrue(hunt.out().contains("not known to be minimal: its budget ended"), hunt.out());
    }

    @Test
    void hunt_keepsNowhere_printsTheWholeTrace() throws IOException {
        Path full = tooDeepForFiles();
        Call hunt = Call.hunt(full, "--subject=sets-one-too-few", "--seed=1");
        assertEquals(ExitStatus.FOUND, hunt.status());
        assertTrue(hunt.out().contains("kept       nowhere: the whole trace is printed below\n"));
        String trace = hunt.out().substring(hunt.out().indexOf("quire-trace 1\n"));
        assertTrue(hunt.err().startsWith("quire: a trace must be writable: "), hunt.err());
        assertTrue(
                hunt.err()
                        .endsWith(
                                "; the trace is not kept, but printed in full on standard output"
                                        + System.lineSeparator()));
        assertEquals(ExitStatus.FOUND, Call.withInput(trace, "replay", "-").status());
        Call json = Call.hunt(full, "--subject=sets-one-too-few", "--seed=1", "--json");
        assertTrue(json.json().get("verdict").get("trace").isNull());
        assertEquals(trace, json.json().get("verdict").get("text").asText());
    }

    /** A folder whose path is as long as paths may be: no file has a place in it. */
    private Path tooDeepForFiles() throws IOException {
        int pathBytesMax = 4095;
        int partBytes = 200;
        Path deep = folder.toAbsolutePath();
        while (deep.toString().length() + partBytes < pathBytesMax) {
            deep = deep.resolve("d".repeat(partBytes - 1));
        }
        int left = pathBytesMax - 10 - deep.toString().length();
        return Files.createDirectories(left > 1 ? deep.resolve("d".repeat(left)) : deep);
    }
}
