package dev.quire.properties.ask;

import java.util.ArrayList;
import java.util.List;

/** Rows of an answer's table. */
final class Table {
    private Table() {}

    static List<String> row(int... numbers) {
        List<String> row = new ArrayList<>();
        for (int number : numbers) {
            row.add(Integer.toString(number));
        }
        return row;
    }
}
