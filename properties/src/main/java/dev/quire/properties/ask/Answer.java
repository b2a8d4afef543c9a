package dev.quire.properties.ask;

import java.util.List;

/**
 * What a question's searches and counts say.
 *
 * @param title of the table, what its numbers are; empty if there is none
 * @param header of the table; empty if there is none
 * @param sentences two, each part of them chosen by what was found
 * @param cut how many searches were cut, also of those that only the table shows
 */
public record Answer(
        List<Difference> differences,
        String title,
        List<String> header,
        List<List<String>> rows,
        List<String> sentences,
        int cut) {
    public Answer {
        differences = List.copyOf(differences);
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        sentences = List.copyOf(sentences);
    }

    static Answer of(List<Difference> differences, String... sentences) {
        return of(differences, "", List.of(), List.of(), sentences);
    }

    /** Where every search is shown. */
    static Answer of(
            List<Difference> differences,
            String title,
            List<String> header,
            List<List<String>> rows,
            String... sentences) {
        int cut = (int) differences.stream().filter(Difference::cut).count();
        return new Answer(differences, title, header, rows, List.of(sentences), cut);
    }
}
