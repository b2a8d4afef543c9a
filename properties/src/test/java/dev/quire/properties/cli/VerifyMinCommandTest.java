package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VerifyMinCommandTest {
    private static final Path CORPUS = Path.of("../counterexamples/corpus");
    private static final Path SHORT =
            CORPUS.resolve("bad_block-uniform_wrprotects-part-without-unfold.trace");

    static List<Path> failing() {
        try (var files = Files.list(CORPUS)) {
            return files.filter(file -> file.getFileName().toString().startsWith("bad_"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("failing")
    void verifyMin_keptTraces_areMinimal(Path trace) {
        Call verified = Call.of("verify-min", trace.toString());
        assertEquals(ExitStatus.NOTHING_FOUND, verified.status(), verified.err());
        assertTrue(verified.err().contains(": minimal: "), verified.err());
    }

    @Test
    void verifyMin_oneOperationTooMany_printsTheTraceWithoutIt() {
        String longer = withOneMore(Call.text(SHORT));
        Call verified = Call.withInput(longer, "verify-min", "-");
        assertEquals(ExitStatus.FOUND, verified.status(), verified.err());
        assertTrue(verified.err().contains("not minimal: it fails alike without operation 1"));
        assertEquals(operations(Call.text(SHORT)), operations(verified.out()));
    }

    @Test
    void verifyMin_json_tellsTheChange() {
        String longer = withOneMore(Call.text(SHORT));
        JsonNode json = Call.withInput(longer, "verify-min", "-", "--json").json();
        assertEquals(false, json.get("minimal").asBoolean());
        assertEquals("without operation 1", json.get("change").asText());
        assertEquals(operations(Call.text(SHORT)), operations(json.get("smaller").asText()));
    }

    @Test
    void verifyMin_traceThatPasses_isRefused() {
        Call refused = Call.of("verify-min", SHORT.toString(), "--subject=contpte");
        assertEquals(ExitStatus.USAGE, refused.status());
        assertTrue(refused.err().contains("expected one that fails"), refused.err());
    }

    /** Locally minimal: no single deletion or lowering of it fails. */
    private static final String LOCALLY =
            """
            quire-trace 1
            machine arm64-small cpus=1 hafdbs=0
            subject wrprotects-for-software-only
            mm id=1 kind=user
            vma id=1 mm=1 start=0x14000 end=0x18000 flags=rw
            folio id=1 pfn=0x100 order=0
            ---
            set_ptes mm=1 addr=0x14000 pfn=0x100 nr=1 prot=rw
            ptep_set_access_flags mm=1 addr=0x14000 entry=dirty
            wrprotect_ptes mm=1 addr=0x14000 nr=1
            """;

    @Test
    void verifyMin_globally_provesAShortestTrace() {
        Call verified = Call.of("verify-min", SHORT.toString(), "--globally");
        assertEquals(ExitStatus.NOTHING_FOUND, verified.status(), verified.err());
        String proved = ": shortest: no list of at most 1 operations fails alike on its machine";
        assertTrue(verified.err().contains(proved), verified.err());
    }

    @Test
    void verifyMin_globallyOfAMinimalTraceThatIsNotTheShortest_printsAShorterOne() {
        assertEquals(ExitStatus.NOTHING_FOUND, Call.withInput(LOCALLY, "verify-min", "-").status());
        Call verified = Call.withInput(LOCALLY, "verify-min", "-", "--globally");
        assertEquals(ExitStatus.FOUND, verified.status(), verified.err());
        assertTrue(verified.err().contains("not the shortest"), verified.err());
        assertEquals(2, operations(verified.out()).size());
        Call shorter = Call.withInput(verified.out(), "verify-min", "-", "--globally", "--json");
        assertEquals(true, shorter.json().get("globally").get("proved").asBoolean());
    }

    @Test
    void verifyMin_globallyWithLessInsideCalls_isNotSure() {
        Call verified = Call.withInput(LOCALLY, "verify-min", "-", "--globally", "--preemptions=0");
        assertEquals(ExitStatus.FOUND, verified.status(), verified.err());
        Path races = CORPUS.resolve("bad_dirty-not-lost_wrprotects-by-plain-store.trace");
        Call narrow = Call.of("verify-min", races.toString(), "--globally", "--preemptions=0");
        assertEquals(ExitStatus.GOAL_MISSED, narrow.status(), narrow.err());
        assertTrue(narrow.err().contains("a shorter list could have more"), narrow.err());
    }

    @Test
    void verifyMin_globallyWhereItDoesNotFit_saysWhatDoesNot() {
        Path open = CORPUS.resolve("bad_lockless-true_lockless-read-trusts-last-entry.trace");
        Call refused = Call.of("verify-min", open.toString(), "--globally");
        assertEquals(ExitStatus.USAGE, refused.status());
        assertTrue(refused.err().contains("stays open over calls"), refused.err());
    }

    private static String withOneMore(String trace) {
        int first = trace.indexOf("\nset_ptes ");
        String read = "\nptep_get mm=1 addr=" + address(trace.substring(first));
        return trace.substring(0, first) + read + trace.substring(first);
    }

    private static String address(String operation) {
        int at = operation.indexOf("addr=") + 5;
        return operation.substring(at, operation.indexOf(' ', at));
    }

    private static List<String> operations(String trace) {
        return trace.lines()
                .filter(line -> line.matches("[a-z_]+ mm=.*") || line.startsWith("cpu="))
                .filter(line -> !line.startsWith("vma") && !line.startsWith("folio"))
                .toList();
    }
}
