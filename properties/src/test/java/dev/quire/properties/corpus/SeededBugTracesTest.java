package dev.quire.properties.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.bug.Catches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The corpus holds of each seeded bug the shortest counterexample that twenty seeds come to.
 *
 * <p>{@code mvn -pl model,counterexamples,properties test -Dtest=SeededBugTracesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dquire.renew=true} writes them anew; look at the change
 * before it is kept.
 */
final class SeededBugTracesTest {
    static List<String> bugs() {
        return SeededBugs.common().stream().map(bug -> bug.subject().name()).toList();
    }

    /** The file of a bug's trace in the corpus. */
    static String name(SeededBug bug) {
        return "bad_" + bug.caughtBy().title + "_" + bug.subject().name() + ".trace";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void trace_ofASeededBug_isNoLongerThanTheShortestFound(String bug) throws IOException {
        Trace found = Catches.shortest(bug).trace();
        Path file = CorpusTest.CORPUS.resolve(name(Catches.shortest(bug).bug()));
        if (Boolean.getBoolean("quire.renew")) {
            Files.writeString(file, found.text());
        }
        Trace kept = TraceFile.read(file).trace();
        assertEquals(found.signature(), kept.signature());
        assertEquals(found.operations(), kept.operations());
    }
}
