package dev.quire.reports.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every property of this build says in its result what it ran: a green one alone says nothing. */
final class PropertyResultsTest {
    private static final Path RESULTS = Path.of(System.getProperty("allure.results.directory"));

    /** What a property is, by its class: the build has no other place for generated input. */
    private static final String PROPERTIES = "Properties";

    private static final List<String> PARAMETERS = List.of("machine", "subject", "seed");

    /** One of these counts what was run. */
    private static final List<String> COUNTS = List.of("sequences", "cases");

    @Test
    void results_ofEveryProperty_sayMachineSubjectSeedAndCount() throws IOException {
        List<JsonNode> properties = properties(RESULTS);
        assumeTrue(!properties.isEmpty(), "no property ran in this build");
        assertEquals(
                List.of(),
                silent(properties),
                "a property must publish an Account; a build of all modules forgets old results");
    }

    @Test
    void result_thatSaysLess_isNamedWithWhatItLacks() throws IOException {
        String text =
                """
                {"name": "a property", "parameters": [{"name": "machine"}, {"name": "seed"}]}
                """;
        assertEquals(
                List.of("a property lacks subject, sequences or cases"),
                silent(List.of(new ObjectMapper().readTree(text))));
    }

    private static List<String> silent(List<JsonNode> properties) {
        List<String> silent = new ArrayList<>();
        for (JsonNode property : properties) {
            Set<String> told = new TreeSet<>();
            property.path("parameters").forEach(one -> told.add(one.path("name").asText()));
            List<String> lacking = new ArrayList<>(PARAMETERS);
            lacking.removeAll(told);
            if (COUNTS.stream().noneMatch(told::contains)) {
                lacking.add(String.join(" or ", COUNTS));
            }
            if (!lacking.isEmpty()) {
                String name = property.path("name").asText();
                silent.add(name + " lacks " + String.join(", ", lacking));
            }
        }
        return silent;
    }

    /** The last run of each property that was not left out. */
    private static List<JsonNode> properties(Path folder) throws IOException {
        Map<String, JsonNode> latest = new TreeMap<>();
        ObjectMapper mapper = new ObjectMapper();
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            for (Path file : files.filter(PropertyResultsTest::isResult).toList()) {
                JsonNode result = mapper.readTree(file.toFile());
                if (testClass(result).endsWith(PROPERTIES)) {
                    String test = result.path("historyId").asText();
                    latest.merge(test, result, PropertyResultsTest::later);
                }
            }
        }
        return latest.values().stream()
                .filter(result -> !result.path("status").asText().equals(Status.SKIPPED.text()))
                .toList();
    }

    private static boolean isResult(Path file) {
        return file.toString().endsWith("-result.json");
    }

    private static String testClass(JsonNode result) {
        for (JsonNode label : result.path("labels")) {
            if (label.path("name").asText().equals("testClass")) {
                return label.path("value").asText();
            }
        }
        return "";
    }

    private static JsonNode later(JsonNode a, JsonNode b) {
        return b.path("start").asLong() >= a.path("start").asLong() ? b : a;
    }
}
