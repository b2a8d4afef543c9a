package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.invariant.Goal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Goals that are reached by what CPUs begin to keep, and drop. */
final class KeptGoalsTest {
    private static final String BLOCK = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw";
    private static final String CLEAR_YOUNG = "clear_flush_young_ptes mm=1 addr=0x41000 nr=1";

    private static boolean reached(Stage stage, Goal goal) {
        return (stage.runner().goals().reached() & goal.bit()) != 0;
    }

    private static String evictions(Stage stage) {
        return reached(stage, Goal.EVICTED_UNDER_INVALIDATION)
                + " "
                + reached(stage, Goal.EVICTED_ELSEWHERE);
    }

    private static Stage kept(int cpu) {
        return Stage.strict().pass(BLOCK).pass("cpu=" + cpu + " fill mm=1 addr=0x41000");
    }

    @ParameterizedTest
    @CsvSource({"with=old, 3, true", "with=old, 1, false", "with=dirty, 3, false"})
    void fill_throughADescriptor_marksANeighbourIfThatIsOld(String with, int slot, boolean marks) {
        Stage stage = Stage.strict().pass(BLOCK + " " + with);
        stage.pass("cpu=0 fill mm=1 addr=0x41000 slot=" + slot);
        assertEquals(marks, reached(stage, Goal.NEIGHBOUR_MARKED));
    }

    @ParameterizedTest
    @CsvSource({"0, true false", "1, false true"})
    void evict_invalidationUnderWay_isOfItsCpuOrElsewhere(int cpu, String expected) {
        Stage stage = kept(cpu).pass(CLEAR_YOUNG);
        assertEquals(expected, evictions(stage.pass("cpu=" + cpu + " evict mm=1 addr=0x41000")));
    }

    @Test
    void evict_insideALaterCall_countsToo() {
        Stage stage = kept(1).pass(CLEAR_YOUNG);
        stage.pass("ptep_get mm=1 addr=0x41000", "@0 cpu=1 evict mm=1 addr=0x41000");
        assertEquals("false true", evictions(stage));
    }

    @Test
    void evict_invalidationWaitedFor_reachesNothing() {
        Stage stage = kept(1).pass(CLEAR_YOUNG).pass("flush_tlb_page mm=1 addr=0x50000");
        assertEquals("false false", evictions(stage.pass("cpu=1 evict mm=1 addr=0x41000")));
    }

    @Test
    void evict_ofAnotherPageOrCpu_reachesNothing() {
        Stage stage = kept(1).pass("cpu=1 fill mm=1 addr=0x42000").pass(CLEAR_YOUNG);
        stage.pass("cpu=1 evict mm=1 addr=0x50000").pass("cpu=0 evict mm=1 addr=0x41000");
        assertEquals("false false", evictions(stage));
    }
}
