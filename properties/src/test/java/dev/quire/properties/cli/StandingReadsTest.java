package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.properties.campaign.SequenceRunner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Reads that stand in a process of their CPU, that run again in the one process, and that run
 * again in this JVM: the same results, the same verdicts.
 */
class StandingReadsTest {
    private static final int SEQUENCES = 150;
    private static final int LENGTH = 30;

    /** What can be seen of a sequence, a line for each step. */
    private static List<String> seen(Setup setup, List<Step> steps, Subject subject) {
        LockStep run = new LockStep(setup, subject);
        List<String> seen = new ArrayList<>();
        for (Step step : steps) {
            Outcome outcome = run.step(step);
            String end = outcome == Outcome.FAILED ? run.verdict().signature() : "";
            boolean open = run.lockless().anyOpen();
            seen.add(
                    step.operation().text()
                            + " "
                            + outcome
                            + " "
                            + run.last().result
                            + (open ? " open " + run.lockless().first().text() : "")
                            + end);
            if (outcome != Outcome.PASSED) {
                break;
            }
        }
        for (int slot = 0; slot < run.memory().slots(); slot++) {
            if (run.memory().raw(slot) != 0) {
                seen.add(slot + " " + run.memory().raw(slot));
            }
        }
        return seen;
    }

    private static boolean cut(Step step) {
        return step.operation().preempted()
                || step.acts().stream().anyMatch(act -> act.operation().preempted());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "contpte, arm64-small",
        "contpte, arm64-4k",
        "lockless-read-does-not-retry, arm64-small"
    })
    void sequences_threeWays_areTheSame(String name, String machine) {
        Subject java = SeededBugs.named(name);
        ProcessOptions usual = ProcessOptions.USUAL;
        Subject stands = ProcessSubject.of(ProcessSubjectTest.scripted(name), usual);
        Subject again =
                ProcessSubject.of(ProcessSubjectTest.scripted(name + " stateless=0"), usual);
        int cuts = 0;
        try (SequenceRunner runner = new SequenceRunner(java, Machines.named(machine), 7, LENGTH)) {
            for (int number = 0; number < SEQUENCES; number++) {
                List<Step> steps = runner.steps(number);
                cuts += steps.stream().anyMatch(StandingReadsTest::cut) ? 1 : 0;
                Setup setup = runner.setup();
                List<String> expected = seen(setup, steps, java);
                assertEquals(expected, seen(setup, steps, again), "again, " + number);
                assertEquals(expected, seen(setup, steps, stands), "stands, " + number);
            }
        } finally {
            stands.close();
            again.close();
        }
        assertTrue(cuts > SEQUENCES / 4, cuts + " sequences have reads in pieces");
    }
}
