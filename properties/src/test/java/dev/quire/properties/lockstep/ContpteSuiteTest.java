package dev.quire.properties.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.invariant.Goal;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.campaign.Coverage;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.NumberedRuns;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same few thousand sequences in each run, over all that is in {@code model.contpte}: what is
 * changed there must fail here. Whoever changes code by machine runs this as its tests.
 */
@Tag("contpte-suite")
final class ContpteSuiteTest {
    private static final long SEED = 0xc0f7e5L;

    private static Coverage run(Subject subject, String machine, int sequences) {
        return new NumberedRuns(subject, Machines.named(machine), SEED).run(sequences);
    }

    @Test
    void contpte_smallMachine_followsTheReference() {
        run(Subjects.CONTPTE, "arm64-small", 800);
    }

    @Test
    void contpte_4kPages_followsTheReference() {
        run(Subjects.CONTPTE, "arm64-4k", 800);
    }

    @Test
    void contpteVisible_smallMachine_followsTheReference() {
        run(Subjects.CONTPTE_VISIBLE, "arm64-small", 400);
    }

    @Test
    void contpteVisible_4kPages_followsTheReference() {
        run(Subjects.CONTPTE_VISIBLE, "arm64-4k", 400);
    }

    @Test
    void plain_smallMachine_followsTheReference() {
        run(Subjects.PLAIN, "arm64-small", 400);
    }

    @Test
    void plain_4kPages_followsTheReference() {
        run(Subjects.PLAIN, "arm64-4k", 400);
    }

    @Test
    void contpte_foldsExactly_isWhatItClaimsAndDoes() {
        assertTrue(Subjects.CONTPTE.foldsExactly() && Subjects.CONTPTE_VISIBLE.foldsExactly());
        List<Goal> reached = run(Subjects.CONTPTE, "arm64-4k", 200).reached();
        List<Goal> folds =
                List.of(
                        Goal.FOLDED,
                        Goal.BORN_FOLDED,
                        Goal.UNFOLDED_AT_START,
                        Goal.UNFOLDED_AT_END,
                        Goal.WHOLE_BLOCK_KEPT);
        assertTrue(reached.containsAll(folds), reached::toString);
    }

    @Test
    void plain_judgedAsOneThatFolds_breaksTheRulesOfFolding() {
        Subject claims = new Subject("plain", "slot by slot", Subjects.PLAIN.api(), false, true);
        SequenceRunner runner =
                new SequenceRunner(claims, Machines.named("arm64-4k"), SEED, Effort.LENGTH);
        long number = 0;
        while (runner.run(number) && number < 200) {
            number++;
        }
        assertEquals("fold-exact", runner.verdict().invariant().title);
    }
}
