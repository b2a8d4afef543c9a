package dev.quire.model.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sources of all modules, as they are now, against all rules. */
final class TidyTest {

    private static final Pattern INCLUDE =
            Pattern.compile("<include>\\*\\*/\\*(\\w+)\\.java</include>");

    @Test
    void sources_ofAllModules_breakNoRule() throws IOException {
        List<Complaint> complaints = Tidy.check(SourceTree.read(SourceTree.root()));
        if (!complaints.isEmpty()) {
            fail(
                    complaints.stream()
                            .map(Complaint::toString)
                            .collect(
                                    Collectors.joining(
                                            "\n", complaints.size() + " complaints:\n", "\n")));
        }
    }

    @Test
    void sources_ofThisPackage_areAmongThoseRead() throws IOException {
        SourceTree tree = SourceTree.read(SourceTree.root());
        assertTrue(
                tree.files().stream()
                        .anyMatch(file -> file.qualifiedName().equals(TidyTest.class.getName())));
    }

    @Test
    void testPatterns_ofParentPom_areThoseOfTheTestNameRule() throws IOException {
        Path pom = SourceTree.root().resolve("pom.xml");
        List<String> endings =
                INCLUDE.matcher(Files.readString(pom))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
        assertEquals(TestNameRule.ENDINGS, endings);
    }
}
