package dev.quire.properties.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.store.CorpusStore;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.properties.alike.Search;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.lockstep.FullCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What earlier runs found is run again first: on a subject held to be correct it fails the build
 * until the subject is mended, on a seeded bug it must still fail. {@code -Dquire.find=FILE} runs
 * that one alone.
 */
@Tag("kept")
final class FoundTest {
    /** The first find in a folder that is not as it must be. */
    private static Optional<AssertionError> first(Path folder) {
        return CorpusStore.found(folder).list().stream()
                .filter(file -> !namesCommand(file))
                .flatMap(file -> again(file).stream())
                .findFirst();
    }

    /** A command is run only where somebody names it, not because a file does. */
    private static boolean namesCommand(Path file) {
        return ProcessSubject.isNamed(TraceFile.read(file).trace().subject());
    }

    private static Optional<AssertionError> again(Path file) {
        TraceFile found = TraceFile.read(file);
        Trace trace = found.trace();
        Subject subject = SeededBugs.named(trace.subject());
        String name = Evidence.name(file);
        Optional<Supplier<AssertionError>> failure =
                inLockStep(found, subject, name)
                        .or(() -> Search.again(trace, subject, name))
                        .or(() -> FullCheck.again(trace, subject, name));
        boolean bug = SeededBugs.all().stream().map(SeededBug::subject).anyMatch(subject::equals);
        if (bug) {
            return failure.isPresent()
                    ? Optional.empty()
                    : Optional.of(new AssertionError("a seeded bug must fail: " + file));
        }
        return failure.map(Supplier::get);
    }

    private static Optional<Supplier<AssertionError>> inLockStep(
            TraceFile found, Subject subject, String name) {
        Trace trace = found.trace();
        boolean ofTwoWays =
                trace.failure().stream()
                        .anyMatch(failed -> Search.OF_TWO_WAYS.contains(failed.invariant()));
        return Optional.of(found)
                .filter(file -> !ofTwoWays)
                .flatMap(file -> Replay.run(file, subject, StepListener.NONE).verdict())
                .map(
                        seen ->
                                () ->
                                        Evidence.told(
                                                trace,
                                                subject,
                                                seen,
                                                OptionalInt.empty(),
                                                Optional.of(name)));
    }

    @Test
    void finds_ofEarlierRuns_failNoLonger() {
        String one = System.getProperty(Evidence.FIND, "");
        Optional<AssertionError> failure =
                one.isEmpty() ? first(Evidence.FOUND) : again(Evidence.ROOT.resolve(one));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Test
    void finds_thatAreAsTheyMustBe_areNoFailure(@TempDir Path folder) {
        Trace passing = someTrace();
        Trace claimed =
                passing.withSubject(Subjects.CONTPTE.name())
                        .withVerdict(passing.failure().orElseThrow())
                        .withProvenance(Provenance.NONE);
        CorpusStore.found(folder).keep(claimed);
        assertEquals(Optional.empty(), first(folder), "it passes on a subject that is right");
        Trace wrong = passing.withSubject("wrprotects-part-without-unfold");
        Path kept = CorpusStore.found(folder).keep(wrong).file();
        assertEquals(Optional.empty(), first(folder), "a seeded bug fails as it must");
        assertTrue(Replay.run(TraceFile.read(kept), SeededBugs::named).asRecorded());
    }

    @Test
    void find_ofASeededBugThatPasses_isReported(@TempDir Path folder) {
        Trace trace = someTrace();
        Trace harmless =
                trace.withSteps(trace.steps().subList(0, 1), Optional.of(KeptVerdict.PASSED));
        CorpusStore.found(folder).keep(harmless);
        assertTrue(first(folder).orElseThrow().getMessage().startsWith("a seeded bug must fail"));
    }

    private static Trace someTrace() {
        SeededBug bug =
                SeededBugs.all().stream()
                        .filter(one -> one.caughtBy() == Invariant.BLOCK_UNIFORM)
                        .findFirst()
                        .orElseThrow();
        return TraceFile.read(CorpusTest.CORPUS.resolve(SeededBugTracesTest.name(bug))).trace();
    }

    @Test
    void folder_ofFinds_isTheOneThatMessagesName() {
        assertTrue(Evidence.FOUND.endsWith(Path.of("counterexamples", "found")));
        assertEquals(List.of(), CorpusStore.found(Evidence.FOUND).index().complaints());
    }
}
