package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.properties.folio.FolioFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FolioExploreCommandTest {
    @TempDir private Path folder;

    private Call explore(String... args) {
        List<String> all = new ArrayList<>(List.of("explore", "--no-progress", "--system=folio"));
        all.add("--found=" + folder);
        all.addAll(List.of(args));
        return Call.of(all.toArray(new String[0]));
    }

    @Test
    void explore_packed_visitsEveryState() {
        Call all = explore("--family=types", "--folios=1");
        assertEquals(ExitStatus.NOTHING_FOUND, all.status(), all.err());
        assertTrue(
                all.out().startsWith("result     nothing found: every state that can be reached"),
                all.out());
        assertTrue(all.out().contains("states     174 distinct"), all.out());
        String operations = "\noperations folio_alloc, folio_put, ";
        assertTrue(all.out().contains(operations), all.out());
    }

    @ParameterizedTest
    @EnumSource
    void explore_eachFamily_isTakenAndNamed(FolioFamily family) throws IOException {
        Call some = explore("--family=" + family.word, "--folios=2", "--depth=1");
        assertEquals(ExitStatus.GOAL_MISSED, some.status(), some.err());
        String word = "\\b" + family.word + "\\b";
        String help = Call.of("explore", "--help").out().replaceAll("\\s+", " ");
        assertTrue(Pattern.compile(word).matcher(help).find(), help);
        String readme = Files.readString(Path.of("README.md"));
        assertTrue(Pattern.compile(word).matcher(readme).find());
    }

    @Test
    void explore_severalSubjects_areRefused() {
        for (String names : new String[] {"folio-packed,poisons-the-head", "all"}) {
            Call several = explore("--subject=" + names, "--family=types", "--folios=1");
            assertEquals(ExitStatus.USAGE, several.status(), several.out());
            String expected = "--subject: found " + names + ", expected one subject";
            assertTrue(several.err().contains(expected), several.err());
        }
    }

    @Test
    void explore_seededBug_isKeptAndReplays() {
        Call found = explore("--subject=keeps-exclusive-after-fork", "--folios=1", "--json");
        assertEquals(ExitStatus.FOUND, found.status(), found.err());
        JsonNode verdict = found.json().get("verdict");
        assertEquals("exclusive-true", verdict.get("invariant").asText());
        assertEquals(3, verdict.get("operations").asInt());
        Path trace = Path.of(verdict.get("trace").asText());
        assertTrue(Files.exists(trace));
        Call replay = Call.of("replay", trace.toString());
        assertEquals(ExitStatus.FOUND, replay.status());
        assertTrue(replay.out().contains("reproduced to the letter"), replay.out());
    }

    @Test
    void explore_seededBugAsText_showsTheStepsAndTheResult() {
        Call found = explore("--subject=sets-flags-through-tails", "--family=flags");
        assertEquals(ExitStatus.FOUND, found.status(), found.err());
        assertTrue(found.out().startsWith("invariant  INV-56 flag-policy: "), found.out());
        assertTrue(found.out().contains("\nresult     a transition broke"), found.out());
    }

    @Test
    void explore_resumed_endsAsInOneGo() {
        String file = folder.resolve("types.states").toString();
        Call some = explore("--family=types", "--folios=1", "--depth=4", "--checkpoint=" + file);
        assertEquals(ExitStatus.GOAL_MISSED, some.status(), some.err());
        Call rest = Call.of("explore", "--no-progress", "--resume=" + file, "--depth=99", "--json");
        assertEquals(ExitStatus.NOTHING_FOUND, rest.status(), rest.err());
        assertEquals(174, rest.json().get("statesDistinct").asInt());
    }

    @Test
    void explore_unknownFamily_isRefused() {
        Call unknown = explore("--family=flag");
        assertEquals(ExitStatus.USAGE, unknown.status());
        assertTrue(unknown.err().contains("--family: found flag"), unknown.err());
    }

    @Test
    void explore_threeFolios_isRefused() {
        Call three = explore("--folios=3");
        assertEquals(ExitStatus.USAGE, three.status());
        assertTrue(three.err().contains("--folios"), three.err());
    }

    @Test
    void explore_optionsOfTheOtherSystem_areRefused() {
        Call kept = explore("--kept=1");
        assertEquals(ExitStatus.USAGE, kept.status());
        assertTrue(kept.err().contains("--kept: found it with --system=folio"), kept.err());
        Call subject = explore("--subject=contpte");
        assertEquals(ExitStatus.USAGE, subject.status());
        assertTrue(subject.err().contains("expected folio-packed"), subject.err());
        Call against = explore("--against=folio-packed");
        assertEquals(ExitStatus.USAGE, against.status());
        assertTrue(against.err().contains("'hunt --system=folio --against'"), against.err());
        Call ranges = Call.of("explore", "--family=flags");
        assertEquals(ExitStatus.USAGE, ranges.status());
        assertTrue(ranges.err().contains("--family: found it with --system=ranges"), ranges.err());
    }
}
