package dev.quire.counterexamples.trace;

import java.util.List;
import java.util.Optional;

/**
 * Where a trace comes from; it changes nothing about how it runs.
 *
 * @param seed of the choices that it was made from
 * @param search the line to paste that finds it again
 * @param comments one line each, as they stand after {@code #} in the configuration
 */
public record Provenance(Optional<Long> seed, Optional<String> search, List<String> comments) {
    /** Nothing is known. */
    public static final Provenance NONE =
            new Provenance(Optional.empty(), Optional.empty(), List.of());

    public Provenance {
        search = search.map(Provenance::line);
        comments = comments.stream().map(Provenance::line).toList();
        if (search.isPresent() && search.get().isEmpty()) {
            throw new IllegalArgumentException("a search must be a line to paste: it is empty");
        }
    }

    /** A trace that a search found. */
    public static Provenance found(long seed, String search) {
        return new Provenance(Optional.of(seed), Optional.of(search), List.of());
    }

    private static String line(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("it must be one line of text: " + text);
        }
        return text.strip();
    }
}
