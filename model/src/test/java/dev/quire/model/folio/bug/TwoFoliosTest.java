package dev.quire.model.folio.bug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.lockstep.FolioDifference;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.TwoFolios;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.model.harness.Difference;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.harness.TwoSubjects.Meeting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TwoFoliosTest {
    private static final String[] FORK = {
        "folio_alloc pfn=0x0 order=0",
        "map_anon mm=1 addr=0x0 pfn=0x0 prot=r exclusive=1",
        "fork_range mm=1 addr=0x0 to=2"
    };

    /** Legal, and slower: it never reuses a large folio's page that is not exclusive. */
    private static final FolioSubject CAREFUL =
            new FolioSubject("careful", "refuses to reuse", Careful::new);

    private static TwoFolios open(
            FolioSubject first, FolioSubject second, Set<Difference.Kind> parts) {
        return new TwoFolios(FolioMachine.named("folio-4k"), first, second, parts);
    }

    private static TwoFolios usual(FolioSubject first, FolioSubject second) {
        return open(first, second, TwoSubjects.usualParts());
    }

    private static Meeting run(TwoFolios both, String... lines) {
        Meeting meeting = Meeting.ALIKE;
        for (String line : lines) {
            assertEquals(Meeting.ALIKE, meeting, line);
            meeting = both.step(FolioOperation.parse(line), List.of());
        }
        return meeting;
    }

    @Test
    void step_oneSideFails_differsInState() {
        TwoFolios both =
                usual(FolioSubjects.PACKED, FolioSubjects.named("keeps-exclusive-after-fork"));
        assertEquals(Meeting.DIFFERENT, run(both, FORK));
        FolioDifference difference = both.difference();
        assertEquals("state step=3, fork_range: only the second fails", difference.sentence());
        assertEquals(1, difference.places().size());
        assertEquals("0x0", difference.places().get(0).spot().name());
        assertTrue(difference.places().get(0).second().contains(" exclusive "));
        assertTrue(difference.firstVerdict().isEmpty());
        assertEquals(difference.asVerdict(), difference.secondVerdict().orElseThrow());
    }

    @Test
    void step_nothingIsCompared_failureOfOneStillCounts() {
        TwoFolios both =
                open(
                        FolioSubjects.named("keeps-exclusive-after-fork"),
                        FolioSubjects.PACKED,
                        EnumSet.noneOf(Difference.Kind.class));
        assertEquals(Meeting.DIFFERENT, run(both, FORK));
        assertEquals(Difference.Kind.VERDICT, both.difference().kind());
        both.reset();
        assertThrows(IllegalStateException.class, both::difference);
        assertEquals(Meeting.ALIKE, run(both, FORK[0], FORK[1]));
    }

    @Test
    void step_bothFailAlike_leavesNothingToCompare() {
        FolioSubject bug = FolioSubjects.named("keeps-exclusive-after-fork");
        assertEquals(Meeting.PARTED, run(usual(bug, bug), FORK));
    }

    @Test
    void step_oneSideRefuses_differsInResults() {
        TwoFolios both = usual(FolioSubjects.PACKED, FolioSubjects.named("maps-typed-pages"));
        Meeting meeting =
                run(
                        both,
                        "folio_alloc pfn=0x0 order=0",
                        "set_page_type pfn=0x0 type=0xf0",
                        "map_anon mm=1 addr=0x0 pfn=0x0 prot=r");
        assertEquals(Meeting.DIFFERENT, meeting);
        assertEquals(Difference.Kind.RESULTS, both.difference().kind());
        assertTrue(Integer.parseInt(both.difference().first()) < 0);
        assertEquals("1", both.difference().second());
    }

    @Test
    void step_choiceThatTheRulesLeave_parts() {
        String[] lines = {
            "folio_alloc pfn=0x0 order=2",
            "map_anon mm=1 addr=0x0 pfn=0x0 nr=4 prot=rw exclusive=1",
            "folio_put pfn=0x0",
            "fork_range mm=1 addr=0x0 nr=4 to=2",
            "unmap mm=2 addr=0x0 nr=4",
            "wp_page_reuse mm=1 addr=0x0"
        };
        assertEquals(Meeting.PARTED, run(usual(FolioSubjects.PACKED, CAREFUL), lines));
    }

    @Test
    void step_cost_isComparedWhereAskedFor() {
        String[] lines = {
            "folio_alloc pfn=0x0 order=0",
            "filemap_add_folio pfn=0x0 index=0x0",
            "map_file mm=1 addr=0x0 pfn=0x0 prot=rx"
        };
        FolioSubject idle = new FolioSubject("idle", "forgets the work", Idle::new);
        assertEquals(Meeting.ALIKE, run(usual(FolioSubjects.PACKED, idle), lines));
        TwoFolios costs = open(FolioSubjects.PACKED, idle, EnumSet.of(Difference.Kind.COST));
        assertEquals(Meeting.DIFFERENT, run(costs, lines));
        assertEquals("cache work on 1 page against 0 pages", costs.difference().message());
    }

    @Test
    void step_illegal_runsOnNeitherAndSaysWhere() {
        TwoFolios both = usual(FolioSubjects.PACKED, CAREFUL);
        assertEquals(Meeting.ILLEGAL, run(both, "folio_get pfn=0x0"));
        assertTrue(both.whyIllegal().startsWith("folio-packed: "), both.whyIllegal());
        assertEquals(0, both.steps());
    }

    /** A design that chooses otherwise where the rules leave a choice. */
    private static final class Careful extends PackedFolios {
        Careful(FolioMachine machine) {
            super(machine);
        }

        @Override
        public int reuse(FolioPort port, int slot) {
            return 0;
        }
    }

    /** A design that does no cache work, which no step here sees. */
    private static final class Idle extends PackedFolios {
        Idle(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void syncBeforeInstall(FolioPort port, int pfn, int nr) {}
    }
}
