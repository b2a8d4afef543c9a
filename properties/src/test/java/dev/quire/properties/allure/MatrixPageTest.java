package dev.quire.properties.allure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.properties.matrix.Kill;
import dev.quire.properties.matrix.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page of the kill matrix says what its rows say. */
class MatrixPageTest {
    private static Row row(String subject, boolean seeded, long budget, List<Optional<Kill>> all) {
        boolean correct = subject.equals("contpte");
        String way = seeded ? "plain" : "exploration";
        return new Row(subject, "arm64-small", correct, way, seeded, budget, all);
    }

    private static Optional<Kill> kill(long cost, int operations) {
        return Optional.of(new Kill(cost, operations, "violation"));
    }

    /** Words of the cells of a table's row. */
    private static List<String> cells(String page, String first) {
        for (String row : page.split("<tr>")) {
            List<String> cells = new ArrayList<>();
            for (String cell : row.split("</t[dh]>")) {
                cells.add(cell.replace("<br>", "; ").replaceAll("<[^>]*>", ""));
            }
            if (cells.get(0).equals(first)) {
                return cells.subList(1, cells.size() - 1);
            }
        }
        throw new AssertionError("no row of " + first + " in " + page);
    }

    @Test
    void html_rows_areToldInBothTables() {
        List<Optional<Kill>> half = new ArrayList<>(Collections.nCopies(10, kill(40, 2)));
        half.addAll(Collections.nCopies(10, Optional.empty()));
        List<Optional<Kill>> none = Collections.nCopies(20, Optional.empty());
        String page =
                MatrixPage.html(
                        List.of(
                                row("a<b", true, 100, half),
                                row("a<b", false, 2_000, List.of(kill(1_500, 7))),
                                row("contpte", true, 100, none)),
                        100);
        assertEquals(List.of("100", "0", "1", "0", "&gt; 100", "2", "0"), cells(page, "plain"));
        List<String> expected = List.of("100", "0", "0", "1", "&gt; 100", "", "0");
        assertEquals(expected, cells(page, "exploration"));
        String whole = page.substring(page.indexOf(">2,000<"));
        assertTrue(whole.contains(">1,500<"), whole);
        assertEquals(
                List.of(
                        "10 of 20 (27 to 73 %); &gt; 100 (40 to &gt; 100); 2, 2",
                        "1 of 1, without a seed; 1,500; 7, 7"),
                cells(page, "a&lt;b"));
        assertEquals(List.of("0 of 20 (0 to 17 %)", "not run"), cells(page, "contpte (correct)"));
    }
}
