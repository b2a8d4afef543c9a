package dev.quire.model.subject;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.contpte.PlainPtes;
import java.util.List;

/** The built-in implementations that are held to be correct. */
public final class Subjects {
    /** Folds, and hides the contiguous bit from the core: the default. */
    public static final Subject CONTPTE =
            new Subject(
                    "contpte",
                    "contiguous blocks; reads hide the contiguous bit",
                    new Contpte(false),
                    false,
                    true);

    /** Folds, and shows the contiguous bit on reads. */
    public static final Subject CONTPTE_VISIBLE =
            new Subject(
                    "contpte-visible",
                    "contiguous blocks; reads show the contiguous bit, as Linux since 6.9",
                    new Contpte(true),
                    true,
                    true);

    /** Never folds. */
    public static final Subject PLAIN =
            new Subject("plain", "slot by slot, never folds", new PlainPtes(), false, false);

    private Subjects() {}

    /** All of them, the default first. */
    public static List<Subject> all() {
        return List.of(CONTPTE, CONTPTE_VISIBLE, PLAIN);
    }
}
