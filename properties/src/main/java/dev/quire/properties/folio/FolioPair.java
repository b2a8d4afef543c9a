package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.TwoFolios;
import dev.quire.model.harness.Difference;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two implementations of folios, and what is compared of them.
 *
 * @param parts a failure of one alone always counts
 */
public record FolioPair(FolioSubject first, FolioSubject second, Set<Difference.Kind> parts) {
    public FolioPair {
        parts = Set.copyOf(parts);
    }

    /** Both on free frames. */
    public TwoFolios open(FolioMachine machine) {
        return new TwoFolios(machine, first, second, parts);
    }

    /** The options that name the subjects, and what is compared of them. */
    public String options() {
        String words =
                parts.stream().sorted().map(Difference.Kind::word).collect(Collectors.joining(","));
        return " --subject=" + first.name() + " --against=" + second.name() + " --compare=" + words;
    }
}
