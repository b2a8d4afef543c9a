package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --against} finds, prints, keeps and refuses of folios. */
class FolioAgainstTest {
    private static final String BUG = "keeps-exclusive-after-fork";
    private static final String KEPT =
            "../counterexamples/corpus/folio/bad_exclusive-true_" + BUG + ".trace";

    @TempDir private Path folder;

    private Call compare(String first, String second, String... more) {
        List<String> words = new ArrayList<>();
        words.add("--system=folio");
        words.add("--subject=" + first);
        words.add("--against=" + second);
        words.add("--seed=1");
        words.addAll(List.of(more));
        return Call.hunt(folder, words.toArray(new String[0]));
    }

    private Path kept() {
        return Call.only(folder.resolve("folio"));
    }

    @Test
    void hunt_sameSubjectTwice_differsNowhere() {
        Call call =
                compare("folio-packed", "folio-packed", "--steps=20000", "--compare=state,cost");
        assertEquals(ExitStatus.NOTHING_FOUND, call.status(), call.err());
        assertTrue(call.out().startsWith("result     no difference found, the budget is spent\n"));
        assertTrue(call.out().contains("\nparted     0 of "), call.out());
        assertTrue(Files.notExists(folder.resolve("folio")));
    }

    @Test
    void hunt_noMachine_takesThoseOfAnyHunt() {
        Call call = compare("folio-packed", "folio-packed", "--steps=3000");
        String on = "target     folio-packed on folio-4k%s against folio-packed";
        assertEquals(
                List.of(on.formatted(""), on.formatted("-dirty"), on.formatted("-secure")),
                call.out().lines().filter(line -> line.startsWith("target ")).toList());
        Call bug = compare("folio-packed", BUG);
        assertTrue(bug.out().contains("\ntarget     folio-packed on folio-4k against " + BUG));
        Call two =
                compare(
                        "folio-packed",
                        "folio-packed",
                        "--steps=3000",
                        "--json",
                        "--machine=folio-small,folio-4k-dirty");
        assertEquals("folio-small,folio-4k-dirty", two.json().get("machine").asText());
    }

    @Test
    void hunt_bugSecond_isKeptAsATraceOfTheFirst() {
        Call call = compare("folio-packed", BUG);
        assertEquals(ExitStatus.FOUND, call.status(), call.err());
        String out = call.out();
        assertTrue(out.startsWith("difference state: only the second fails\n"), out);
        assertTrue(out.contains("\nsubjects   folio-packed against " + BUG), out);
        assertTrue(out.contains("\n>>   3  fork_range mm=1 addr=0x0 to=2\n"), out);
        assertTrue(out.contains("\n0x0        folio-packed                order=0 anon"), out);
        assertTrue(out.contains("\ninvariant  INV-55 exclusive-true: "), out);
        assertTrue(out.contains("-> 3 operations, 1-minimal\n"), out);
        String trace = Call.text(kept());
        assertTrue(trace.contains("\n# compared with " + BUG + "\n"), trace);
        assertTrue(trace.contains("\nsubject folio-packed\nverdict passed\n"), trace);
        String[] again = {"replay", kept().toString(), "--against=" + BUG};
        assertEquals(ExitStatus.FOUND, Call.of(again).status());
        assertEquals(ExitStatus.NOTHING_FOUND, Call.of(again[0], again[1]).status());
    }

    @Test
    void hunt_bugFirst_keepsItsVerdict() {
        Call call = compare(BUG, "folio-packed", "--json");
        assertEquals(ExitStatus.FOUND, call.status(), call.err());
        JsonNode difference = call.json().get("difference");
        assertEquals("state", difference.get("kind").asText());
        assertEquals("fork_range", difference.get("call").asText());
        assertEquals(3, difference.get("operations").asInt());
        assertTrue(difference.get("oneMinimal").asBoolean());
        assertEquals("0x0", difference.get("places").get(0).get("place").asText());
        assertTrue(difference.get("second").get("verdict").isNull());
        String expected = "violation exclusive-true INV-55 step=3";
        assertEquals(expected, difference.get("first").get("verdict").asText());
        assertTrue(Call.text(kept()).contains("\nverdict " + expected + "\n"));
    }

    @Test
    void hunt_costs_tellTwoDesignsApart() {
        Call call = compare("tests-and-sets-clean", "pays-before-the-work", "--compare=cost");
        assertEquals(ExitStatus.FOUND, call.status(), call.err());
        assertTrue(
                call.out().startsWith("difference cost: cache work on 1 page against 2 pages\n"),
                call.out());
        assertTrue(call.out().contains("\ncosts      tests-and-sets-clean  1 page\n"), call.out());
    }

    @Test
    void hunt_anyNumberOfWorkers_findsTheSame() {
        Call one = compare("poisons-the-head", "folio-packed", "--workers=1");
        Call two = compare("poisons-the-head", "folio-packed", "--workers=2");
        assertEquals(one.timeless().replace("workers 1", "workers 2"), two.timeless());
    }

    @Test
    void replay_keptTrace_tellsTheDifference() {
        Call text = Call.of("replay", KEPT, "--against=folio-packed");
        assertEquals(ExitStatus.FOUND, text.status(), text.err());
        assertTrue(
                text.out().endsWith("differs: state step=3, fork_range: only the first fails\n"));
        JsonNode json = Call.of("replay", KEPT, "--against=folio-packed", "--json").json();
        assertEquals("folio-packed", json.get("against").asText());
        assertEquals("state", json.get("difference").get("kind").asText());
        assertFalse(json.get("parted").asBoolean());
    }

    @Test
    void replay_whereTheyAreAlike_saysSo() {
        Call same = Call.of("replay", KEPT, "--subject=folio-packed", "--against=poisons-the-head");
        assertEquals(ExitStatus.NOTHING_FOUND, same.status(), same.err());
        assertEquals(
                "replay     no difference: 3 steps on folio-packed and poisons-the-head\n",
                same.out());
        Call alike = Call.of("replay", KEPT, "--against=" + BUG);
        assertTrue(alike.out().endsWith("; the last one left nothing to compare\n"), alike.out());
    }

    @Test
    void against_whatIsNoSubjectOfFolios_isRefused() {
        Call hunt = compare("folio-packed", "contpte");
        assertEquals(ExitStatus.USAGE, hunt.status());
        assertTrue(hunt.err().contains("--against: unknown subject contpte"), hunt.err());
        Call replay = Call.of("replay", KEPT, "--against=plain");
        assertEquals(ExitStatus.USAGE, replay.status());
        assertTrue(replay.err().contains("--against: unknown subject plain"), replay.err());
        Call part = compare("folio-packed", BUG, "--compare=size");
        assertTrue(part.err().contains("--compare: found size"), part.err());
    }
}
