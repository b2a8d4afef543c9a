package dev.quire.properties.ask;

import java.util.List;

/**
 * What a question's searches and counts say.
 *
 * @param header of the table; empty if there is none
 * @param sentences two, each part of them chosen by what was found
 */
public record Answer(
        List<Difference> differences,
        List<String> header,
        List<List<String>> rows,
        List<String> sentences) {
    public Answer {
        differences = List.copyOf(differences);
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        sentences = List.copyOf(sentences);
    }

    static Answer of(List<Difference> differences, String... sentences) {
        return new Answer(differences, List.of(), List.of(), List.of(sentences));
    }
}
