package dev.quire.properties.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.invariant.Goal;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.campaign.Coverage;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.NumberedRuns;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What generation must reach on a default run, or green says nothing. */
final class GoalsTest {
    private static final long SEED = 0x90a15L;
    private static final int SEQUENCES = 2_000;

    private static List<Goal> missed(Subject subject, int sequences) {
        NumberedRuns runs = new NumberedRuns(subject, Machines.named("arm64-4k"), SEED);
        return runs.run(sequences).missed();
    }

    @Test
    void goals_contpteOn4kPages_areAllReached() {
        List<Goal> missed = missed(Subjects.CONTPTE, Effort.times(SEQUENCES));
        StringBuilder message = new StringBuilder();
        for (Goal goal : missed) {
            message.append("goal missed  ").append(goal.title()).append(": ");
            message.append(goal.sentence).append('\n');
        }
        assertTrue(missed.isEmpty(), message::toString);
    }

    @Test
    void goals_subjectThatNeverFolds_areMissedWhereTheyNeedBlocks() {
        assertEquals(
                List.of(
                        Goal.FOLDED,
                        Goal.BORN_FOLDED,
                        Goal.UNFOLDED_AT_START,
                        Goal.UNFOLDED_AT_END,
                        Goal.DIRTY_IN_SIBLING_ONLY,
                        Goal.WHOLE_BLOCK_KEPT,
                        Goal.LOCKLESS_DURING_UNFOLD,
                        Goal.LOCKLESS_PREEMPTED,
                        Goal.LOCKLESS_ACROSS_CALLS,
                        Goal.NEIGHBOUR_MARKED),
                missed(Subjects.PLAIN, 500));
    }

    @Test
    void blocks_contpteOn4kPages_areOftenFolded() {
        Coverage coverage =
                new NumberedRuns(Subjects.CONTPTE, Machines.named("arm64-4k"), SEED).run(500);
        assertTrue(coverage.foldedShare() > 0.2, () -> "share " + coverage.foldedShare());
    }
}
