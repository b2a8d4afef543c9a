package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.LockStep;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A frontier visits what an explorer visits, and knows the way to it. */
class FrontierTest {
    private static final SmallMachine KEEPING =
            new SmallMachine(1, 1, 1, 3, BreakBeforeMake.NEEDED, 0, false, false);

    private static Exploration explore(SmallMachine machine, Subject subject, int depth) {
        return new RangeExplorer(machine, subject, true)
                .run(
                        Limits.none().withWorkers(1).withDepth(depth),
                        Explorer.Progress.NONE,
                        () -> false);
    }

    @Test
    void run_asManyTransitionsAsAnExplorer_reachesItsStates() {
        Exploration all = explore(SmallMachine.USUAL, Subjects.CONTPTE, 2);
        Frontier frontier = new Frontier(SmallMachine.USUAL, Subjects.CONTPTE);
        frontier.run(all.generated() / 3);
        assertTrue(frontier.run(all.generated() - frontier.generated()));
        assertEquals(all.distinct(), frontier.states());
    }

    /** With one translation for a CPU, what makes it keep two leads nowhere, but has run. */
    @Test
    void generated_whereTransitionsDoNotFit_countsThem() {
        Exploration all = explore(KEEPING, Subjects.CONTPTE, 3);
        Frontier frontier = new Frontier(KEEPING, Subjects.CONTPTE);
        while (frontier.first() < all.expanded()) {
            assertTrue(frontier.run(1));
        }
        long ofTheNext = 1;
        assertTrue(frontier.generated() > all.generated() + ofTheNext, all::toString);
    }

    @Test
    void run_toAFailure_takesAsManyTransitionsAsAnExplorer() {
        Subject bug = SeededBugs.named("sets-one-too-few");
        Exploration all = explore(SmallMachine.USUAL, bug, Integer.MAX_VALUE);
        Frontier frontier = new Frontier(SmallMachine.USUAL, bug);
        assertFalse(frontier.run(Long.MAX_VALUE));
        assertEquals(all.generated(), frontier.generated());
        LockStep run = new LockStep(frontier.setup(), bug);
        frontier.failure().forEach(run::step);
        assertTrue(run.failed());
        assertEquals(frontier.verdict().signature(), run.verdict().signature());
    }

    @Test
    void path_ofAnyState_leadsToIt() {
        Frontier frontier = new Frontier(KEEPING, Subjects.CONTPTE);
        assertTrue(frontier.run(20_000));
        LockStep run = new LockStep(frontier.setup(), Subjects.CONTPTE);
        for (int state = 0; state < frontier.states(); state += 37) {
            run.reset();
            List<Step> path = frontier.path(state);
            path.forEach(run::step);
            assertFalse(run.failed());
            assertEquals(path.size(), run.steps());
        }
        assertTrue(frontier.path(frontier.states() - 1).size() >= 2);
    }
}
