package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code explore --against} finds, prints, keeps and refuses. */
class ExploreAgainstTest {
    @TempDir private Path folder;

    private Call explore(String... args) {
        List<String> all = new ArrayList<>(List.of("explore", "--no-progress", "--folios=1"));
        all.add("--found=" + folder.resolve("found"));
        all.addAll(List.of(args));
        return Call.of(all.toArray(new String[0]));
    }

    private static String withoutSpeed(Call call) {
        return String.join(
                "\n",
                call.out()
                        .lines()
                        .filter(line -> !line.startsWith("speed") && !line.startsWith("memory"))
                        .toList());
    }

    @Test
    void explore_seededBug_tellsTheShortestSequenceSideBySide() {
        Call found = explore("--subject=contpte", "--against=folds-differing-permissions");
        assertEquals(ExitStatus.FOUND, found.status(), found.out() + found.err());
        assertTrue(
                found.out().startsWith("difference verdict: only the second fails\n"), found.out());
        assertTrue(
                found.out().contains("\nsubjects   contpte against folds-differing-permissions"),
                found.out());
        assertTrue(
                found.out()
                        .contains(
                                "\nresult     a difference; no way to one is shorter than 2"
                                        + " operations\n"),
                found.out());
        String kept = Call.only(folder.resolve("found")).toString();
        Call again =
                Call.of(
                        "replay",
                        kept,
                        "--subject=contpte",
                        "--against=folds-differing-permissions");
        assertEquals(ExitStatus.FOUND, again.status(), again.out() + again.err());
        String search =
                found.out()
                        .lines()
                        .filter(line -> line.startsWith("search "))
                        .findFirst()
                        .orElseThrow();
        assertTrue(
                search.contains(
                        "quire.jar explore --subject=contpte"
                                + " --against=folds-differing-permissions"
                                + " --compare=results,state --folios=1"),
                search);
    }

    @Test
    void explore_cost_tellsWhatEachCosts() {
        Call found = explore("--subject=contpte", "--against=plain", "--compare=state,cost");
        assertEquals(ExitStatus.FOUND, found.status(), found.out() + found.err());
        assertTrue(found.out().startsWith("difference cost: "), found.out());
    }

    @Test
    void explore_json_hasTheKeysOfBoth() {
        JsonNode none = explore("--against=plain", "--depth=1", "--json").json();
        assertEquals("contpte", none.get("subject").asText());
        assertEquals("plain", none.get("against").asText());
        assertTrue(none.get("difference").isNull());
        assertEquals(1, none.get("depth").asInt());
        JsonNode json = explore("--against=sets-one-too-few", "--json").json();
        assertEquals("failure", json.get("end").asText());
        assertEquals("verdict", json.get("difference").get("kind").asText());
        assertEquals(1, json.get("difference").get("operations").asInt());
    }

    @Test
    void explore_anyNumberOfWorkers_printsTheSame() {
        Call one = explore("--against=plain", "--depth=2", "--workers=1");
        Call three = explore("--against=plain", "--depth=2", "--workers=3");
        assertEquals(ExitStatus.GOAL_MISSED, one.status(), one.err());
        assertTrue(
                one.out().startsWith("result     no difference found: every state to the depth"),
                one.out());
        assertEquals(withoutSpeed(one), withoutSpeed(three));
    }

    @Test
    void explore_resumed_comesToTheSameAsWithoutAStop() {
        String file = folder.resolve("states").toString();
        Call some = explore("--against=plain", "--depth=1", "--checkpoint=" + file);
        assertEquals(ExitStatus.GOAL_MISSED, some.status(), some.err());
        Call more = explore("--against=plain", "--depth=2", "--resume=" + file);
        assertEquals(withoutSpeed(explore("--against=plain", "--depth=2")), withoutSpeed(more));
        Call other = explore("--against=contpte-visible", "--depth=2", "--resume=" + file);
        assertEquals(ExitStatus.USAGE, other.status());
        assertTrue(other.err().contains("against=plain compare=results,state"), other.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--against=process:./x, '--against: found a process, expected a built-in subject'",
        "'--against=plain,contpte', '--against: found plain,contpte, expected one subject'",
        "--against=nobody, '--against: unknown subject nobody'",
        "--compare=state, '--compare: found no --against, expected the subject to compare with'"
    })
    void explore_badOption_isRefusedByName(String option, String message) {
        Call refused = explore(option);
        assertEquals(ExitStatus.USAGE, refused.status());
        assertTrue(refused.err().contains(message), refused.err());
    }

    @Test
    void explore_withoutTheState_isRefused() {
        Call refused = explore("--against=plain", "--compare=results");
        assertEquals(ExitStatus.USAGE, refused.status());
        assertTrue(
                refused.err().contains("--compare: found results, expected state among them"),
                refused.err());
    }
}
