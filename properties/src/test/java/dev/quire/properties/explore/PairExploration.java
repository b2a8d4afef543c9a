package dev.quire.properties.explore;

import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import org.junit.jupiter.api.Test;

class PairExploration {
    private static Exploration explore(SmallMachine machine, Subject a, Subject b, int depth) {
        return RangeExplorer.against(machine, a, b, TwoSubjects.usualParts(), true)
                .run(
                        Limits.none().withWorkers(2).withDepth(depth),
                        Explorer.Progress.NONE,
                        () -> false);
    }

    @Test
    void measure() {
        SmallMachine one = new SmallMachine(1, 1, 0, 1, BreakBeforeMake.NEEDED, 0, false, false);
        System.out.println(explore(one, Subjects.CONTPTE, Subjects.CONTPTE_VISIBLE, 99));
        System.out.println(explore(one, Subjects.CONTPTE, Subjects.PLAIN, 99));
    }
}
