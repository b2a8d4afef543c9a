package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class AskCommandTest {
    @Test
    void ask_withoutAQuestion_listsThem() {
        Call list = Call.of("ask");
        assertEquals(ExitStatus.NOTHING_FOUND, list.status(), list.err());
        assertEquals(6, list.out().lines().count());
        assertEquals(6, Call.of("ask", "--json").json().size());
    }

    @Test
    void ask_printsSequenceTableAndTwoSentences() {
        Call ask = Call.of("ask", "a");
        assertEquals(ExitStatus.NOTHING_FOUND, ask.status(), ask.err());
        assertTrue(ask.out().contains("     5  host_access pfn=0x0\n"), ask.out());
        assertTrue(ask.out().contains("; these are all\n"), ask.out());
        assertEquals(2, ask.out().lines().filter(line -> line.startsWith("answer")).count());
    }

    @Test
    void ask_json_hasTheSameAnswer() {
        JsonNode json = Call.of("ask", "d", "--json").json();
        assertEquals("d", json.get("question").asText());
        assertEquals(2, json.get("differences").get(0).get("sequence").size());
        JsonNode first = json.get("differences").get(0);
        assertEquals("second", first.get("differs").asText());
        assertEquals("found", first.get("end").asText());
        assertFalse(first.get("allStates").asBoolean());
        assertTrue(first.get("states").asInt() > 1);
        assertEquals("511", json.get("table").get(9).get("cost").asText());
        assertEquals(2, json.get("answer").size());
    }

    @Test
    void ask_fewStates_saysThatTheyAreNotAll() {
        Call ask = Call.of("ask", "c", "--states=50");
        assertEquals(ExitStatus.GOAL_MISSED, ask.status(), ask.err());
        assertTrue(ask.out().contains("it was cut, these are not all"), ask.out());
        JsonNode json = Call.of("ask", "c", "--states=50", "--json").json();
        assertEquals("cut", json.get("differences").get(0).get("end").asText());
        assertEquals(1, json.get("searchesCut").asInt());
        assertEquals(50, json.get("differences").get(0).get("states").asInt());
        assertTrue(ask.out().contains(json.get("answer").get(0).asText()), ask.out());
    }

    @Test
    void ask_cutSearchesOfTheTableOnly_areCounted() {
        Call ask = Call.of("ask", "b", "--states=60", "--json");
        JsonNode json = ask.json();
        int shown = 0;
        for (JsonNode difference : json.get("differences")) {
            shown += difference.get("end").asText().equals("cut") ? 1 : 0;
        }
        assertEquals(json.get("searchesCut").asInt() > 0, ask.status() == ExitStatus.GOAL_MISSED);
        assertTrue(json.get("searchesCut").asInt() >= shown, json::toString);
        Call all = Call.of("ask", "b", "--states=5", "--json");
        assertEquals(ExitStatus.GOAL_MISSED, all.status());
        assertEquals(24, all.json().get("searchesCut").asInt());
        assertEquals(0, Call.of("ask", "b", "--json").json().get("searchesCut").asInt());
    }

    @Test
    void ask_generatedWorkloads_takeSeedAndSteps() {
        JsonNode json = Call.of("ask", "f", "--seed=0x7", "--steps=500", "--json").json();
        assertEquals("0x7", json.get("seed").asText());
        assertEquals(4, json.get("table").size());
    }

    @Test
    void ask_upperCase_isTheSameQuestion() {
        assertEquals(Call.of("ask", "a").out(), Call.of("ask", "A").out());
    }

    @Test
    void ask_anUnknownQuestion_namesAll() {
        Call ask = Call.of("ask", "z");
        assertEquals(ExitStatus.USAGE, ask.status());
        assertEquals("quire: ask: found z, expected one of a, b, c, d, e, f\n", ask.err());
    }
}
