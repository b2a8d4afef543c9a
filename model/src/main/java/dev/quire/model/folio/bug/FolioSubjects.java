package dev.quire.model.folio.bug;

import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.model.invariant.Invariant;
import java.util.ArrayList;
import java.util.List;

/** Every implementation of folios by name: the correct one, and each seeded bug. */
public final class FolioSubjects {
    /** The implementation that is held to be correct. */
    public static final FolioSubject PACKED =
            new FolioSubject(
                    "folio-packed", "flags, counts and PG_arch_1 per folio", PackedFolios::new);

    static final String CLEAN = "folio-4k";
    static final String DIRTY = "folio-4k-dirty";
    static final String SECURE = "folio-4k-secure";

    private static final List<FolioBug> BUGS = new ArrayList<>();

    static {
        FolioCountBugs.list(FolioSubjects::add);
        FolioFlagBugs.list(FolioSubjects::add);
        FolioCacheBugs.list(FolioSubjects::add);
        FolioSplitBugs.list(FolioSubjects::add);
    }

    private FolioSubjects() {}

    private static void add(
            String name,
            String sentence,
            Invariant caughtBy,
            String history,
            String machine,
            FolioApi.Maker maker) {
        FolioSubject subject = new FolioSubject(name, sentence, maker);
        BUGS.add(new FolioBug(subject, caughtBy, history, machine));
    }

    /** All seeded bugs. */
    public static List<FolioBug> bugs() {
        return List.copyOf(BUGS);
    }

    /** Whether a subject of folios has this name. */
    public static boolean isNamed(String name) {
        return PACKED.name().equals(name)
                || BUGS.stream().anyMatch(bug -> bug.subject().name().equals(name));
    }

    /**
     * The subject of a name.
     *
     * @throws IllegalArgumentException naming what was found and where all names are listed
     */
    public static FolioSubject named(String name) {
        if (PACKED.name().equals(name)) {
            return PACKED;
        }
        for (FolioBug bug : BUGS) {
            if (bug.subject().name().equals(name)) {
                return bug.subject();
            }
        }
        throw new IllegalArgumentException(
                "unknown subject "
                        + name
                        + ", expected one of 'quire list subjects --system=folio' or"
                        + " 'quire list bugs --system=folio'");
    }

    /** Takes one bug into the catalogue. */
    interface Catalogue {
        void add(
                String name,
                String sentence,
                Invariant caughtBy,
                String history,
                String machine,
                FolioApi.Maker maker);
    }
}
