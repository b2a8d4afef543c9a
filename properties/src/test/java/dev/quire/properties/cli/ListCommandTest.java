package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.model.subject.bug.SeededBugs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code list} lists. */
class ListCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"subjects", "machines", "operations", "invariants", "bugs", "goals"})
    void list_each_hasNameAndSentence(String what) {
        Call text = Call.of("list", what);
        Call json = Call.of("list", what, "--json");
        assertEquals(ExitStatus.NOTHING_FOUND, text.status());
        assertEquals(ExitStatus.NOTHING_FOUND, json.status());
        assertTrue(json.json().isArray());
        assertEquals(json.json().size(), text.out().lines().count());
        for (JsonNode entry : json.json()) {
            assertFalse(entry.get("name").asText().isEmpty());
            assertFalse(entry.get("sentence").asText().isEmpty());
            assertTrue(text.out().contains(entry.get("name").asText()));
        }
    }

    @Test
    void list_bugs_haveTheKeysThatOthersRelyOn() {
        JsonNode bugs = Call.of("list", "bugs", "--json").json();
        assertEquals(SeededBugs.all().size(), bugs.size());
        for (JsonNode bug : bugs) {
            List<String> keys = new ArrayList<>();
            bug.fieldNames().forEachRemaining(keys::add);
            assertTrue(keys.containsAll(List.of("name", "system", "invariant", "history")));
        }
    }

    @Test
    void list_subjects_areAlignedColumns() {
        assertEquals(
                "contpte          contiguous blocks; reads hide the contiguous bit",
                Call.of("list", "subjects").out().lines().findFirst().orElseThrow());
    }
}
