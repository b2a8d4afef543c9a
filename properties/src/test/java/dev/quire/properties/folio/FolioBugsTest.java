package dev.quire.properties.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.folio.FolioReplay;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.replay.Ending;
import dev.quire.model.folio.bug.FolioBug;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.invariant.Invariant;
import dev.quire.properties.allure.Epic;
import dev.quire.properties.allure.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every seeded bug of folios is caught by default generation, by the invariant that it names, and
 * the corpus holds the shortest counterexample that the seeds come to.
 *
 * <p>{@code mvn -pl model,counterexamples,properties test -Dtest=FolioBugsTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dquire.renew=true} writes the traces anew.
 */
final class FolioBugsTest {
    static final Path CORPUS = Evidence.ROOT.resolve("counterexamples/corpus/folio");

    /** A shrunk counterexample has at most so many operations, acts counted. */
    private static final int OPERATIONS_MAX = 8;

    static List<String> bugs() {
        return FolioSubjects.bugs().stream().map(bug -> bug.subject().name()).toList();
    }

    static String name(FolioBug bug) {
        return "bad_" + bug.caughtBy().title + "_" + bug.subject().name() + ".trace";
    }

    @BeforeEach
    void file() {
        Epic.folios();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void bug_everySeed_isCaughtAndShrunkToAMinimum(String bug) {
        for (Optional<FolioCatch> one : FolioCatches.of(bug)) {
            assertTrue(one.isPresent(), () -> "a seed did not catch " + bug);
            FolioCatch found = one.get();
            assertEquals(found.found().verdict().signature(), found.shrunk().verdict().signature());
            assertTrue(found.shrunk().operations() <= OPERATIONS_MAX, found::toString);
            assertTrue(found.shrunk().oneMinimal(), found::toString);
            FolioCertificate certificate =
                    FolioCertificate.check(
                            found.bug().subject(),
                            found.found().target().machine(),
                            found.shrunk().steps(),
                            found.shrunk().verdict());
            assertTrue(certificate.holds(), found::toString);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void trace_ofABug_isNoLongerThanTheShortestFound(String bug) throws IOException {
        FolioTrace found = FolioCatches.shortest(bug).trace();
        Path file = CORPUS.resolve(name(FolioCatches.shortest(bug).bug()));
        if (Boolean.getBoolean("quire.renew")) {
            Files.createDirectories(CORPUS);
            Files.writeString(file, found.text());
        }
        FolioTraceFile kept = FolioTraceFile.parse(file.toString(), Files.readString(file));
        assertEquals(found.operations(), kept.trace().operations());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void trace_ofABug_failsAsRecordedAndPassesOnTheRightSubject(String bug) throws IOException {
        FolioBug seeded = FolioCatches.shortest(bug).bug();
        Path path = CORPUS.resolve(name(seeded));
        FolioTraceFile file = FolioTraceFile.parse(path.toString(), Files.readString(path));
        FolioReplay replay = FolioReplay.run(file, FolioSubjects.named(file.trace().subject()));
        assertEquals(Ending.REPRODUCED, replay.ending());
        assertEquals(seeded.caughtBy(), replay.verdict().orElseThrow().invariant());
        assertEquals(Ending.PASSED, FolioReplay.run(file, FolioSubjects.PACKED).ending());
    }

    @Test
    void invariants_ofFolios_haveASeededBugEach() {
        Set<Invariant> without =
                Arrays.stream(Invariant.values())
                        .filter(Invariant::ofFolios)
                        .collect(Collectors.toSet());
        FolioSubjects.bugs().forEach(bug -> without.remove(bug.caughtBy()));
        assertEquals(Set.of(), without);
    }
}
