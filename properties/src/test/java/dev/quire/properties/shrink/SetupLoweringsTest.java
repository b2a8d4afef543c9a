package dev.quire.properties.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Machines;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A plainer machine is lower, and nothing that is lower leads back. */
final class SetupLoweringsTest {
    private static List<Setup> lower(MachineSpec machine) {
        return SetupLowerings.of(new Setup(machine, List.of(), List.of(), List.of()));
    }

    private static MachineSpec machine(int cpus, int hafdbs, BreakBeforeMake bbm) {
        return Machines.named("arm64-4k").with(cpus, hafdbs, bbm);
    }

    @ParameterizedTest
    @CsvSource({"NEEDED, ''", "LEVEL_2, NEEDED", "NO_ABORT, NEEDED LEVEL_2"})
    void level_ofAPlainMachine_isLoweredToTheStricterOnes(BreakBeforeMake bbm, String lower) {
        List<String> levels =
                lower(machine(1, 0, bbm)).stream().map(s -> s.machine().bbm().name()).toList();
        assertEquals(lower, String.join(" ", levels));
    }

    @ParameterizedTest
    @EnumSource(BreakBeforeMake.class)
    void machine_lowered_isStrictlyLower(BreakBeforeMake bbm) {
        for (int hafdbs = 0; hafdbs < 8; hafdbs++) {
            MachineSpec machine = machine(3, hafdbs, bbm);
            for (Setup setup : lower(machine)) {
                int rank = rank(setup.machine());
                assertTrue(rank < rank(machine), () -> setup.machine().text());
            }
        }
    }

    @Test
    void machine_plainest_hasNothingLower() {
        assertEquals(List.of(), lower(machine(1, 0, BreakBeforeMake.NEEDED)));
    }

    /** Fewer CPUs count most, then fewer walkers that manage access, then a stricter level. */
    private static int rank(MachineSpec machine) {
        int walkers = Integer.bitCount(machine.hafdbs());
        return machine.cpus() * 100 + walkers * 10 + machine.bbm().ordinal();
    }
}
