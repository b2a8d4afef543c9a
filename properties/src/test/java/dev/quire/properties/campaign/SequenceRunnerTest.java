package dev.quire.properties.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import org.junit.jupiter.api.Test;

class SequenceRunnerTest {
    @Test
    void run_processKilledManyTimesNeverAlike_goesOnUntilTheSequencePasses() {
        SequenceRunner runner = runner("SIGKILL", 200);
        assertTrue(runner.run(0));
        assertEquals(200, runner.coverage().deaths());
    }

    @Test
    void run_processDiesManyTimesNeverAlike_isItsOwnFault() {
        assertFalse(runner("SIGSEGV", 200).run(0));
    }

    @Test
    void run_processDiesAFewTimesNeverAlike_goesOn() {
        assertTrue(runner("SIGSEGV", 10).run(0));
    }

    private static SequenceRunner runner(String signal, int kills) {
        KilledSubject api = new KilledSubject(signal, kills);
        Subject subject = new Subject("killed", "is killed", api, false, true);
        return new SequenceRunner(subject, Machines.named("arm64-4k"), 1, 400);
    }
}
