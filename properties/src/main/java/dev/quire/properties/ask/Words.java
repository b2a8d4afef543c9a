package dev.quire.properties.ask;

import java.util.ArrayList;
import java.util.List;

/** Numbers and lists as answers write them. */
final class Words {
    private Words() {}

    static String steps(int steps) {
        return many(steps, "step");
    }

    static String many(long count, String word) {
        return many(count, word, word + "s");
    }

    static String many(long count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }

    /** With commas, and {@code and} before the last one. */
    static String list(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    /** A row of a table. */
    static List<String> row(int... numbers) {
        List<String> row = new ArrayList<>();
        for (int number : numbers) {
            row.add(Integer.toString(number));
        }
        return row;
    }
}
