package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExploreCommandTest {
    @TempDir private Path folder;

    private Call explore(String... args) {
        List<String> all = new ArrayList<>(List.of("explore", "--no-progress"));
        all.add("--found=" + folder);
        all.addAll(List.of(args));
        return Call.of(all.toArray(new String[0]));
    }

    @Test
    void explore_toADepth_tellsWhatIsCoveredAndThatItIsNotAll() {
        Call some = explore("--folios=1", "--depth=2");
        assertEquals(ExitStatus.GOAL_MISSED, some.status(), some.err());
        assertTrue(
                some.out().startsWith("result     nothing found: every state to the depth"),
                some.out());
        assertTrue(
                some.out().contains("covered    all transitions of every state at most 1 op"),
                some.out());
    }

    @Test
    void explore_json_hasTheKeysThatOthersRelyOn() {
        JsonNode json = explore("--folios=1", "--depth=2", "--json").json();
        assertFalse(json.get("complete").asBoolean());
        assertEquals("contpte", json.get("subject").asText());
        assertEquals(2, json.get("depth").asInt());
        assertTrue(json.get("statesDistinct").asInt() > 100);
        assertTrue(json.get("statesGenerated").asLong() > json.get("statesDistinct").asInt());
        assertTrue(json.get("bytesPerState").asDouble() > 0);
        assertTrue(json.get("seconds").isNumber());
        assertTrue(json.get("machine").asText().startsWith("arm64-small cpus=2 hafdbs=1,0"));
        assertTrue(json.get("verdict").isNull());
    }

    @Test
    void explore_seededBug_isFoundKeptAndReplays() throws Exception {
        Call found = explore("--subject=folds-differing-permissions", "--folios=1");
        assertEquals(ExitStatus.FOUND, found.status(), found.out() + found.err());
        assertTrue(found.out().contains("result     a transition broke a promise"), found.out());
        Path kept;
        try (var files = Files.list(folder)) {
            kept = files.findFirst().orElseThrow();
        }
        assertEquals(ExitStatus.FOUND, Call.of("replay", kept.toString()).status());
        assertTrue(
                Call.text(kept).contains("explore --subject=folds-differing-permissions"),
                Call.text(kept));
    }

    @Test
    void explore_anyNumberOfWorkers_printsTheSame() {
        Call one = explore("--folios=1", "--depth=3", "--workers=1");
        Call three = explore("--folios=1", "--depth=3", "--workers=3");
        assertEquals(withoutSpeed(one), withoutSpeed(three));
    }

    private static String withoutSpeed(Call call) {
        return String.join(
                "\n", call.out().lines().filter(line -> !line.startsWith("speed")).toList());
    }

    @Test
    void resume_withoutOptions_goesOnWithThoseOfTheFile() {
        String file = folder.resolve("states").toString();
        String[] options = {
            "--subject=contpte-visible",
            "--folios=1",
            "--with=short,special",
            "--no-transactions",
            "--no-symmetry"
        };
        Call some = explore(with(options, "--depth=1", "--checkpoint=" + file));
        assertEquals(ExitStatus.GOAL_MISSED, some.status(), some.err());
        Call again = explore("--resume=" + file);
        assertEquals(withoutSpeed(some), withoutSpeed(again));
        Call more = explore("--resume=" + file, "--depth=2");
        assertEquals(withoutSpeed(explore(with(options, "--depth=2"))), withoutSpeed(more));
        Call other = explore("--resume=" + file, "--folios=2");
        assertEquals(ExitStatus.USAGE, other.status());
        assertTrue(other.err().contains("--resume: " + file + ": found a che"), other.err());
        assertTrue(other.err().contains("folios=2 kept=0"), other.err());
    }

    private static String[] with(String[] args, String... more) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    @Test
    void resume_ofAProcess_isNotRunBecauseAFileSaysSo() {
        String file = folder.resolve("states").toString();
        String process = ProcessSubjectTest.scripted("contpte");
        String[] options = {"--subject=" + process, "--folios=1", "--no-transactions"};
        Call some = explore(with(options, "--depth=1", "--workers=1", "--checkpoint=" + file));
        assertEquals(ExitStatus.GOAL_MISSED, some.status(), some.err());
        Call unasked = explore("--resume=" + file);
        assertEquals(ExitStatus.USAGE, unasked.status());
        assertTrue(unasked.err().contains("not run because a file says so"), unasked.err());
        Call asked = explore("--resume=" + file, "--subject=" + process, "--workers=1");
        assertEquals(withoutSpeed(some), withoutSpeed(asked));
    }

    @Test
    void process_thatKeepsState_isRefused() {
        Call refused = explore("--subject=" + ProcessSubjectTest.scripted("contpte stateless=0"));
        assertEquals(ExitStatus.USAGE, refused.status(), refused.err());
        assertTrue(refused.err().contains("--subject: found a process that does not say"));
    }

    @Test
    void process_seededBug_isFoundAsInJava() {
        String bug = "sets-one-too-few";
        Call java = explore("--subject=" + bug, "--folios=1");
        Call process = explore("--subject=" + ProcessSubjectTest.scripted(bug), "--folios=1");
        assertEquals(ExitStatus.FOUND, process.status(), process.out() + process.err());
        assertEquals(counts(java), counts(process));
    }

    private static String counts(Call call) {
        return String.join(
                "\n",
                call.out()
                        .lines()
                        .filter(line -> line.startsWith("result") || line.startsWith("states"))
                        .toList());
    }

    @Tag("nightly")
    @Test
    void explore_noRoom_endsAndTellsWhatItCovered() {
        Call some = explore("--memory=1", "--no-symmetry", "--no-transactions");
        assertEquals(ExitStatus.GOAL_MISSED, some.status(), some.err());
        assertTrue(some.out().contains("there is no room for more states"), some.out());
        assertTrue(some.out().contains(" states wait"), some.out());
    }

    @ParameterizedTest
    @CsvSource({
        "--blocks=3, '--blocks: found 3, expected a decimal number from 1 to 2'",
        "--bbm=1, '--bbm: found 1, expected 0, 2 or 3'",
        "--moves, '--moves: found it with --blocks=1, expected --blocks=2'",
        "--resume=no-such-file, '--resume: no-such-file: found no file, expected a checkpoint'",
        "--checkpoint=no/such/file, '--checkpoint: no/such/file: found no folder '",
        "--subject=nobody, '--subject: unknown subject nobody'",
        "--depth=-1, '--depth: found -1, expected a decimal number from 0'",
        "--preemptions=x, '--preemptions: found x, expected a decimal number from 0 to 4'"
    })
    void explore_badOption_isRefusedByName(String option, String message) {
        Call refused = explore(option);
        assertEquals(ExitStatus.USAGE, refused.status());
        assertTrue(refused.err().contains(message), refused.err());
    }
}
