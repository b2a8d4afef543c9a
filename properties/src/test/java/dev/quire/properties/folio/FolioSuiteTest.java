package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.properties.allure.Epic;
import dev.quire.properties.allure.FolioEvidence;
import dev.quire.properties.campaign.Budget;
import dev.quire.properties.campaign.Campaign;
import dev.quire.properties.campaign.Interruption;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same sequences in each run, over all that is in {@code model.folio.packed}: what is changed
 * there must fail here. Whoever changes code by machine runs this as its tests.
 */
final class FolioSuiteTest {
    private static final long SEED = 0xf0110L;
    private static final int LENGTH = 40;

    @ParameterizedTest
    @CsvSource({
        "folio-packed, folio-4k, 20000",
        "folio-packed, folio-4k-dirty, 10000",
        "folio-packed, folio-4k-secure, 10000",
        "folio-packed, folio-small, 10000",
        "folio-packed, folio-small-dirty, 5000",
        "folio-packed, folio-small-secure, 5000",
        "folio-packed, folio-large, 200",
        "folio-page-arch, folio-4k, 10000",
        "folio-page-arch, folio-4k-dirty, 5000",
        "folio-remarks, folio-4k, 2000",
        "folio-remarks, folio-4k-dirty, 10000"
    })
    void subject_onAMachine_followsTheReference(String subject, String machine, long steps) {
        Epic.folios();
        FolioTarget target =
                new FolioTarget(FolioSubjects.named(subject), FolioMachine.named(machine));
        FolioPlan plan = new FolioPlan(List.of(target), SEED, LENGTH, Budget.ofSteps(steps), 1);
        FolioHunt.Result result = FolioHunt.run(plan, new Interruption(), Campaign.Progress.NONE);
        if (result.finding().isPresent()) {
            throw FolioEvidence.of(result.finding().get());
        }
    }
}
