package dev.quire.model.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.tidy.ImportTable.Row;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules on samples: bad ones are rejected with their messages, good ones pass. */
final class TidyRulesTest {

    static List<Sample> samples() throws IOException, URISyntaxException {
        Path folder = Path.of(TidyRulesTest.class.getResource("bad_cycle.java.txt").toURI());
        List<Sample> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.getParent())) {
            for (Path file : files.filter(TidyRulesTest::isSample).sorted().toList()) {
                samples.add(Sample.read(file));
            }
        }
        return samples;
    }

    private static boolean isSample(Path file) {
        return file.toString().endsWith(".java.txt");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sample_checked_bringsExactlyItsComplaints(Sample sample) {
        List<String> seen = Tidy.check(sample.tree()).stream().map(Complaint::toString).toList();
        assertEquals(String.join("\n", sample.expected()), String.join("\n", seen));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sample_byItsName_isBadOrGood(Sample sample) {
        assertEquals(sample.name().startsWith("bad_"), !sample.expected().isEmpty());
        assertNotEquals(List.of(), sample.tree().files());
    }

    @Test
    void rules_eachOfThem_rejectSomeSample() throws IOException, URISyntaxException {
        for (Rule rule : Tidy.RULES) {
            List<Complaint> complaints = new ArrayList<>();
            samples().forEach(sample -> rule.check(sample.tree(), complaints::add));
            assertNotEquals(List.of(), complaints, rule.getClass().getSimpleName());
        }
    }

    @Test
    void table_everyPackageThatARowAllows_hasARow() {
        List<Row> rows = ImportTable.PROJECT.rows();
        Set<String> patterns = rows.stream().map(Row::pattern).collect(Collectors.toSet());
        for (Row row : rows) {
            for (String allowed : row.packages()) {
                assertTrue(
                        allowed.endsWith(".**") || patterns.contains(allowed),
                        row.pattern() + " allows what has no row: " + allowed);
            }
        }
    }

    @Test
    void table_mainRowsOfModel_allowNothingOutsideTheJdkAndTheModel() {
        for (Row row : ImportTable.PROJECT.rows()) {
            if (row.section().equals("main model")) {
                assertEquals(Set.of(), row.libraries(), row.pattern());
                assertTrue(
                        row.packages().stream()
                                .allMatch(name -> name.startsWith("dev.quire.model")),
                        row.pattern());
            }
        }
    }

    @Test
    void tree_oneModuleWithoutSources_isReadWithoutIt(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectories(root.resolve("model/src/main/java/dev/quire/model"));
        Files.writeString(folder.resolve("package-info.java"), "package dev.quire.model;\n");
        Files.createDirectories(root.resolve("reports"));
        SourceTree tree = SourceTree.read(root);
        assertEquals(1, tree.files().size());
        assertEquals(List.of(), Tidy.check(tree));
    }
}
