package dev.quire.properties.folio;

import dev.quire.model.folio.bug.FolioBug;
import dev.quire.model.folio.bug.FolioSubjects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each of some seeds catches of each bug of folios; run once, for all tests. */
final class FolioCatches {
    static final int SEEDS = 3;

    private static final Map<String, List<Optional<FolioCatch>>> ALL = all();

    private FolioCatches() {}

    private static Map<String, List<Optional<FolioCatch>>> all() {
        Map<String, List<Optional<FolioCatch>>> all = new LinkedHashMap<>();
        for (FolioBug bug : FolioSubjects.bugs()) {
            List<Optional<FolioCatch>> ofBug = new ArrayList<>();
            for (int seed = 1; seed <= SEEDS; seed++) {
                ofBug.add(FolioCatch.of(bug, seed));
            }
            all.put(bug.subject().name(), ofBug);
        }
        return all;
    }

    /** What the seeds from 1 on caught of a bug; empty where one did not. */
    static List<Optional<FolioCatch>> of(String bug) {
        return ALL.get(bug);
    }

    /** The shortest catch of a bug; of equal ones, the shortest and then lowest text. */
    static FolioCatch shortest(String bug) {
        return of(bug).stream()
                .flatMap(Optional::stream)
                .min(
                        Comparator.<FolioCatch>comparingInt(found -> found.shrunk().operations())
                                .thenComparingInt(found -> found.trace().text().length())
                                .thenComparing(found -> found.trace().text()))
                .orElseThrow();
    }
}
