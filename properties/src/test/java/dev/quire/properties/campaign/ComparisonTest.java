package dev.quire.properties.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.contpte.PlainPtes;
import dev.quire.model.entry.Encoding;
import dev.quire.model.harness.Difference;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.harness.TwoSubjects.Meeting;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Differences that neither subject's own checks see. */
class ComparisonTest {
    private static final Trace TRACE =
            TraceFile.parse(
                            "a.trace",
                            """
                            quire-trace 1
                            machine arm64-4k cpus=2 hafdbs=1,0
                            subject plain
                            mm id=1 kind=user
                            vma id=1 mm=1 start=0x40000 end=0x80000 flags=rw
                            folio id=7 pfn=0x100 order=4
                            ---
                            set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw
                            flush_tlb_page mm=1 addr=0x43000
                            """)
                    .trace();

    /** Says of each request for access that it changed something. */
    private static final class SaysChanged extends PlainPtes {
        @Override
        public boolean ptepSetAccessFlags(
                Port port, AddressSpace mm, long addr, int slot, long entry, boolean dirty) {
            super.ptepSetAccessFlags(port, mm, addr, slot, entry, dirty);
            return true;
        }
    }

    @Test
    void compare_resultThatNoReferenceJudges_isFoundAndShrunk() {
        Subject says = new Subject("says-changed", "a plain one", new SaysChanged(), false, false);
        Target target = new Target(Subjects.PLAIN, Machines.named("arm64-4k"));
        Plan plan = new Plan(List.of(target), 1, 40, Budget.ofSteps(200_000), 1);
        Pair pair = new Pair(Subjects.PLAIN, says, TwoSubjects.usualParts());
        Comparison comparison =
                Campaign.compare(plan, pair, new Interruption(), Campaign.Progress.NONE);
        Parting parting = comparison.parting().orElseThrow();
        assertEquals(Difference.Kind.RESULTS, parting.difference().kind());
        ShortestParting shortest = ShortestParting.of(parting, 200_000, new Interruption());
        assertEquals(2, shortest.trace().operations(), shortest.trace().text());
        assertEquals("false", shortest.difference().first());
        assertEquals("true", shortest.difference().second());
        assertTrue(shortest.shrunk().oneMinimal());
    }

    /** Runs the first step, changes a page on one side, and runs the second. */
    private static TwoSubjects changed(BiFunction<Encoding, Long, Long> change, Meeting expected) {
        TwoSubjects run =
                new TwoSubjects(
                        TRACE.setup(), Subjects.PLAIN, Subjects.PLAIN, TwoSubjects.usualParts());
        Step set = TRACE.steps().get(0);
        assertEquals(Meeting.ALIKE, run.step(set.operation(), set.acts()));
        Memory memory = run.first().memory();
        int slot = memory.slot(1, 0x43000);
        Encoding encoding = TRACE.setup().machine().encoding();
        memory.put(slot, change.apply(encoding, memory.raw(slot)));
        Step flush = TRACE.steps().get(1);
        assertEquals(expected, run.step(flush.operation(), flush.acts()));
        return run;
    }

    @Test
    void step_pageThatMeansOtherwise_isADifferenceOfState() {
        Difference difference =
                changed((encoding, raw) -> encoding.wrprotect(raw), Meeting.DIFFERENT).difference();
        assertEquals(Difference.Kind.STATE, difference.kind());
        assertEquals(
                "at 0x43000 pfn=0x103 ro young here, pfn=0x103 rw young there",
                difference.message());
        assertEquals(1, difference.rows().stream().filter(Difference.Row::differs).count());
    }

    @Test
    void step_pageThatIsYoungOnOneSide_isADifferenceOfState() {
        Difference difference =
                changed((encoding, raw) -> encoding.mkold(raw), Meeting.DIFFERENT).difference();
        assertEquals(
                "at 0x43000 pfn=0x103 rw here, pfn=0x103 rw young there", difference.message());
    }

    @Test
    void whyIllegal_namesTheRuleAndTheSubject() {
        TwoSubjects run = changed((encoding, raw) -> raw, Meeting.ALIKE);
        Step set = TRACE.steps().get(0);
        assertThrows(IllegalStateException.class, run::whyIllegal);
        assertEquals(Meeting.ILLEGAL, run.step(set.operation(), set.acts()));
        assertTrue(run.whyIllegal().startsWith("plain: "), run.whyIllegal());
    }

    @Test
    void step_pageThatIsAlike_isNone() {
        changed((encoding, raw) -> raw, Meeting.ALIKE);
    }
}
