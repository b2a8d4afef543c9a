package dev.quire.properties.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quire.counterexamples.replay.Ending;
import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.store.CorpusStore;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Goal;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.allure.Evidence;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kept trace ends as its header says: to the letter, before anything random runs. */
@Tag("kept")
final class CorpusTest {
    static final Path CORPUS = Evidence.ROOT.resolve("counterexamples/corpus");

    static Stream<Arguments> failing() {
        return files("bad_").map(file -> arguments(file.getFileName().toString()));
    }

    static Stream<Arguments> passing() {
        return files("good_")
                .flatMap(
                        file ->
                                Subjects.all().stream()
                                        .map(
                                                subject ->
                                                        arguments(
                                                                file.getFileName().toString(),
                                                                subject.name())));
    }

    private static Stream<Path> files(String beginning) {
        return CorpusStore.corpus(CORPUS).list().stream()
                .filter(file -> file.getFileName().toString().startsWith(beginning));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failing")
    void badTrace_onTheSubjectOfItsHeader_failsAsRecorded(String name) {
        TraceFile file = TraceFile.read(CORPUS.resolve(name));
        Replay replay = Replay.run(file, SeededBugs::named);
        String seen = replay.verdict().map(Verdict::text).orElse("passed");
        assertEquals(file.trace().verdict().orElseThrow().text(), seen);
        assertEquals(Ending.REPRODUCED, replay.ending());
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("passing")
    void goodTrace_onEverySubject_passes(String name, String subjectName) {
        TraceFile file = TraceFile.read(CORPUS.resolve(name));
        Subject subject = SeededBugs.named(subjectName);
        Replay replay = Replay.run(file, subject, StepListener.NONE);
        if (replay.verdict().isPresent()) {
            throw Evidence.told(
                    file.trace().withSubject(subjectName),
                    subject,
                    replay.verdict().get(),
                    OptionalInt.empty(),
                    Optional.of("counterexamples/corpus/" + name));
        }
    }

    @Test
    void corpus_everyFile_isReadableAndNamedByItsVerdict() {
        assertEquals(List.of(), CorpusStore.corpus(CORPUS).index().complaints());
    }

    @Test
    void corpus_everySeededBug_hasItsTrace() {
        List<Path> files = CorpusStore.corpus(CORPUS).list();
        for (SeededBug bug : SeededBugs.all()) {
            Path expected = CORPUS.resolve(SeededBugTracesTest.name(bug));
            assertTrue(files.contains(expected), () -> "no " + expected.getFileName());
        }
    }

    @Test
    void goodTraces_together_reachEveryGoal() {
        Set<Goal> missed = EnumSet.allOf(Goal.class);
        files("good_")
                .map(TraceFile::read)
                .forEach(
                        file ->
                                Replay.run(
                                        file,
                                        Subjects.CONTPTE,
                                        (number, run, outcome) ->
                                                missed.removeIf(
                                                        goal ->
                                                                (run.goals().reached() & goal.bit())
                                                                        != 0)));
        assertEquals(Set.of(), missed);
    }
}
