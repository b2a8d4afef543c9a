package dev.quire.properties.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.invariant.Invariant;
import dev.quire.properties.allure.Epic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two installs of one folio on two CPUs, in every interleaving of their accesses (H-15). A changed
 * number of schedules is a change of where calls have their points.
 */
class FolioSchedulesTest {
    @BeforeEach
    void file() {
        Epic.folios();
    }

    /** A file's folio, each page stored to and flushed, mapped as {@code prot} by each of two. */
    private static FolioSchedules.Result run(
            String subject, String machine, int order, String prot, boolean exchanged) {
        List<FolioOperation> before = new ArrayList<>();
        before.add(FolioOperation.parse("folio_alloc pfn=0x0 order=" + order));
        before.add(FolioOperation.parse("filemap_add_folio pfn=0x0 index=0x0"));
        for (int page = 0; page < 1 << order; page++) {
            before.add(FolioOperation.parse("kernel_write pfn=0x" + page));
        }
        before.add(FolioOperation.parse("flush_dcache_folio pfn=0x0"));
        String nr = " nr=" + (1 << order) + " prot=" + prot;
        String last = " pfn=0x" + ((1 << order) - 1) + " prot=" + prot;
        FolioOperation whole = FolioOperation.parse("map_file mm=1 addr=0x0 pfn=0x0" + nr);
        FolioOperation page = FolioOperation.parse("map_file mm=2 addr=0x0" + last);
        return FolioSchedules.run(
                FolioMachine.named(machine),
                FolioSubjects.named(subject),
                before,
                exchanged ? page : whole,
                (exchanged ? whole : page).withCpu(1));
    }

    @ParameterizedTest(name = "{0} on {1}, order {2}")
    @CsvSource({
        "folio-packed, folio-small, 0, 66",
        "folio-packed, folio-small, 1, 444",
        "folio-packed, folio-small, 2, 19128",
        "folio-page-arch, folio-small, 1, 301",
        "folio-page-arch, folio-small, 2, 2157",
        "folio-packed, folio-small-dirty, 0, 70",
        "folio-packed, folio-small-dirty, 1, 462",
        "folio-packed, folio-small-dirty, 2, 19448"
    })
    void correct_everyInterleaving_passes(
            String subject, String machine, int order, long schedules) {
        FolioSchedules.Result one = run(subject, machine, order, "rx", false);
        FolioSchedules.Result other = run(subject, machine, order, "rx", true);
        assertEquals(0, one.failing() + other.failing(), one::toString);
        assertEquals(schedules, one.schedules() + other.schedules());
    }

    /** Where neither call asks what the other did, schedules are all merges of their points. */
    @ParameterizedTest
    @CsvSource({"0, 3", "1, 6", "2, 15"})
    void schedules_ofCallsWithoutBranches_areAllMerges(int order, long merges) {
        assertEquals(merges, run("folio-packed", "folio-small", order, "r", false).schedules());
    }

    @ParameterizedTest(name = "{0} on {1}, order {2}")
    @CsvSource({
        "tests-and-sets-clean, folio-small, 0",
        "tests-and-sets-clean, folio-small, 1",
        "marks-clean-before-the-last-page, folio-small, 1",
        "pays-before-the-work, folio-small-dirty, 1"
    })
    void bug_thatAStretchShows_isFound(String bug, String machine, int order) {
        FolioSchedules.Result found = run(bug, machine, order, "rx", false);
        assertTrue(found.failingNested() > 0, found::toString);
        assertTrue(found.failing() >= found.failingNested(), found::toString);
        assertEquals(Invariant.ARCH_BIT_TRUE, found.verdict().orElseThrow().invariant());
    }

    /** What an act at one point, with the whole call in it, never shows. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void bug_thatNeedsTwoCallsToAlternate_isFoundInPiecesOnly(int order) {
        long failing = 0;
        for (boolean exchanged : new boolean[] {false, true}) {
            FolioSchedules.Result found =
                    run("trusts-who-lets-go-early", "folio-small", order, "rx", exchanged);
            assertEquals(0, found.failingNested(), found::toString);
            failing += found.failing();
            found.verdict()
                    .ifPresent(one -> assertEquals(Invariant.ARCH_BIT_TRUE, one.invariant()));
        }
        assertTrue(failing > 0);
    }
}
