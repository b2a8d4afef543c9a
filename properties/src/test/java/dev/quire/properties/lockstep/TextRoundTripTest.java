package dev.quire.properties.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.operation.Operation;
import dev.quire.properties.allure.NestedResults;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.sequence.GeneratedRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text that does not read back fails the property, and shows where. */
final class TextRoundTripTest {
    @Test
    void failure_readerThatForgetsTheCount_leavesItsEvidence(@TempDir Path folder) {
        GeneratedRun run = TextRoundTripProperties.run(new SeededChoices(1));
        Operation operation = run.steps().get(0).operation().withNr(7);
        NestedResults.Left left =
                NestedResults.left(
                        folder,
                        () ->
                                TextRoundTripProperties.readsBack(
                                        run,
                                        operation,
                                        Operation::text,
                                        text -> Operation.parse(text).withNr(1)));
        assertTrue(left.message().startsWith("harness bug: a text must read back "));
        assertTrue(left.message().contains("written    " + operation.text()), left::message);
        assertTrue(left.message().contains("read       " + operation.withNr(1).text()));
        assertTrue(left.message().contains("-Dtest=TextRoundTripProperties "), left::message);
        assertEquals(
                run.steps().get(0).operation().text(),
                left.attachments().get("trace").split("---\n")[1].lines().findFirst().get());
    }
}
