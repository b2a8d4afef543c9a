package dev.quire.model.folio.bug;

import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.model.folio.packed.PageArchFolios;
import dev.quire.model.folio.packed.RemarkingFolios;
import dev.quire.model.invariant.Invariant;
import java.util.ArrayList;
import java.util.List;

/** Every implementation of folios by name: the correct ones, and each seeded bug. */
public final class FolioSubjects {
    /** The implementation that is held to be correct. */
    public static final FolioSubject PACKED =
            new FolioSubject(
                    "folio-packed", "flags, counts and PG_arch_1 per folio", PackedFolios::new);

    /** PG_arch_1 kept of each page where it means clean: correct, and does more cache work. */
    public static final FolioSubject PAGE_ARCH =
            new FolioSubject(
                    "folio-page-arch",
                    "as folio-packed, but for a clean PG_arch_1 per page as before v6.6",
                    PageArchFolios::new);

    /** A split carries a dirty PG_arch_1 to the new folios: correct, and puts the work off. */
    public static final FolioSubject REMARKING =
            new FolioSubject(
                    "folio-remarks",
                    "as folio-packed, but for an owed flush that a split marks on the new folios",
                    RemarkingFolios::new);

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

    /** The implementations that are held to be correct, the default first. */
    public static List<FolioSubject> correct() {
        return List.of(PACKED, PAGE_ARCH, REMARKING);
    }

    /** Whether a subject of folios has this name. */
    public static boolean isNamed(String name) {
        return correct().stream().anyMatch(subject -> subject.name().equals(name))
                || BUGS.stream().anyMatch(bug -> bug.subject().name().equals(name));
    }

    /**
     * The subject of a name.
     *
     * @throws IllegalArgumentException naming what was found and where all names are listed
     */
    public static FolioSubject named(String name) {
        for (FolioSubject subject : correct()) {
            if (subject.name().equals(name)) {
                return subject;
            }
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
