package dev.quire.counterexamples.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.folio.lockstep.FolioSpot;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpotRunTest {
    private static SpotRun slot(int page, String... texts) {
        return SpotRun.of(new FolioSpot(1, page, false), texts);
    }

    private static List<String> told(SpotRun... spots) {
        return SpotRun.joined(List.of(spots)).stream()
                .map(run -> run.name() + " " + run.text(0))
                .toList();
    }

    @Test
    void joined_framesThatFollow_areOneRun() {
        assertEquals(
                List.of("mm=1 0x0..0x2000 present pfn=0x4..0x6 w"),
                told(
                        slot(0, "present pfn=0x4 w"),
                        slot(1, "present pfn=0x5 w"),
                        slot(2, "present pfn=0x6 w")));
    }

    @Test
    void joined_otherFrameOtherTextOrAGap_endsARun() {
        assertEquals(
                List.of("mm=1 0x0 present pfn=0x4", "mm=1 0x1000 present pfn=0x4"),
                told(slot(0, "present pfn=0x4"), slot(1, "present pfn=0x4")));
        assertEquals(
                List.of("mm=1 0x0 none", "mm=1 0x1000 none"),
                told(slot(0, "none", "a"), slot(1, "none", "b")));
        assertEquals(
                List.of("mm=1 0x0 none", "mm=1 0x2000 none"),
                told(slot(0, "none"), slot(2, "none")));
    }

    @Test
    void joined_zeroPage_standsAlone() {
        FolioSpot last = new FolioSpot(0, 63, false);
        FolioSpot zero = new FolioSpot(0, 64, true);
        assertEquals(
                List.of("0x3f free", "zero page free"),
                told(SpotRun.of(last, "free"), SpotRun.of(zero, "free")));
    }
}
