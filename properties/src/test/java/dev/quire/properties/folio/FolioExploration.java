package dev.quire.properties.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.properties.allure.Epic;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every state of folios on small machines, a family of operations at a time. A changed number of
 * states is a change of what operations do: it must be explained where it is changed here.
 */
class FolioExploration {
    /** Each of four pages poisoned or not. */
    private static final int POISONED = 1 << 4;

    /** Of a folio, locked or not and dirty or not: {@code has_hwpoisoned} with any poison. */
    private static final int ALLOCATED = 2 * 2 * (POISONED + 1);

    @BeforeEach
    void file() {
        Epic.folios();
    }

    private static Exploration explore(FolioExplorer explorer) {
        return explorer.run(Limits.none().withWorkers(2), Explorer.Progress.NONE, () -> false);
    }

    private static int fixpoint(FolioFamily family, int folios) {
        FolioSmallMachine machine = new FolioSmallMachine(family, folios);
        Exploration all = explore(new FolioExplorer(machine, FolioSubjects.PACKED, true));
        assertTrue(all.complete(), () -> machine.text() + ": " + all);
        return all.distinct();
    }

    /** The flags of one folio are no matter of the other's: two have as many states as pairs. */
    @Test
    void packed_flagsOfTwoFolios_areIndependent() {
        int one = POISONED + ALLOCATED;
        assertEquals(one, fixpoint(FolioFamily.FLAGS, 1));
        assertEquals(one * one, fixpoint(FolioFamily.FLAGS, 2));
    }

    @ParameterizedTest(name = "{0}, {1} folios")
    @CsvSource({
        "SPLIT, 1, 3165",
        "POISON, 1, 6827",
        "ANON, 1, 1082",
        "ANON, 2, 3348",
        "PINS, 1, 4790",
        "PINS, 2, 13012",
        "FILE, 1, 2432",
        "FILE, 2, 17164",
        "TYPES, 1, 174",
        "TYPES, 2, 13428",
        "SECURE, 1, 2876"
    })
    void packed_family_hasAFixpointWithoutAFailure(FolioFamily family, int folios, int states) {
        assertEquals(states, fixpoint(family, folios));
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}, {1} folios")
    @CsvSource({
        "SPLIT, 2, 251145",
        "SECURE, 2, 138256",
        "SWAP, 1, 40705",
        "CLEAN, 1, 194360",
        "DIRTY, 1, 58176"
    })
    void packed_largeFamily_hasAFixpointWithoutAFailure(
            FolioFamily family, int folios, int states) {
        assertEquals(states, fixpoint(family, folios));
    }

    /** A state has one image beside itself at most. */
    @Test
    void packed_withoutSymmetry_hasMoreStatesButNotThreeTimesAsMany() {
        FolioSmallMachine machine = new FolioSmallMachine(FolioFamily.DIRTY, 1);
        Limits limits = Limits.none().withDepth(7);
        int once =
                new FolioExplorer(machine, FolioSubjects.PACKED, true)
                        .run(limits, Explorer.Progress.NONE, () -> false)
                        .distinct();
        int twice =
                new FolioExplorer(machine, FolioSubjects.PACKED, false)
                        .run(limits, Explorer.Progress.NONE, () -> false)
                        .distinct();
        assertTrue(once < twice && twice <= 2 * once, once + " and " + twice);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sets-flags-through-tails, FLAGS, 2",
        "frees-with-the-second-page-marked, FLAGS, 2",
        "poisons-the-head, POISON, 2",
        "split-forgets-poison, POISON, 5",
        "split-drops-dirty, SPLIT, 5",
        "split-repeats-the-swap-entry, SWAP, 6",
        "takes-one-reference-per-call, ANON, 2",
        "keeps-exclusive-after-fork, ANON, 3",
        "reuses-shared-folios, ANON, 5",
        "shares-before-unmapping, PINS, 3",
        "maps-past-its-table, FILE, 3",
        "maps-typed-pages, TYPES, 3",
        "secures-pages-of-large-folios, SECURE, 4",
        "tests-and-sets-clean, CLEAN, 5",
        "syncs-mapped-pages-only, CLEAN, 7",
        "pays-before-the-work, DIRTY, 5"
    })
    void seededBug_isFoundWithTheFewestSteps(String bug, FolioFamily family, int steps) {
        FolioSubject subject = FolioSubjects.named(bug);
        FolioExplorer explorer = new FolioExplorer(new FolioSmallMachine(family, 1), subject, true);
        Exploration exploration = explore(explorer);
        FolioExplorer.Found found = explorer.trace(exploration.failure().orElseThrow(), "none");
        assertEquals(steps, found.trace().steps().size(), () -> found.trace().text());
        assertEquals(
                FolioSubjects.bugs().stream()
                        .filter(one -> one.subject().name().equals(bug))
                        .findFirst()
                        .orElseThrow()
                        .caughtBy(),
                found.verdict().invariant());
    }
}
