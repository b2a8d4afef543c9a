package dev.quire.properties.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.Folio;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.bug.SeededBugs;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewritesTest {
    private static final Setup SETUP =
            new Setup(
                    Machines.named("arm64-small"),
                    List.of(new AddressSpace(1, AddressSpace.Kind.USER)),
                    List.of(new Vma(1, 1, 0x14000, 0x18000, Vma.WRITE)),
                    List.of(new Folio(1, 0x100, 2)));
    private static final Geometry GEOMETRY = SETUP.machine().geometry();
    private static final String SET = "set_ptes mm=1 addr=0x14000 pfn=0x100 nr=1 prot=rw";

    private static List<Step> steps(String... operations) {
        return List.of(operations).stream().map(Operation::parse).map(Step::of).toList();
    }

    @Test
    void of_anyList_onlyGetsPlainer() {
        List<Step> list =
                steps(
                        SET,
                        "ptep_test_and_clear_young mm=1 addr=0x14000",
                        "cpu=0 write addr=0x14000");
        Plainness before = Plainness.of(list);
        List<List<Step>> rewritten = Rewrites.of(list, GEOMETRY);
        assertTrue(rewritten.size() > 20);
        for (List<Step> other : rewritten) {
            assertTrue(Plainness.of(other).compareTo(before) < 0, other::toString);
        }
    }

    @Test
    void of_whatASetCouldHaveMapped_leavesItToTheSet() {
        List<Step> list =
                steps(SET, "wrprotect_ptes mm=1 addr=0x14000 nr=1", "ptep_get mm=1 addr=0x14000");
        String readOnly = SET.replace("prot=rw", "prot=ro");
        assertTrue(
                Rewrites.of(list, GEOMETRY)
                        .contains(steps(readOnly, "ptep_get mm=1 addr=0x14000")));
    }

    @Test
    void of_lowered_isNoLessPlain() {
        List<Step> list =
                steps(
                        "set_ptes mm=1 addr=0x15000 pfn=0x101 nr=3 prot=ro with=old,dirty",
                        "ptep_set_access_flags mm=1 addr=0x16000 entry=young,write");
        Plainness before = Plainness.of(list);
        Setup setup = SETUP;
        Lowerings lowerings = new Lowerings(setup.machine().geometry());
        for (int at = 0; at < list.size(); at++) {
            for (Step lower : lowerings.of(list.get(at))) {
                List<Step> changed = new Schedule(list).with(at, lower);
                assertTrue(Plainness.of(changed).compareTo(before) <= 0, lower::toString);
            }
        }
    }

    /** Every single deletion and lowering of these three passes; two operations do as well. */
    @Test
    void shrink_whereNoDeletionLeadsOn_isRewritten() {
        var subject = SeededBugs.named("wrprotects-for-software-only");
        List<Step> list =
                steps(
                        SET,
                        "ptep_set_access_flags mm=1 addr=0x14000 entry=dirty",
                        "wrprotect_ptes mm=1 addr=0x14000 nr=1");
        Setup setup = SETUP;
        var failing = new LockStepTrial(subject, "").run(setup, list).orElseThrow();
        Shrunk shrunk =
                Shrinker.shrink(subject, setup, list, failing.verdict(), Shrinker.STEPS_MAX);
        assertEquals(2, shrunk.operations());
    }
}
