package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.properties.campaign.Interruption;
import org.junit.jupiter.api.Test;

class BenchEstimatesCommandTest {
    @Test
    void benchEstimates_printsARowForEachNumberOfSequences() {
        Call bench = Call.of("bench-estimates", "--length=2", "--seeds=2");
        assertEquals(ExitStatus.NOTHING_FOUND, bench.status(), bench.err());
        assertEquals(3, bench.out().lines().filter(line -> line.startsWith("length")).count());
        assertEquals(18, bench.out().lines().filter(line -> line.contains("/2 |")).count());
    }

    @Test
    void benchEstimates_json_hasTheSameFigures() {
        JsonNode json = Call.of("bench-estimates", "--length=2", "--seeds=2", "--json").json();
        JsonNode row = json.get(0).get("rows").get(5);
        assertEquals("contpte", json.get(0).get("subject").asText());
        assertEquals(3_000, row.get("sequences").asInt());
        assertTrue(row.get("seen").asDouble() <= row.get("pairs").asInt());
        assertTrue(row.get("chao").get("low").asDouble() <= row.get("chao").get("high").asDouble());
        assertTrue(row.get("newPairShare").isNumber());
    }

    @Test
    void benchEstimates_interrupted_saysSoByItsStatus() {
        Interruption interruption = new Interruption();
        interruption.request();
        Call bench = Call.of(interruption, "", "bench-estimates", "--length=2", "--seeds=2");
        assertEquals(ExitStatus.INTERRUPTED, bench.status());
    }
}
