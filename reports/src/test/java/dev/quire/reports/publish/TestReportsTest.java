package dev.quire.reports.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes of a build are red, by the reports that Surefire left. */
final class TestReportsTest {
    @TempDir Path root;

    private void report(String module, String name, String text) throws IOException {
        Path folder = root.resolve(module).resolve("target").resolve("surefire-reports");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("TEST-" + name + ".xml"), text);
    }

    private static String suite(String name, int errors, int failures) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\""
                + name
                + "\" tests=\"9\" errors=\""
                + errors
                + "\" skipped=\"3\" failures=\""
                + failures
                + "\"><testcase name=\"x\"/></testsuite>";
    }

    @Test
    void red_noReports_isNone() throws IOException {
        assertEquals(List.of(), TestReports.red(root));
    }

    @Test
    void red_greenClasses_isNone() throws IOException {
        report("model", "a.B", suite("a.B", 0, 0));
        assertEquals(List.of(), TestReports.red(root));
    }

    @Test
    void red_errorsAndFailures_areCountedByClass() throws IOException {
        report("properties", "c.D", suite("c.D", 2, 1));
        report("model", "a.B", suite("a.B", 0, 4));
        report("model", "a.C", suite("a.C", 0, 0));
        assertEquals(List.of("a.B (4)", "c.D (3)"), TestReports.red(root));
    }

    @Test
    void red_damagedReport_namesTheFile() throws IOException {
        report("model", "a.B", "<testsuite name=");
        IOException e = assertThrows(IOException.class, () -> TestReports.red(root));
        assertTrue(e.getMessage().contains("TEST-a.B.xml"), e.getMessage());
    }
}
