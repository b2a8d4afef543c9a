package dev.quire.properties.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.store.CorpusStore;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.allure.NestedResults;
import dev.quire.properties.choice.SeededChoices;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A law of batches fails for a subject that breaks it, and shows how. */
final class BatchLawTest {
    private static final MachineSpec MACHINE = Machines.named("arm64-4k");
    private static final int STATES = 150;

    private static Optional<BatchLaw> broken(int number, Subject bug) {
        SeededChoices choices = new SeededChoices(SeededChoices.part(0xba7cL, number));
        return Inquiry.of(choices, MACHINE, Subjects.CONTPTE, bug).broken();
    }

    @Test
    void batch_bugThatIgnoresDirty_breaksTheLawOfAgreement() {
        Subject bug = SeededBugs.named("batch-ignores-dirty");
        int number = 0;
        while (broken(number, bug).isEmpty() && number < 10 * STATES) {
            number++;
        }
        assertEquals(Optional.of(BatchLaw.ALIKE), broken(number, bug));
    }

    @Test
    void batch_readThatShowsTheContiguousBitUnasked_isNoneOfTheLaws() {
        Subject bug = SeededBugs.named("leaks-cont-on-read");
        for (int number = 0; number < STATES; number++) {
            assertEquals(Optional.empty(), broken(number, bug));
        }
    }

    @Test
    void property_bugThatIgnoresDirty_leavesItsEvidence(@TempDir Path folder) {
        Subject bug = SeededBugs.named("batch-ignores-dirty");
        NestedResults.Left left =
                NestedResults.left(folder, () -> BatchProperties.judge(MACHINE, List.of(bug)));
        Path kept = CorpusStore.found(folder).list().get(0);
        assertTrue(left.message().startsWith("invariant  INV-28 batch-exact: "), left::message);
        assertTrue(left.message().contains("folio_pte_batch_flags"), left::message);
        assertTrue(left.message().contains(" replay " + kept + "\n"), left::message);
        assertTrue(left.message().contains("-Dtest=BatchProperties "), left::message);
        assertTrue(left.attachments().get("trace").contains("subject batch-ignores-dirty\n"));
        assertTrue(left.attachments().get("film strip").contains("expected"));
        assertTrue(left.attachments().get("picture").contains("<svg "));
        assertEquals("batch-ignores-dirty", left.parameters().get("subject"));
        assertEquals(BatchLaw.ALIKE.sentence, left.parameters().get("law"));
        assertTrue(Integer.parseInt(left.parameters().get("cases")) > 0);
    }
}
