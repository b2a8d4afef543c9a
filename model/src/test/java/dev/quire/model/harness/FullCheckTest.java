package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of what a step touched and the check of everything come to the same verdict. */
final class FullCheckTest {
    private static final int STEPS = 2_000;
    private static final int SCRIPTS = 16;
    private static final int STEPS_OF_BROKEN = 200;

    private static String end(Stage stage, Outcome outcome) {
        return outcome == Outcome.FAILED
                ? outcome + " " + stage.runner().verdict()
                : outcome.name();
    }

    /** How a script ends, step by step, with either kind of check; both are compared. */
    private static int failuresAlike(Subject subject, long seed, int steps) {
        Stage touched = Stage.of(subject);
        Stage all = Stage.of(subject);
        all.runner().checkAll(true);
        Script script = new Script(seed);
        for (int i = 0; i < steps; i++) {
            Operation operation = script.operation();
            List<Act> acts = script.acts(operation);
            Outcome outcome = touched.runner().step(operation, acts);
            Outcome fully = all.runner().step(operation, acts);
            assertEquals(end(all, fully), end(touched, outcome), operation::text);
            if (outcome == Outcome.FAILED) {
                return 1;
            }
        }
        assertEquals(all.state(), touched.state());
        return 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void step_rightSubject_passesBothChecks(int subject) {
        assertEquals(0, failuresAlike(Subjects.all().get(subject), 11 + subject, STEPS));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LOCKLESS_TORN", "LOCKLESS_SPINS", "WRPROTECT_SPINS"})
    void step_brokenSubject_failsBothChecksAlike(Broken broken) {
        int failures = 0;
        for (int seed = 0; seed < SCRIPTS; seed++) {
            failures += failuresAlike(broken.subject(), seed, STEPS_OF_BROKEN);
        }
        assertTrue(failures > 0);
    }

    @Test
    void script_manySteps_meetsEveryCall() {
        Set<Call> met = EnumSet.noneOf(Call.class);
        Stage stage = Stage.strict();
        Script script = new Script(5);
        for (int i = 0; i < STEPS; i++) {
            Operation operation = script.operation();
            List<Act> acts = script.acts(operation);
            if (stage.runner().step(operation, acts) == Outcome.PASSED) {
                met.add(operation.call());
                acts.forEach(act -> met.add(act.operation().call()));
            }
        }
        assertEquals(EnumSet.allOf(Call.class), met);
    }
}
