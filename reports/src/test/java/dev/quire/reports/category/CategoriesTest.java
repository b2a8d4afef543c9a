package dev.quire.reports.category;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.reports.results.JsonText;
import dev.quire.reports.results.MalformedFile;
import dev.quire.reports.results.Status;
import dev.quire.reports.results.TestResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CategoriesTest {
    private static final String TRACE = "\nsubject    contpte\n>>  1  wrprotect_ptes  nr=2\n";

    @Test
    void of_failuresOfTwoInvariants_listsEachOnceInOrder() {
        Categories categories =
                Categories.of(
                        List.of(
                                red("invariant  INV-26 block-uniform: same permissions" + TRACE),
                                red("invariant  INV-17 dirty-not-lost: kept" + TRACE),
                                red("invariant  INV-26 block-uniform: same permissions" + TRACE)));

        assertEquals(
                List.of("invariant INV-17 dirty-not-lost", "invariant INV-26 block-uniform"),
                invariants(categories));
    }

    @Test
    void of_greenTestThatMentionsAnInvariant_makesNoCategory() {
        TestResult green = ended(Status.PASSED, "invariant  INV-01 x: y");

        assertEquals(List.of(), invariants(Categories.of(List.of(green))));
    }

    @Test
    void of_invariantWithoutNumber_isNamedByItsWords() {
        Categories categories = Categories.of(List.of(red("invariant  block-uniform: same")));

        assertEquals(List.of("invariant block-uniform"), invariants(categories));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            invariant  INV-17 dirty-not-lost: dirty is kept  | invariant INV-17 dirty-not-lost
            difference  entry at 0x43000                     | difference from the reference
            LIVELOCK  more than 100000 accesses              | LIVELOCK: retries for ever
            HANG  no line for 2 s                            | HANG: the process is silent
            CRASH  SIGSEGV                                   | CRASH: the process died
            PROTOCOL  slot out of range                      | PROTOCOL: a line cannot be read
            SELF-CHECK  VM_WARN_ON                           | SELF-CHECK: failed in the subject
            goal missed: fold                                | goal missed
            harness bug: no such slot                        | harness bug
            expected: <1> but was: <2>                       | test failure
            the invariant  INV-17 x: is not at a line start  | test failure
            """)
    void of_message_matchesExactlyTheCategoryOfItsVerdict(String line, String category) {
        String message = line + TRACE;

        assertEquals(List.of(category), matching(Categories.of(List.of(red(message))), message));
    }

    @Test
    void of_verdictBelowTheFirstLine_isFound() {
        String message = "property falsified after 3 tries\ninvariant  INV-17 dirty: kept" + TRACE;

        assertEquals(
                List.of("invariant INV-17 dirty"),
                matching(Categories.of(List.of(red(message))), message));
    }

    @Test
    void of_numberThatBeginsAnother_doesNotTakeItsFailures() {
        String longer = "invariant  INV-17 dirty-not-lost: kept";
        Categories categories =
                Categories.of(List.of(red("invariant  INV-17 dirty: kept"), red(longer)));

        assertEquals(List.of("invariant INV-17 dirty-not-lost"), matching(categories, longer));
    }

    @Test
    void writeInto_folder_isReadableAndInOrder(@TempDir Path folder)
            throws IOException, MalformedFile {
        Categories.of(List.of(red("invariant  INV-17 dirty: kept"))).writeInto(folder);

        JsonNode written = JsonText.read(folder.resolve(Categories.FILE_NAME));
        assertEquals(VerdictKind.values().length + 1, written.size());
        assertEquals("invariant INV-17 dirty", written.get(0).get("name").asText());
        assertEquals("[\"failed\",\"broken\"]", written.get(0).get("matchedStatuses").toString());
    }

    @Test
    void verdictKind_everyTitle_isDistinct() {
        long distinct =
                Arrays.stream(VerdictKind.values()).map(VerdictKind::title).distinct().count();

        assertEquals(VerdictKind.values().length, distinct);
    }

    private static TestResult red(String message) {
        return ended(Status.FAILED, message);
    }

    private static TestResult ended(Status status, String message) {
        return new TestResult("t", "t", 0, status, message, List.of());
    }

    private static List<String> invariants(Categories categories) {
        return categories.list().stream()
                .map(Category::name)
                .filter(name -> name.startsWith("invariant "))
                .toList();
    }

    /** Matches as Allure does: the whole message. */
    private static List<String> matching(Categories categories, String message) {
        return categories.list().stream()
                .filter(category -> message.matches(category.messageRegex()))
                .map(Category::name)
                .toList();
    }
}
