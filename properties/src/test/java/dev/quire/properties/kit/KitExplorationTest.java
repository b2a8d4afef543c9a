package dev.quire.properties.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Limits;
import dev.quire.properties.explore.RangeExplorer;
import dev.quire.properties.explore.SmallMachine;
import dev.quire.properties.explore.Trait;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The subject in C that folds is driven by the explorer, and comes to what that in Java does. */
final class KitExplorationTest {
    private static final SmallMachine ONE_FOLIO =
            new SmallMachine(1, 1, 0, 1, BreakBeforeMake.NEEDED, 0, false, false);

    @TempDir private static Path folder;
    private static Workshop workshop;
    private static String compiler;

    @BeforeAll
    static void install() {
        assumeFalse(Workshop.compilers().isEmpty(), "no gcc and no clang on the PATH");
        compiler = Workshop.compilers().get(0);
        workshop = new Workshop(folder);
    }

    private static ProcessOptions shared() {
        ProcessOptions usual = ProcessOptions.USUAL;
        return new ProcessOptions(
                usual.silence(), usual.accessesMax(), usual.retriesMax(), true, usual.log());
    }

    private static Exploration explore(RangeExplorer explorer, int depth, int workers) {
        Limits limits = Limits.none().withDepth(depth).withWorkers(workers);
        return explorer.run(limits, Explorer.Progress.NONE, () -> false);
    }

    /** Explores the folding subject in C and in Java. */
    private static void assertAlike(SmallMachine machine, int depth, String... flags) {
        Path program = workshop.compile(compiler, "contpte.c", "contpte", flags);
        Subject inC = Workshop.subject("contpte-c", program, shared());
        RangeExplorer explorer = new RangeExplorer(machine, inC, true);
        try {
            Exploration java =
                    explore(new RangeExplorer(machine, Subjects.CONTPTE, true), depth, 1);
            Exploration c = explore(explorer, depth, 2);
            assertEquals(java.end(), c.end());
            assertEquals(java.distinct(), c.distinct());
            assertEquals(java.expanded(), c.expanded());
            assertEquals(java.generated(), c.generated());
            assertEquals(java.depth(), c.depth());
            assertTrue(c.distinct() > 1);
        } finally {
            explorer.close();
            inC.close();
        }
    }

    @Test
    void contpte_oneFolio_hasTheStatesOfTheOneInJavaToADepth() {
        assertAlike(ONE_FOLIO, 2, "-O2");
    }

    @Test
    void contpte_twoPages_hasTheFixpointOfTheOneInJava() {
        assertAlike(ONE_FOLIO.with(Set.of(Trait.SHORT)), Integer.MAX_VALUE, "-O2");
    }

    @Tag("nightly")
    @Test
    void contpte_oneFolio_hasTheFixpointOfTheOneInJava() {
        assertAlike(ONE_FOLIO, Integer.MAX_VALUE, "-O2");
    }

    @Test
    void seededBug_inC_isFound() {
        Path program =
                workshop.compile(compiler, "contpte.c", "wrong", "-DQUIRE_BUG=LEAKED_CONT", "-O1");
        Subject wrong = Workshop.subject("contpte-c LEAKED_CONT", program, shared());
        RangeExplorer explorer = new RangeExplorer(ONE_FOLIO, wrong, true);
        try {
            Exploration found = explore(explorer, Integer.MAX_VALUE, 2);
            assertEquals(Exploration.End.FAILURE, found.end());
            Exploration.Failure failure = found.failure().orElseThrow();
            assertEquals(failure.path().size(), explorer.steps(failure).size());
        } finally {
            explorer.close();
            wrong.close();
        }
    }
}
