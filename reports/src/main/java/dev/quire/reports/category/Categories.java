package dev.quire.reports.category;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.reports.results.Status;
import dev.quire.reports.results.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The categories of one report: one for each invariant that a failure names, one for each other
 * kind of verdict, and one for red tests which name none. A message with several verdict lines
 * belongs to the category of each.
 */
public final class Categories {
    /** The file name by which Allure finds them among the results. */
    public static final String FILE_NAME = "categories.json";

    private static final String FLAGS = "(?ms)";

    /** An invariant's line, up to its sentence: {@code invariant  INV-17 dirty-not-lost: ...}. */
    private static final Pattern INVARIANT_LINE =
            Pattern.compile(
                    "^" + VerdictKind.INVARIANT.lineStart() + "([^:\\r\\n]*[^:\\s])[ ]*(?::|$)",
                    Pattern.MULTILINE);

    private final List<Category> categories;

    private Categories(List<Category> categories) {
        this.categories = List.copyOf(categories);
    }

    /** The categories for these tests: the same tests give the same list, whatever their order. */
    public static Categories of(Collection<TestResult> tests) {
        List<Category> categories = new ArrayList<>();
        for (String invariant : invariants(tests)) {
            String line = VerdictKind.INVARIANT.lineStart() + Pattern.quote(invariant);
            categories.add(new Category("invariant " + invariant, anyLine(line + "[ ]*(?::|$)")));
        }
        for (VerdictKind kind : VerdictKind.values()) {
            if (kind != VerdictKind.INVARIANT) {
                categories.add(new Category(kind.title(), anyLine(kind.lineStart())));
            }
        }
        categories.add(new Category("test failure", noLine()));
        return new Categories(categories);
    }

    /** Writes them where Allure looks for them. */
    public void writeInto(Path folder) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode array = mapper.createArrayNode();
        for (Category category : categories) {
            ObjectNode node = array.addObject();
            node.put("name", category.name());
            node.put("messageRegex", category.messageRegex());
            node.putArray("matchedStatuses").add(Status.FAILED.text()).add(Status.BROKEN.text());
        }
        Files.writeString(folder.resolve(FILE_NAME), array.toPrettyString() + "\n");
    }

    List<Category> list() {
        return categories;
    }

    private static TreeSet<String> invariants(Collection<TestResult> tests) {
        TreeSet<String> names = new TreeSet<>();
        for (TestResult test : tests) {
            if (test.status().isRed()) {
                Matcher line = INVARIANT_LINE.matcher(test.message());
                while (line.find()) {
                    names.add(line.group(1));
                }
            }
        }
        return names;
    }

    private static String anyLine(String start) {
        return FLAGS + ".*^" + start + ".*";
    }

    private static String noLine() {
        String starts =
                Arrays.stream(VerdictKind.values())
                        .map(VerdictKind::lineStart)
                        .collect(Collectors.joining("|"));
        return FLAGS + "(?!.*^(?:" + starts + ")).*";
    }
}
