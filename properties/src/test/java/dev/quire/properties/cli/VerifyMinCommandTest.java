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
