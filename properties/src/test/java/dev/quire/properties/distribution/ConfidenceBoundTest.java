package dev.quire.properties.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.allure.Account;
import dev.quire.properties.campaign.Coverage;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.NumberedRuns;
import dev.quire.properties.statistics.Confidence;
import java.util.Locale;
import org.apache.commons.math3.stat.interval.ClopperPearsonInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a count of sequences says about the rate of failing ones. */
final class ConfidenceBoundTest {
    @ParameterizedTest
    @CsvSource({"10, 3", "1000, 1", "1000, 500", "5000, 4999"})
    void upperBound_oneSided_isTheEndOfATwoSidedInterval(int trials, int failures) {
        double expected =
                new ClopperPearsonInterval().createInterval(trials, failures, 0.9).getUpperBound();
        assertEquals(expected, Confidence.upperBound(trials, failures, 0.95), 1e-9);
    }

    @Test
    void upperBound_noneFailed_isAboutThreeOverTrials() {
        assertEquals(3.0e-6, Confidence.upperBound(1_000_000, 0, 0.95), 0.01e-6);
    }

    @Test
    void upperBound_nothingRunOrAllFailed_isOne() {
        assertEquals(1, Confidence.upperBound(0, 0, 0.95));
        assertEquals(1, Confidence.upperBound(7, 7, 0.95));
    }

    @Test
    void upperBound_argumentsThatCannotBe_areRejected() {
        assertThrows(IllegalArgumentException.class, () -> Confidence.upperBound(3, 4, 0.95));
        assertThrows(IllegalArgumentException.class, () -> Confidence.upperBound(3, 0, 1));
    }

    @Test
    void bound_ofTheSequencesThatPassed_isToldInTheResult(TestReporter reporter) {
        NumberedRuns runs =
                new NumberedRuns(Subjects.CONTPTE, Machines.named("arm64-4k"), 0xc0f1deL);
        Coverage coverage = runs.run(Effort.times(2_000));
        double bound = Confidence.upperBound(coverage.sequences(), 0, 0.95);
        String text =
                String.format(
                        Locale.ROOT,
                        "%d sequences, none failed: with confidence 95%% fewer than %.2e of all"
                                + " fail",
                        coverage.sequences(),
                        bound);
        Account.note("bound", text);
        reporter.publishEntry("bound", text);
        assertTrue(bound < 0.0016, text);
    }
}
