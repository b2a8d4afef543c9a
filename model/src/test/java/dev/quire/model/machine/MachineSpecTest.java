package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.subject.MachineEncodings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MachineSpecTest {
    private static final String SMALL = "arm64-small";

    private final MachineSpec spec =
            new MachineSpec(
                    SMALL,
                    "for tests",
                    MachineEncodings.geometry(SMALL),
                    MachineEncodings.of(SMALL),
                    2,
                    1,
                    BreakBeforeMake.NO_ABORT);

    @Test
    void managesAccess_firstWalkerOnly_isThatOfCpu0() {
        assertEquals(List.of(true, false), List.of(spec.managesAccess(0), spec.managesAccess(1)));
    }

    @Test
    void text_ofSpec_writesEachWalker() {
        assertEquals("arm64-small cpus=2 hafdbs=1,0 nobbm=1", spec.text());
    }

    @Test
    void text_withBreakBeforeMake_leavesItOut() {
        assertEquals(
                "arm64-small cpus=3 hafdbs=0,1,1", spec.with(3, 6, BreakBeforeMake.NEEDED).text());
    }

    @Test
    void text_ofLevelTwo_saysTheLevel() {
        MachineSpec other = spec.with(1, 0, BreakBeforeMake.LEVEL_2);
        assertEquals("arm64-small cpus=1 hafdbs=0 bbm=2", other.text());
    }

    @Test
    void nobbm_ofEach_isTrueWhereNothingAbortsAlone() {
        List<Boolean> nobbm = new ArrayList<>();
        for (BreakBeforeMake bbm : BreakBeforeMake.values()) {
            nobbm.add(spec.with(1, 0, bbm).nobbm());
        }
        assertEquals(List.of(false, false, true), nobbm);
    }

    @Test
    void spec_walkerBitTooMany_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> spec.with(2, 4, BreakBeforeMake.NEEDED));
    }

    @Test
    void spec_noCpu_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> spec.with(0, 0, BreakBeforeMake.NEEDED));
    }

    @Test
    void spec_tooManyCpus_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> spec.with(9, 0, BreakBeforeMake.NEEDED));
    }

    @Test
    void managesAccess_lastWalkerOnly_isThatOfCpu1() {
        MachineSpec other = spec.with(2, 2, BreakBeforeMake.NO_ABORT);
        assertEquals(List.of(false, true), List.of(other.managesAccess(0), other.managesAccess(1)));
    }

    @Test
    void spec_fewestAndMostCpus_areTaken() {
        assertEquals(
                List.of(1, 8),
                List.of(
                        spec.with(1, 0, BreakBeforeMake.NEEDED).cpus(),
                        spec.with(8, 255, BreakBeforeMake.NEEDED).cpus()));
    }

    @Test
    void spec_negativeWalkers_areRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> spec.with(2, -1, BreakBeforeMake.NEEDED));
    }
}
