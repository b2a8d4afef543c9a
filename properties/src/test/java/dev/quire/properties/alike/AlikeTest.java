package dev.quire.properties.alike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Port;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.choice.SeededChoices;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each property on two ways fails for a subject that breaks it, and for its own reason. */
final class AlikeTest {
    private static final long SEED = 0xa11ceL;
    private static final int STATES = 2_000;
    private static final MachineSpec MACHINE = Machines.named("arm64-4k");

    private static Search.Parting found(Subject subject, Search.Form form) {
        for (int number = 0; number < STATES; number++) {
            SeededChoices choices = new SeededChoices(SeededChoices.part(SEED, number));
            Optional<Search.Parting> parting = Search.once(choices, MACHINE, subject, form);
            if (parting.isPresent()) {
                return parting.get();
            }
        }
        throw new AssertionError("no two ways part within " + STATES + " states");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sets-one-too-few", "wrprotects-one-too-few", "full-leaves-last"})
    void split_callThatDropsItsLastSlot_parts(String bug) {
        Search.Parting parting = found(SeededBugs.named(bug), Forms::split);
        assertEquals(Invariant.SPLIT_ALIKE, parting.verdict().invariant());
        assertTrue(parting.steps().size() <= 3, () -> parting.trace(SEED, "none").text());
    }

    @Test
    void full_thatLeavesTheLastSlot_parts() {
        Search.Parting parting = found(SeededBugs.named("full-leaves-last"), Forms::full);
        assertEquals(Invariant.FULL_ALIKE, parting.verdict().invariant());
        assertTrue(parting.steps().size() <= 3, () -> parting.trace(SEED, "none").text());
    }

    @Test
    void swapped_callThatReachesIntoTheNextBlock_parts() {
        Search.Parting parting = found(reachesOn(), Forms::swapped);
        assertEquals(Invariant.FRAME, parting.verdict().invariant());
    }

    @Test
    void parting_kept_partsAgainAndNoMoreOnceItIsMended() {
        Subject bug = SeededBugs.named("full-leaves-last");
        Search.Parting parting = found(bug, Forms::full);
        assertTrue(Search.again(parting.trace(SEED, "none"), bug).isPresent());
        assertTrue(Search.again(parting.trace(SEED, "none"), Subjects.CONTPTE).isEmpty());
    }

    /** Write-protects as many slots again after its range. */
    private static Subject reachesOn() {
        Contpte api =
                new Contpte(false) {
                    @Override
                    public void wrprotectPtes(
                            Port port, AddressSpace mm, long addr, int slot, int nr) {
                        super.wrprotectPtes(port, mm, addr, slot, nr);
                        int next = slot + port.geometry().blockEntries();
                        for (int i = 0; i < nr; i++) {
                            if (port.encoding().present(port.read(next + i))) {
                                wrprotect(port, next + i);
                            }
                        }
                    }
                };
        return new Subject("reaches-on", "write-protects beyond its range", api, false, true);
    }
}
