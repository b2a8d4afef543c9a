package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.properties.campaign.Interruption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code shrink} writes, and what it never does. */
class ShrinkCommandTest {
    @TempDir private Path folder;

    private String failing() {
        return Traces.write(folder, "a.trace", Traces.of(Traces.BUG, Traces.PARTIAL)).toString();
    }

    @Test
    void shrink_failingTrace_printsAShorterOneThatFailsTheSame() {
        Call shrink = Call.of("shrink", failing());
        assertEquals(ExitStatus.FOUND, shrink.status());
        assertEquals(
                "quire: "
                        + failing()
                        + ": 3 -> 2 operations, 1-minimal: every single deletion and lowering was"
                        + " tried"
                        + System.lineSeparator(),
                shrink.err());
        Call replay = Call.withInput(shrink.out(), "replay", "-");
        assertEquals(ExitStatus.FOUND, replay.status());
        assertTrue(replay.out().contains("reproduced to the letter: violation block-uniform"));
    }

    @Test
    void shrink_intoANewFile_printsNothing() {
        Path out = folder.resolve("short.trace");
        Call shrink = Call.of("shrink", failing(), "--out=" + out);
        assertEquals("", shrink.out());
        assertEquals(ExitStatus.FOUND, Call.of("replay", out.toString()).status());
    }

    @Test
    void shrink_intoAFileThatIsThere_leavesItUnlessAsked() {
        Path out = Traces.write(folder, "short.trace", "mine\n");
        Call refused = Call.of("shrink", failing(), "--out=" + out);
        assertEquals(ExitStatus.USAGE, refused.status());
        assertEquals(
                "quire: --out: found "
                        + out
                        + ", expected the name of a new file, or --overwrite beside it"
                        + System.lineSeparator(),
                refused.err());
        assertEquals("mine\n", Call.text(out));
        Call asked = Call.of("shrink", failing(), "--out=" + out, "--overwrite");
        assertEquals(ExitStatus.FOUND, asked.status(), asked.err());
        assertTrue(Call.text(out).startsWith("quire-trace 1\n"));
    }

    @Test
    void shrink_traceThatPasses_writesNothing() {
        Path out = folder.resolve("short.trace");
        Call shrink = Call.of("shrink", failing(), "--subject=contpte", "--out=" + out);
        assertEquals(ExitStatus.NOTHING_FOUND, shrink.status());
        assertEquals(
                "quire: "
                        + failing()
                        + ": found a trace that passes on contpte, expected one that fails;"
                        + " nothing is written"
                        + System.lineSeparator(),
                shrink.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void shrink_interrupted_givesTheShortestSoFar() {
        Interruption interruption = new Interruption();
        interruption.request();
        Call shrink = Call.of(interruption, "", "shrink", failing());
        assertEquals(ExitStatus.FOUND, shrink.status());
        assertTrue(
                shrink.err()
                        .contains("3 -> 3 operations, not known to be minimal: it was interrupted"),
                shrink.err());
        assertTrue(shrink.out().contains("wrprotect_ptes mm=1 addr=0x43000 nr=2\n"));
    }

    @Test
    void shrink_asJson_holdsTheTraceOrItsFile() {
        JsonNode verdict = Call.of("shrink", failing(), "--json").json().get("verdict");
        assertTrue(verdict.get("trace").isNull());
        assertTrue(verdict.get("text").asText().startsWith("quire-trace 1\n"));
        assertEquals(2, verdict.get("operations").asInt());
        assertEquals(3, verdict.get("operationsBefore").asInt());
        Path out = folder.resolve("short.trace");
        Call filed = Call.of("shrink", failing(), "--json", "--out=" + out);
        assertEquals(out.toString(), filed.json().get("verdict").get("trace").asText());
        Call passing = Call.of("shrink", failing(), "--json", "--subject=contpte");
        assertTrue(passing.json().get("verdict").isNull());
    }
}
