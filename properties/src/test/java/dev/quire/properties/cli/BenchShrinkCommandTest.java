package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class BenchShrinkCommandTest {
    private static Call bench(String... more) {
        String[] words = new String[more.length + 3];
        words[0] = "bench-shrink";
        words[1] = "--length=20";
        words[2] = "--seeds=2";
        System.arraycopy(more, 0, words, 3, more.length);
        return Call.of(words);
    }

    @Test
    void benchShrink_oneBug_printsItsRow() {
        Call call = bench("--bug=never-folds");
        assertEquals(ExitStatus.NOTHING_FOUND, call.status(), call.err());
        assertTrue(
                call.out()
                        .contains(
                                "| never-folds | `--folios=1` | 2 | 2 | 2 | 0 | 0 | 1 | 1 | 1 |"));
        assertTrue(call.out().contains("2 of 2 runs equal (100.0 %)"), call.out());
    }

    @Test
    void benchShrink_json_isOneDocument() {
        JsonNode json = bench("--bug=never-folds", "--json").json();
        assertEquals(true, json.get("holds").asBoolean());
        assertEquals(2, json.get("bugs").get(0).get("equal").asInt());
    }

    @Test
    void benchShrink_usualMachine_isNamed() {
        Call call = bench("--bug=trusts-given-cont");
        assertTrue(call.out().contains("| trusts-given-cont | `--folios=2` | 2 |"), call.out());
    }

    @Test
    void benchShrink_bugThatIsNotShown_isRefused() {
        Call refused = bench("--bug=lockless-read-trusts-last-entry");
        assertEquals(ExitStatus.USAGE, refused.status());
        assertTrue(refused.err().contains("expected a seeded bug that a small machine shows"));
    }
}
