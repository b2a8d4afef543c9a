package dev.quire.counterexamples.store;

import java.util.List;

/**
 * What a folder of traces holds.
 *
 * @param entries the readable ones, by file name
 * @param complaints one line for each file that cannot be read, or whose name says something else
 *     than its verdict
 */
public record Index(List<Entry> entries, List<String> complaints) {
    public Index {
        entries = List.copyOf(entries);
        complaints = List.copyOf(complaints);
    }
}
