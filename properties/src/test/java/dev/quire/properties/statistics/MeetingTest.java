package dev.quire.properties.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.folio.Folio;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The class of the state that an operation meets, in blocks of four. */
class MeetingTest {
    private LockStep run;
    private Meeting meeting;

    @BeforeEach
    void begin() {
        begin(Subjects.CONTPTE);
    }

    private void begin(Subject subject) {
        Setup setup =
                new Setup(
                        Machines.named("arm64-small"),
                        List.of(new AddressSpace(1, AddressSpace.Kind.USER)),
                        List.of(new Vma(1, 1, 0x40000, 0x50000, Vma.WRITE)),
                        List.of(new Folio(1, 0x100, 4), new Folio(2, 0x212, 1)));
        run = new LockStep(setup, subject);
        meeting = new Meeting(setup, run.memory(), run.pages(), run.tlb());
    }

    private void step(String line) {
        assertEquals(Outcome.PASSED, run.step(Operation.parse(line), List.of()), run::whyIllegal);
    }

    private String met(String line) {
        return Pair.of(meeting.pair(Operation.parse(line))).state();
    }

    @Test
    void pair_emptyBlock_isNone() {
        assertEquals("none one", met("ptep_get mm=1 addr=0x40000"));
        assertEquals("none above-block", met("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=6 prot=rw"));
    }

    @Test
    void pair_foldedBlock_tellsWhetherTheRangeCutsIt() {
        step("set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw");
        assertEquals("folded block", met("wrprotect_ptes mm=1 addr=0x40000 nr=4"));
        assertEquals("folded ends-inside one", met("ptep_get mm=1 addr=0x40000"));
        assertEquals("folded starts-inside one", met("ptep_get mm=1 addr=0x43000"));
        assertEquals(
                "folded starts-inside ends-inside below-block",
                met("wrprotect_ptes mm=1 addr=0x41000 nr=2"));
        assertEquals("none one", met("ptep_get mm=1 addr=0x44000"));
    }

    @Test
    void pair_rangeThatEndsInTheNextBlock_tellsSo() {
        step("set_ptes mm=1 addr=0x44000 pfn=0x104 nr=4 prot=rw");
        step("set_ptes mm=1 addr=0x43000 pfn=0x103 nr=1 prot=rw");
        assertEquals("part ends-inside below-block", met("clear_full_ptes mm=1 addr=0x43000 nr=2"));
        assertEquals("part above-block", met("clear_full_ptes mm=1 addr=0x43000 nr=5"));
    }

    @Test
    void pair_wholeBlockThatDoesNotFold_isAlikeOrMixed() {
        begin(Subjects.PLAIN);
        step("set_ptes mm=1 addr=0x40000 pfn=0x101 nr=4 prot=rw");
        assertEquals("alike one", met("ptep_get mm=1 addr=0x40000"));
        step("wrprotect_ptes mm=1 addr=0x41000 nr=1");
        assertEquals("mixed one", met("ptep_get mm=1 addr=0x40000"));
    }

    @Test
    void pair_softleaf_isToldBesideNothingAndBesidePages() {
        step("set_pte_at mm=1 addr=0x40000 pte=0x400");
        assertEquals("part-softleaf one", met("ptep_get mm=1 addr=0x42000"));
        step("set_ptes mm=1 addr=0x41000 pfn=0x101 nr=3 prot=rw");
        assertEquals("mixed-softleaf one", met("ptep_get mm=1 addr=0x42000"));
    }

    @Test
    void pair_translationOfARange_isKept() {
        step("set_ptes mm=1 addr=0x41000 pfn=0x101 nr=2 prot=rw");
        step("fill mm=1 addr=0x42000");
        assertEquals("part one", met("ptep_get mm=1 addr=0x41000"));
        assertEquals("part kept below-block", met("wrprotect_ptes mm=1 addr=0x41000 nr=2"));
    }

    @Test
    void pair_nowhereOrNoState_isNone() {
        Operation beyond = Operation.parse("ptep_get mm=1 addr=0x900000");
        assertEquals(Meeting.NO_PAIR, meeting.pair(beyond));
        Operation advance =
                Operation.parse("pte_advance_pfn mm=1 addr=0x40000 pfn=0x100 nr=1 prot=rw");
        assertEquals(Meeting.NO_PAIR, meeting.pair(advance));
    }
}
