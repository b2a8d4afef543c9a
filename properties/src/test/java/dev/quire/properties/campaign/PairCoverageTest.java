package dev.quire.properties.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.statistics.Estimate;
import dev.quire.properties.statistics.Met;
import dev.quire.properties.statistics.Pair;
import dev.quire.properties.statistics.PairCounts;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pairs that generated sequences meet. */
class PairCoverageTest {
    private static PairCounts met(Subject subject, String machine, long sequences) {
        SequenceRunner runner = new SequenceRunner(subject, Machines.named(machine), 3, 40);
        for (long number = 0; number < sequences; number++) {
            assertTrue(runner.run(number));
        }
        return runner.coverage().pairs();
    }

    @ParameterizedTest
    @ValueSource(strings = {"arm64-small", "arm64-4k", "arm64-16k-lpa2", "arm64-64k-52"})
    void pairs_met_areNeverRuledOut(String machine) {
        PairCounts counts = met(Subjects.CONTPTE, machine, 800);
        for (int pair = 0; pair < Pair.COUNT; pair++) {
            Pair one = Pair.of(pair);
            assertTrue(counts.sequences(pair) == 0 || one.possible(true), one::toString);
        }
        assertTrue(counts.metFolded());
    }

    @Test
    void pairs_subjectThatNeverFolds_areWithoutContiguousBlocks() {
        PairCounts counts = met(Subjects.PLAIN, "arm64-4k", 400);
        assertTrue(!counts.metFolded());
        Target plain = new Target(Subjects.PLAIN, Machines.named("arm64-4k"));
        int folding = counts.neverMet(pair -> pair.possible(true)).size();
        int declared = counts.neverMet(pair -> plain.possible(pair, new Coverage())).size();
        assertTrue(declared < folding, declared + " of " + folding);
    }

    /** Sequences of one configuration are alike, which the estimate does not know. */
    @Test
    void chanceOfNew_ofSequences_isWhatTheNextOnesShow() {
        long counted = 1_600;
        PairCounts counts = met(Subjects.CONTPTE, "arm64-small", counted);
        Estimate estimate = counts.chanceOfNew();
        SequenceRunner runner =
                new SequenceRunner(Subjects.CONTPTE, Machines.named("arm64-small"), 3, 40);
        Set<Integer> inScene = new HashSet<>();
        int fresh = 0;
        for (long number = counted; number < 2 * counted; number++) {
            if (number % SequenceRunner.SEQUENCES_PER_SCENE == 0) {
                inScene.clear();
            }
            assertTrue(runner.run(number));
            Met met = runner.last().met();
            boolean any = false;
            for (int i = 0; i < met.count(); i++) {
                any |= counts.sequences(met.pair(i)) == 0 && inScene.add(met.pair(i));
            }
            fresh += any ? 1 : 0;
        }
        double share = (double) fresh / counted;
        assertEquals(estimate.value(), share, estimate.value() / 3, estimate::toString);
    }
}
