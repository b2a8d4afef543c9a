package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolioCommandsTest {
    private static final Path KEPT =
            Path.of(
                    "../counterexamples/corpus/folio",
                    "bad_exclusive-true_keeps-exclusive-after-fork.trace");

    @TempDir private Path folder;

    @Test
    void hunt_folioBug_isFoundShrunkKeptAndReplays() {
        Call hunt =
                Call.hunt(
                        folder,
                        "--system=folio",
                        "--subject=keeps-exclusive-after-fork",
                        "--seed=1",
                        "--json");
        assertEquals(ExitStatus.FOUND, hunt.status(), hunt.err());
        JsonNode verdict = hunt.json().get("verdict");
        assertEquals("exclusive-true", verdict.get("invariant").asText());
        assertEquals(3, verdict.get("operations").asInt());
        Path trace = Path.of(verdict.get("trace").asText());
        assertTrue(Files.exists(trace));
        Call replay = Call.of("replay", trace.toString());
        assertEquals(ExitStatus.FOUND, replay.status());
        assertTrue(replay.out().contains("reproduced to the letter"), replay.out());
    }

    @Test
    void hunt_packed_endsWithNothingFoundOrAGoalMissed() {
        Call hunt = Call.hunt(folder, "--system=folio", "--machine=folio-small", "--steps=2000");
        assertEquals(ExitStatus.GOAL_MISSED, hunt.status(), hunt.out());
        assertTrue(hunt.out().contains("nothing found, the budget is spent"), hunt.out());
    }

    @Test
    void hunt_namesOfFoliosWithoutTheSystem_areToldWhatToAdd() {
        String[][] cases = {
            {"--subject=folio-packed", "folio-packed, a subject of folios; "},
            {"--subject=poisons-the-head", "poisons-the-head, a seeded bug of folios; "},
            {"--machine=folio-4k", "folio-4k, a machine of folios; "}
        };
        for (String[] one : cases) {
            Call hunt = Call.hunt(folder, one[0]);
            assertEquals(ExitStatus.USAGE, hunt.status());
            assertTrue(hunt.err().contains("found " + one[1]), hunt.err());
            assertTrue(hunt.err().contains("with --system=folio"), hunt.err());
        }
    }

    @Test
    void hunt_whereNothingCanBeKept_printsVerdictAndTrace() throws Exception {
        Files.writeString(folder.resolve("folio"), "in the way");
        String[] words = {"--system=folio", "--subject=poisons-the-head", "--seed=1"};
        Call hunt = Call.hunt(folder, words);
        assertEquals(ExitStatus.USAGE, hunt.status(), hunt.err());
        assertTrue(hunt.out().startsWith("invariant  "), hunt.out());
        assertTrue(hunt.out().contains("\nwrong "), hunt.out());
        assertTrue(hunt.out().contains("\nsubject poisons-the-head\n"), hunt.out());
        String expected =
                "--found: " + folder.resolve("folio") + ": found a file, expected a folder";
        assertTrue(hunt.err().contains(expected), hunt.err());
        assertTrue(!hunt.err().contains("Exception"), hunt.err());
    }

    @Test
    void hunt_allSubjects_takesEachRightOneWhereItDecides() {
        Call hunt = Call.hunt(folder, "--system=folio", "--subject=all", "--steps=3000");
        assertEquals(
                List.of(
                        "target     folio-packed on folio-4k",
                        "target     folio-packed on folio-4k-dirty",
                        "target     folio-packed on folio-4k-secure",
                        "target     folio-page-arch on folio-4k",
                        "target     folio-remarks on folio-4k-dirty"),
                hunt.out().lines().filter(line -> line.startsWith("target ")).toList());
    }

    @Test
    void hunt_unknownSystem_isRefused() {
        Call hunt = Call.hunt(folder, "--system=folios");
        assertEquals(ExitStatus.USAGE, hunt.status());
        assertTrue(hunt.err().contains("--system: found folios"), hunt.err());
    }

    @Test
    void hunt_subjectsAndOptionsOfRanges_areRefused() {
        Call subject = Call.hunt(folder, "--system=folio", "--subject=contpte");
        assertEquals(ExitStatus.USAGE, subject.status());
        String expected = "expected folio-packed, folio-page-arch, folio-remarks or a seeded bug";
        assertTrue(subject.err().contains(expected), subject.err());
        Call among = Call.hunt(folder, "--system=folio", "--subject=folio-packed,contpte");
        assertEquals(ExitStatus.USAGE, among.status());
        assertTrue(among.err().contains("--subject: unknown subject contpte"), among.err());
        for (String option :
                new String[] {
                    "--fail-on-deaths",
                    "--wire-log=" + folder.resolve("wire"),
                    "--call-time=1s",
                    "--call-accesses=9",
                    "--call-retries=9",
                    "--shared-memory"
                }) {
            Call call = Call.hunt(folder, "--system=folio", option);
            assertEquals(ExitStatus.USAGE, call.status());
            String word = option.replaceFirst("=.*", "");
            assertTrue(call.err().contains(word + ": found it with"), call.err());
        }
    }

    @Test
    void replay_unknownSubjectInTheTrace_isToldWithItsLine() throws Exception {
        String text = Files.readString(KEPT).replace("subject keeps", "subject keep");
        Path file = Files.writeString(folder.resolve("unknown.trace"), text);
        for (String command : new String[] {"replay", "shrink", "show", "verify-min"}) {
            Call call = Call.of(command, file.toString());
            assertEquals(ExitStatus.USAGE, call.status());
            assertTrue(call.err().contains(file + ":5: unknown subject keep-"), call.err());
        }
    }

    @Test
    void replay_failure_isToldWithItsNumber() {
        Call replay = Call.of("replay", KEPT.toString());
        assertTrue(replay.out().startsWith("invariant  INV-55 exclusive-true: "), replay.out());
    }

    @Test
    void replay_nothingRecorded_tellsWhatFails() throws Exception {
        String text = Files.readString(KEPT).replaceAll("\\nverdict [^\\n]*", "");
        Path file = Files.writeString(folder.resolve("none.trace"), text);
        Call replay = Call.of("replay", file.toString());
        assertEquals(ExitStatus.FOUND, replay.status());
        String expected = "fails: violation exclusive-true INV-55 step=3; no verdict recorded\n";
        assertTrue(replay.out().endsWith("replay     " + expected), replay.out());
        JsonNode json = Call.of("replay", file.toString(), "--json").json();
        assertEquals("fails", json.get("ending").asText());
    }

    @Test
    void show_oneStep_isRefusedInOneMessage() {
        for (String[] more : new String[][] {{}, {"--svg=a.svg"}}) {
            String[] words = {"show", KEPT.toString(), "--step=3"};
            List<String> all = new ArrayList<>(List.of(words));
            all.addAll(List.of(more));
            Call show = Call.of(all.toArray(new String[0]));
            assertEquals(ExitStatus.USAGE, show.status());
            String expected = "--step: found a trace of folios, which is shown as a whole";
            assertTrue(show.err().contains(expected), show.err());
        }
    }

    @Test
    void show_keptTrace_printsItsFilm() throws Exception {
        Call show = Call.of("show", KEPT.toString());
        assertEquals(ExitStatus.NOTHING_FOUND, show.status(), show.err());
        assertTrue(show.out().startsWith("machine    folio-4k cpus=2\n"), show.out());
        assertTrue(show.out().contains(">>   3  fork_range mm=1 addr=0x0 to=2\n"), show.out());
        assertEquals(show, Call.withInput(Files.readString(KEPT), "show", "-"));
        Call right = Call.of("show", KEPT.toString(), "--subject=folio-packed");
        assertTrue(right.out().endsWith("verdict    passed\n"), right.out());
    }

    @Test
    void show_asPicture_isRefused() {
        Path svg = folder.resolve("a.svg");
        Call show = Call.of("show", KEPT.toString(), "--svg=" + svg);
        assertEquals(ExitStatus.USAGE, show.status());
        assertTrue(show.err().contains("found a trace of folios: --svg draws"), show.err());
        assertTrue(Files.notExists(svg));
    }

    @Test
    void export_keptTrace_isAClassOrRefused() {
        Path file = folder.resolve("Mine.java");
        Call export = Call.of("export", KEPT.toString(), "--as=junit", "--out=" + file);
        assertEquals(ExitStatus.NOTHING_FOUND, export.status(), export.err());
        assertTrue(Call.text(file).contains("class Mine {"));
        for (String form : new String[] {"c", "kunit"}) {
            Call refused = Call.of("export", KEPT.toString(), "--as=" + form);
            assertEquals(ExitStatus.USAGE, refused.status());
            String expected = "found a trace of folios: --as=" + form + " says traces of ranges";
            assertTrue(refused.err().contains(expected), refused.err());
        }
    }

    @Test
    void replay_onTheRightSubject_passes() {
        Call replay = Call.of("replay", KEPT.toString(), "--subject=folio-packed");
        assertEquals(ExitStatus.NOTHING_FOUND, replay.status(), replay.err());
        assertTrue(replay.out().contains("passed: 3 steps on folio-packed"), replay.out());
    }

    @Test
    void replay_fromStandardInput_isTheSame() throws Exception {
        Call replay = Call.withInput(Files.readString(KEPT), "replay", "-", "--json");
        assertEquals(ExitStatus.FOUND, replay.status(), replay.err());
        assertTrue(replay.json().get("asRecorded").asBoolean());
    }

    @Test
    void verifyMin_keptTrace_isMinimal() {
        Call verified = Call.of("verify-min", KEPT.toString());
        assertEquals(ExitStatus.NOTHING_FOUND, verified.status(), verified.err());
        Call globally = Call.of("verify-min", "--globally", KEPT.toString());
        assertEquals(ExitStatus.USAGE, globally.status());
        assertTrue(globally.err().contains("--globally: found a trace of folios"), globally.err());
    }

    @Test
    void shrink_oneOperationTooMany_printsTheTraceWithoutIt() throws Exception {
        String kept = Files.readString(KEPT);
        String longer =
                kept.replace("step=3", "step=4")
                        .replace("---\n", "---\nfolio_alloc pfn=0x8 order=2\n");
        Path file = Files.writeString(folder.resolve("longer.trace"), longer);
        Call verified = Call.of("verify-min", file.toString());
        assertEquals(ExitStatus.FOUND, verified.status(), verified.err());
        Call shrunk = Call.of("shrink", file.toString());
        assertEquals(ExitStatus.FOUND, shrunk.status(), shrunk.err());
        assertEquals(kept, shrunk.out());
    }

    @Test
    void replay_illegalStep_isToldWithItsLine() throws Exception {
        String illegal = Files.readString(KEPT).replace("map_anon", "map_file");
        illegal = illegal.replace(" exclusive=1", "");
        Path file = Files.writeString(folder.resolve("illegal.trace"), illegal);
        Call replay = Call.of("replay", file.toString());
        assertEquals(ExitStatus.USAGE, replay.status());
        assertTrue(replay.err().contains(":11: found an illegal step"), replay.err());
    }

    @Test
    void list_ofFolios_namesEachBugWithItsInvariant() {
        JsonNode bugs = Call.of("list", "bugs", "--system=folio", "--json").json();
        assertTrue(bugs.size() >= 12);
        bugs.forEach(bug -> assertEquals("folio", bug.get("system").asText()));
    }
}
