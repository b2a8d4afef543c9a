package dev.quire.properties.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.invariant.Antecedents;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.campaign.Coverage;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.sequence.NumberedRuns;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every invariant is put to the test by a default run: its check could have failed. What a subject
 * rules out is listed by {@link Target#tests}; {@code full-alike} and {@code split-alike} compare
 * two runs, and are put to the test by the properties of {@code alike}.
 */
final class AntecedentsTest {
    private static final long SEED = 0x90a15L;
    private static final MachineSpec MACHINE = Machines.named("arm64-4k");

    /** Those that sequences of a subject did not put to the test, each with what was not met. */
    private static List<String> untested(Subject subject, int sequences, boolean declared) {
        Coverage coverage = new NumberedRuns(subject, MACHINE, SEED).run(sequences);
        Target target = new Target(subject, MACHINE);
        List<String> untested = new ArrayList<>();
        for (Invariant invariant : Invariant.values()) {
            boolean asked = target.tests(invariant) == declared && !invariant.ofFolios();
            if (asked && coverage.tested(invariant) == 0) {
                untested.add(invariant.title + ": never " + Antecedents.of(invariant));
            }
        }
        return untested;
    }

    @Test
    void invariants_contpte_areAllPutToTheTest() {
        assertEquals(List.of(), untested(Subjects.CONTPTE, 2_000, true));
    }

    @Test
    void invariants_contpte_onlyThoseOfTwoRunsAreLeftOut() {
        assertEquals(2, untested(Subjects.CONTPTE, 100, false).size());
    }

    @Test
    void invariants_subjectThatShowsContiguousBits_areAllButThatTheyAreHidden() {
        List<String> left = untested(Subjects.CONTPTE_VISIBLE, 100, false);
        assertEquals(3, left.size());
        assertTrue(left.contains("cont-hidden: never an entry was read that is contiguous"));
    }

    /** What is not declared for a subject that never folds is what it never puts to the test. */
    @Test
    void invariants_subjectThatNeverFolds_areAllButThoseOfBlocks() {
        assertEquals(List.of(), untested(Subjects.PLAIN, 500, true));
        assertEquals(15, untested(Subjects.PLAIN, 500, false).size());
    }
}
