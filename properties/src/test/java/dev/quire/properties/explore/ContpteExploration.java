package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every state of small machines, on the correct subjects. A changed number of states is a change of
 * what operations do: it must be explained where it is changed here.
 */
class ContpteExploration {
    private static final SmallMachine ONE_FOLIO =
            new SmallMachine(1, 1, 0, 1, BreakBeforeMake.NEEDED, 0, false, false);

    /** Four slots, each of them none or of 12 values that differ in write, young and dirty. */
    private static final int VALUES = 13 * 13 * 13 * 13;

    /** The same block as one: its entries differ in what hardware marked, and agree in write. */
    private static final int FOLDED = 528;

    private static Exploration explore(SmallMachine machine, Subject subject, int depth) {
        return explore(machine, subject, depth, true);
    }

    private static Exploration explore(
            SmallMachine machine, Subject subject, int depth, boolean symmetric) {
        Limits limits = Limits.none().withWorkers(2).withDepth(depth);
        return new RangeExplorer(machine, subject, symmetric)
                .run(limits, Explorer.Progress.NONE, () -> false);
    }

    private static void assertFixpoint(SmallMachine machine, Subject subject, int states) {
        Exploration all = explore(machine, subject, Integer.MAX_VALUE);
        assertTrue(all.complete(), all.toString());
        assertEquals(states, all.distinct());
    }

    @Test
    void contpte_oneFolio_hasAFixpointWithoutAFailure() {
        assertFixpoint(ONE_FOLIO, Subjects.CONTPTE, VALUES + FOLDED);
    }

    @Test
    void plain_oneFolio_hasAFixpointWithoutAFailure() {
        assertFixpoint(ONE_FOLIO, Subjects.PLAIN, VALUES);
    }

    @Tag("nightly")
    @Test
    void contpte_raceInEveryCall_noFailureToADepth() {
        SmallMachine races = new SmallMachine(1, 1, 1, 1, BreakBeforeMake.NEEDED, 1, false, false);
        Exploration some = explore(races, Subjects.CONTPTE, 2);
        assertEquals(Exploration.End.DEPTH, some.end(), some.toString());
        assertEquals(21_076, some.distinct());
    }

    /** Of the folios' exchange, only the empty state is an image of itself. */
    @Test
    void contpte_withoutSymmetry_hasTwiceTheStatesButTheEmptyOne() {
        Exploration once = explore(SmallMachine.USUAL, Subjects.CONTPTE, 2, true);
        Exploration twice = explore(SmallMachine.USUAL, Subjects.CONTPTE, 2, false);
        assertEquals(once.end(), twice.end());
        assertEquals(2 * once.distinct() - 1, twice.distinct());
    }

    /** The default small machine: most states have a change of protection open. */
    @Test
    void contpte_usualMachine_hasAFixpointWithoutAFailure() {
        assertFixpoint(SmallMachine.USUAL, Subjects.CONTPTE, 1_054_133);
    }

    @Tag("nightly")
    @Test
    void contpte_twoFolios_hasAFixpointWithoutAFailure() {
        SmallMachine machine =
                new SmallMachine(1, 2, 0, 1, BreakBeforeMake.NEEDED, 0, false, false);
        assertFixpoint(machine, Subjects.CONTPTE, 195_841);
    }
}
