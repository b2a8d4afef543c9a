package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.folio.bug.FolioBug;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Pattern ROW = Pattern.compile("\\| (H-\\d+) \\|.*\\| (`[^|]*`) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

    @Test
    void readme_bugsOfTheField_areThoseThatSeededBugsStandFor() throws IOException {
        Map<String, Set<String>> expected = new TreeMap<>();
        for (SeededBug bug : SeededBugs.all()) {
            add(expected, bug.history(), bug.subject().name());
        }
        for (FolioBug bug : FolioSubjects.bugs()) {
            add(expected, bug.history(), bug.subject().name());
        }
        Map<String, Set<String>> told = new TreeMap<>();
        ROW.matcher(Files.readString(Path.of("..", "model", "README.md")))
                .results()
                .forEach(row -> names(row.group(2)).forEach(bug -> add(told, row.group(1), bug)));
        assertEquals(expected, told);
    }

    private static Set<String> names(String cell) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(cell).results().forEach(name -> names.add(name.group(1)));
        return names;
    }

    private static void add(Map<String, Set<String>> all, String history, String bug) {
        if (!history.isEmpty()) {
            all.computeIfAbsent(history, number -> new TreeSet<>()).add(bug);
        }
    }
}
