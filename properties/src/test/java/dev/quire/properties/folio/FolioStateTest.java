package dev.quire.properties.folio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.harness.Outcome;
import dev.quire.properties.allure.Epic;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state that was put back goes on as the run that it was taken from. */
final class FolioStateTest {
    private static final int SEQUENCES = 300;

    @BeforeEach
    void file() {
        Epic.folios();
    }

    private static long[] packed(FolioLockStep run) {
        long[] state = new long[run.state().words()];
        run.state().pack(state, 0);
        return state;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "folio-4k",
                "folio-4k-dirty",
                "folio-4k-secure",
                "folio-small",
                "folio-small-dirty",
                "folio-small-secure"
            })
    void unpack_anyState_goesOnAlike(String name) {
        FolioMachine machine = FolioMachine.named(name);
        FolioSequences sequences = new FolioSequences(FolioSubjects.PACKED, machine, 5, 40);
        FolioLockStep whole = new FolioLockStep(machine, FolioSubjects.PACKED);
        FolioLockStep resumed = new FolioLockStep(machine, FolioSubjects.PACKED);
        for (int number = 0; number < SEQUENCES; number++) {
            List<FolioStep> steps = sequences.steps(number);
            int cut = steps.size() * (number % 7) / 7;
            whole.reset();
            steps.subList(0, cut).forEach(whole::step);
            resumed.state().unpack(packed(whole), 0);
            assertArrayEquals(packed(whole), packed(resumed));
            for (FolioStep step : steps.subList(cut, steps.size())) {
                assertEquals(Outcome.PASSED, whole.step(step));
                assertEquals(Outcome.PASSED, resumed.step(step), step.operation()::text);
            }
            assertArrayEquals(packed(whole), packed(resumed));
        }
    }
}
