package dev.quire.properties.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.properties.allure.Epic;
import dev.quire.properties.allure.FolioEvidence;
import dev.quire.properties.campaign.Budget;
import dev.quire.properties.campaign.Campaign;
import dev.quire.properties.campaign.Interruption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FolioHuntTest {
    private static final int LENGTH = 40;

    @BeforeEach
    void file() {
        Epic.folios();
    }

    private static FolioHunt.Result hunt(
            FolioSubject subject, String machine, long steps, int workers) {
        FolioTarget target = new FolioTarget(subject, FolioMachine.named(machine));
        FolioPlan plan = new FolioPlan(List.of(target), 1, LENGTH, Budget.ofSteps(steps), workers);
        return FolioHunt.run(plan, new Interruption(), Campaign.Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"folio-4k", "folio-4k-dirty", "folio-4k-secure"})
    void hunt_packed_findsNothingAndReachesEveryGoal(String machine) {
        FolioHunt.Result result = hunt(FolioSubjects.PACKED, machine, 100_000, 2);
        if (result.finding().isPresent()) {
            throw FolioEvidence.of(result.finding().get());
        }
        assertEquals(List.of(), result.missed());
        assertTrue(result.steps() >= 100_000);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "folio-page-arch, folio-4k",
        "folio-page-arch, folio-small-dirty",
        "folio-page-arch, folio-small-secure",
        "folio-remarks, folio-4k-dirty",
        "folio-remarks, folio-small"
    })
    void hunt_anotherCorrectSubject_findsNothing(String subject, String machine) {
        FolioHunt.Result result = hunt(FolioSubjects.named(subject), machine, 40_000, 1);
        assertTrue(result.finding().isEmpty(), () -> result.finding().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "folio-small",
                "folio-small-dirty",
                "folio-small-secure",
                "folio-large",
                "folio-large-dirty",
                "folio-large-secure"
            })
    void hunt_packedOnOtherSizes_findsNothing(String machine) {
        FolioHunt.Result result = hunt(FolioSubjects.PACKED, machine, 4_000, 1);
        if (result.finding().isPresent()) {
            throw FolioEvidence.of(result.finding().get());
        }
    }

    @Test
    void hunt_bug_isTheSameWithOneWorkerAndWithTwo() {
        FolioSubject bug = FolioSubjects.named("split-forgets-poison");
        FolioHunt.Result one = hunt(bug, "folio-4k", 200_000, 1);
        FolioHunt.Result two = hunt(bug, "folio-4k", 200_000, 2);
        assertEquals(one.finding().orElseThrow(), two.finding().orElseThrow());
        assertEquals(one.steps(), two.steps());
        assertEquals(one.missed(), two.missed());
    }

    @Test
    void sequence_sameNumber_isTheSameWhateverRanBefore() {
        FolioMachine machine = FolioMachine.named("folio-4k");
        FolioSequences one = new FolioSequences(FolioSubjects.PACKED, machine, 3, LENGTH);
        FolioSequences other = new FolioSequences(FolioSubjects.PACKED, machine, 3, LENGTH);
        one.run(1);
        one.run(2);
        assertEquals(other.steps(7), one.steps(7));
    }
}
