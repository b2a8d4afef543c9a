package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code replay} prints and says by its exit status. */
class ReplayCommandTest {
    private static final String VERDICT = "violation block-uniform INV-37 step=3";

    @TempDir private Path folder;

    private String file(String text) {
        return Traces.write(folder, "a.trace", text).toString();
    }

    private static String last(Call call) {
        return call.out().lines().reduce((one, other) -> other).orElseThrow();
    }

    @Test
    void replay_asRecorded_isReproduced() {
        String file = file(Traces.of(Traces.BUG, "verdict " + VERDICT, Traces.PARTIAL));
        Call replay = Call.of("replay", file);
        assertEquals(ExitStatus.FOUND, replay.status());
        assertEquals("replay     reproduced to the letter: " + VERDICT, last(replay));
        assertTrue(replay.out().startsWith("invariant  INV-37 block-uniform: "), replay.out());
        assertTrue(replay.out().contains("\n>>  3  wrprotect_ptes  mm=1 addr=0x43000 nr=2\n"));
    }

    @Test
    void replay_failsOtherwise_namesBothVerdicts() {
        String recorded = "violation dirty-not-lost INV-17 step=2";
        String file = file(Traces.of(Traces.BUG, "verdict " + recorded, Traces.PARTIAL));
        Call replay = Call.of("replay", file);
        assertEquals(ExitStatus.FOUND, replay.status());
        assertEquals(
                "replay     fails differently: " + VERDICT + "; recorded: " + recorded,
                last(replay));
    }

    @Test
    void replay_nothingRecorded_tellsWhatFails() {
        String file = file(Traces.of(Traces.BUG, Traces.PARTIAL));
        Call replay = Call.of("replay", file);
        assertEquals("replay     fails: " + VERDICT + "; no verdict recorded", last(replay));
        JsonNode json = Call.of("replay", file, "--json").json();
        assertEquals("fails", json.get("ending").asText());
        assertTrue(json.get("asRecorded").asBoolean());
    }

    @Test
    void replay_onASubjectOfFolios_isToldThatTheTraceIsOfRanges() {
        String file = file(Traces.of(Traces.BUG, Traces.PARTIAL));
        Call replay = Call.of("replay", file, "--subject=folio-packed");
        assertEquals(ExitStatus.USAGE, replay.status());
        String expected = "folio-packed, a subject of folios, expected one of ranges, as the trace";
        assertTrue(replay.err().contains(expected), replay.err());
    }

    @Test
    void replay_onAnotherSubject_passes() {
        String file = file(Traces.of(Traces.BUG, "verdict " + VERDICT, Traces.PARTIAL));
        Call replay = Call.of("replay", file, "--subject=contpte");
        assertEquals(ExitStatus.NOTHING_FOUND, replay.status());
        assertEquals(
                "replay     passed: 3 steps on contpte; recorded: " + VERDICT + "\n", replay.out());
    }

    @Test
    void replay_failsOnAnotherSubject_linesToPasteNameIt() {
        String file = file(Traces.of("contpte", "verdict passed", Traces.PARTIAL));
        Call replay = Call.of("replay", file, "--subject=" + Traces.BUG);
        assertEquals(ExitStatus.FOUND, replay.status());
        assertTrue(
                replay.out().contains(" replay " + file + " --subject=" + Traces.BUG + "\n"),
                replay.out());
        assertEquals(
                "replay     fails differently: " + VERDICT + "; recorded: passed", last(replay));
    }

    @Test
    void replay_verbose_printsEachStepAndAct() {
        String act =
                """
                set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw
                wrprotect_ptes mm=1 addr=0x43000 nr=2
                @5 cpu=1 read mm=1 addr=0x44000
                """;
        Call replay = Call.of("replay", file(Traces.of("contpte", act)), "--verbose");
        assertEquals(
                """
                   1  passed  set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw    (16 accesses)
                   2  passed  wrprotect_ptes mm=1 addr=0x43000 nr=2    (38 accesses)
                                @5 cpu=1 read mm=1 addr=0x44000    (walks: completes)
                replay     passed: 2 steps on contpte
                """,
                replay.out());
    }

    @Test
    void replay_standardInput_isRead() {
        Call replay = Call.withInput(Traces.of("contpte", Traces.PARTIAL), "replay", "-");
        assertEquals(ExitStatus.NOTHING_FOUND, replay.status(), replay.err());
    }

    @Test
    void replay_asJson_hasTheKeysThatOthersRelyOn() {
        String file = file(Traces.of(Traces.BUG, "verdict " + VERDICT, Traces.PARTIAL));
        JsonNode json = Call.of("replay", file, "--json").json();
        assertTrue(json.get("seed").isNull());
        assertEquals("arm64-4k", json.get("machine").asText());
        assertEquals(Traces.BUG, json.get("subject").asText());
        assertEquals(2, json.get("systems").size());
        assertEquals(1, json.get("sequences").asInt());
        assertEquals(3, json.get("steps").asInt());
        assertTrue(json.get("seconds").isNumber());
        assertTrue(json.get("goalsMissed").isArray());
        assertEquals("block-uniform", json.get("verdict").get("invariant").asText());
        assertEquals(file, json.get("verdict").get("trace").asText());
        assertEquals("reproduced", json.get("ending").asText());
        assertTrue(json.get("asRecorded").asBoolean());
    }

    @Test
    void replay_verboseAsJson_keepsTheDocumentApart() {
        String file = file(Traces.of("contpte", Traces.PARTIAL));
        Call replay = Call.of("replay", file, "--json", "-v");
        assertTrue(replay.json().get("verdict").isNull());
        assertEquals(3, replay.err().lines().count());
    }
}
