package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All sequences of a small machine on two subjects beside each other. */
class PairExploration {
    private static final SmallMachine ONE_FOLIO =
            new SmallMachine(1, 1, 0, 1, BreakBeforeMake.NEEDED, 0, false, false);

    private static RangeExplorer explorer(Subject first, Subject second) {
        return RangeExplorer.against(ONE_FOLIO, first, second, TwoSubjects.usualParts(), true);
    }

    private static Exploration explore(RangeExplorer explorer, int depth) {
        Limits limits = Limits.none().withWorkers(2).withDepth(depth);
        return explorer.run(limits, Explorer.Progress.NONE, () -> false);
    }

    @ParameterizedTest
    @CsvSource({"contpte,plain", "contpte,contpte-visible", "plain,contpte-visible"})
    void rightSubjects_toADepth_differNowhere(String first, String second) {
        Exploration some = explore(explorer(SeededBugs.named(first), SeededBugs.named(second)), 2);
        assertEquals(Exploration.End.DEPTH, some.end(), some.toString());
        assertEquals(1, some.wholeDepth());
    }

    /**
     * Beside {@code plain} the marks of folded entries make many states of one: most on a whole
     * machine, none where two pages never fold. Of both designs all is visited.
     */
    @Test
    void contpteBesidePlain_twoPagesAndTwoFolios_differNowhere() {
        SmallMachine machine = SmallMachine.USUAL.with(Set.of(Trait.SHORT));
        assertAlike(machine, 965);
    }

    /** One CPU that marks nothing, so that 11 values are left; ranges are whole blocks. */
    @Tag("nightly")
    @Test
    void contpteBesidePlain_wholeBlocks_differNowhere() {
        SmallMachine machine =
                new SmallMachine(1, 1, 0, 0, BreakBeforeMake.NEEDED, 0, false, false)
                        .with(Set.of(Trait.WHOLE, Trait.ALONE));
        assertAlike(machine, 143_689);
    }

    private static void assertAlike(SmallMachine machine, int states) {
        RangeExplorer explorer =
                RangeExplorer.against(
                        machine, Subjects.CONTPTE, Subjects.PLAIN, TwoSubjects.usualParts(), true);
        Exploration all = explore(explorer, Integer.MAX_VALUE);
        assertTrue(all.complete(), all.toString());
        assertEquals(states, all.distinct());
    }

    /** What reads show is no part of a state: there are as many as of one subject. */
    @Tag("nightly")
    @Test
    void contpteBesideContpteVisible_toTheFixpoint_differNowhere() {
        Exploration all =
                explore(explorer(Subjects.CONTPTE, Subjects.CONTPTE_VISIBLE), Integer.MAX_VALUE);
        assertTrue(all.complete(), all.toString());
        assertEquals(13 * 13 * 13 * 13 + 528, all.distinct());
    }

    /** A subject that fails by itself differs from a right one then, if not before. */
    @ParameterizedTest
    @CsvSource({
        "sets-one-too-few",
        "folds-differing-permissions",
        "compares-mixed-in-flags",
        "loses-dirty-on-wrprotect",
        "wrprotects-one-too-few",
        "tests-young-on-one-entry"
    })
    void seededBug_besideContpte_differsAfterAShortestSequence(String name) {
        Subject bug = SeededBugs.named(name);
        Exploration alone = explore(new RangeExplorer(ONE_FOLIO, bug, true), Integer.MAX_VALUE);
        RangeExplorer explorer = explorer(Subjects.CONTPTE, bug);
        Exploration beside = explore(explorer, Integer.MAX_VALUE);
        List<Step> steps = explorer.steps(beside.failure().orElseThrow());
        assertTrue(steps.size() <= alone.failure().orElseThrow().path().size());
        assertEquals(TwoSubjects.Meeting.DIFFERENT, last(bug, steps));
        Exploration shorter = explore(explorer(Subjects.CONTPTE, bug), steps.size() - 1);
        assertEquals(Exploration.End.DEPTH, shorter.end(), shorter.toString());
    }

    private static TwoSubjects.Meeting last(Subject bug, List<Step> steps) {
        TwoSubjects run =
                new TwoSubjects(ONE_FOLIO.setup(), Subjects.CONTPTE, bug, TwoSubjects.usualParts());
        for (Step step : steps.subList(0, steps.size() - 1)) {
            assertEquals(TwoSubjects.Meeting.ALIKE, run.step(step.operation(), step.acts()));
        }
        Step last = steps.get(steps.size() - 1);
        return run.step(last.operation(), last.acts());
    }
}
