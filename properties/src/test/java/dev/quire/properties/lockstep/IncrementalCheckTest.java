package dev.quire.properties.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quire.counterexamples.store.CorpusStore;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.allure.NestedResults;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.GeneratedRun;
import dev.quire.properties.shrink.Trial;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two kinds of judgement that differ fail the property: here because they judge two subjects. */
final class IncrementalCheckTest {
    private static final MachineSpec MACHINE = Machines.named("arm64-4k");
    private static final Subject BUG = SeededBugs.named("wrprotects-one-too-few");

    static Stream<Arguments> differing() {
        return Stream.of(
                arguments(new FullCheck(Subjects.CONTPTE, BUG), "touched: passed"),
                arguments(new FullCheck(BUG, Subjects.CONTPTE), "in full: passed"));
    }

    private static Trial.Failing found(FullCheck check) {
        for (int number = 0; number < 200; number++) {
            SeededChoices choices = new SeededChoices(SeededChoices.part(3, number));
            GeneratedRun run = GeneratedRun.of(choices, MACHINE, Subjects.CONTPTE, Effort.LENGTH);
            Optional<Trial.Failing> failing = check.run(run.setup(), run.steps());
            if (failing.isPresent()) {
                return failing.get();
            }
        }
        throw new AssertionError("no difference is found");
    }

    @ParameterizedTest
    @MethodSource("differing")
    void failure_judgementsThatDiffer_leavesItsEvidence(
            FullCheck check, String passed, @TempDir Path folder) {
        NestedResults.Left left =
                NestedResults.left(
                        folder,
                        () -> {
                            throw check.failure(
                                    found(check),
                                    Evidence.chosen(3, IncrementalCheckTest.class, "hand"));
                        });
        Path kept = CorpusStore.found(folder).list().get(0);
        assertTrue(left.message().contains(passed), left::message);
        assertTrue(left.message().contains(" -Dquire.find=" + kept + "\n"), left::message);
        assertTrue(left.message().contains("-Dtest=IncrementalCheckTest "), left::message);
        Trace trace = TraceFile.read(kept).trace();
        assertTrue(trace.operations() <= 3, trace::text);
        assertEquals(trace.text(), left.attachments().get("trace"));
        assertTrue(left.attachments().get("film strip").contains("expected"));
        assertTrue(left.attachments().get("picture").contains("INV-23"));
    }
}
