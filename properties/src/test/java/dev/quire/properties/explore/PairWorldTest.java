package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.Difference;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairWorldTest {
    private static final SmallMachine KEEPING =
            new SmallMachine(2, 2, 1, 3, BreakBeforeMake.NEEDED, 0, true, true);

    private static TwoSubjects open(SmallMachine machine, Subject first, Subject second) {
        return new TwoSubjects(machine.setup(), first, second, TwoSubjects.usualParts());
    }

    /**
     * A random walk by packed states, and the same steps on two runs that are never put back: both
     * come by the same states, and by the same answer to whether they differ.
     */
    @Test
    void enter_packedState_isTheStateThatWasPacked() {
        for (SmallMachine machine : List.of(SmallMachine.USUAL, KEEPING)) {
            for (int seed = 0; seed < 8; seed++) {
                walk(machine, new SplittableRandom(seed));
            }
        }
    }

    private static void walk(SmallMachine machine, SplittableRandom random) {
        TwoSubjects packed = open(machine, Subjects.CONTPTE, Subjects.PLAIN);
        TwoSubjects straight = open(machine, Subjects.CONTPTE, Subjects.PLAIN);
        PairWorld world = new PairWorld(machine.scope().asymmetric(), packed, new Codes());
        long[] at = new long[world.words()];
        world.initial(at);
        for (int i = 0; i < 12; i++) {
            Step step = choose(world, at, random);
            assertEquals(TwoSubjects.Meeting.ALIKE, straight.step(step.operation(), step.acts()));
            assertSame(packed.first(), straight.first());
            assertSame(packed.second(), straight.second());
        }
    }

    private static Step choose(PairWorld world, long[] at, SplittableRandom random) {
        int transitions = 0;
        world.enter(at, 0);
        while (world.advance()) {
            assertTrue(!world.failed(), () -> world.step().toString());
            transitions++;
        }
        int chosen = random.nextInt(transitions);
        world.enter(at, 0);
        for (int i = 0; i <= chosen; i++) {
            assertTrue(world.advance());
        }
        world.learn();
        assertTrue(world.pack(at));
        return world.step();
    }

    private static void assertSame(LockStep packed, LockStep straight) {
        for (int slot = 0; slot < straight.memory().slots(); slot++) {
            assertEquals(straight.memory().raw(slot), packed.memory().raw(slot));
            assertEquals(straight.pages().bounds(slot), packed.pages().bounds(slot));
        }
        assertEquals(straight.transaction().isOpen(), packed.transaction().isOpen());
        assertEquals(straight.tlb().count(), packed.tlb().count());
    }

    @Test
    void pack_state_isThatOfItsImages() {
        SmallMachine machine = new SmallMachine(1, 2, 2, 3, BreakBeforeMake.NEEDED, 0, true, false);
        PairWorld world =
                new PairWorld(
                        machine.scope(),
                        open(machine, Subjects.CONTPTE, Subjects.PLAIN),
                        new Codes());
        long[] at = new long[world.words()];
        long[] canonical = new long[world.words()];
        long[] image = new long[world.words()];
        world.initial(at);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20; i++) {
            choose(world, at, random);
            for (int exchange = 0; exchange < 4; exchange++) {
                world.enter(at, 0);
                world.advance();
                world.learn();
                world.pack(canonical);
                world.pack(image, (exchange & 1) != 0, (exchange & 2) != 0);
                world.enter(image, 0);
                world.restore();
                world.pack(image);
                assertArrayEquals(canonical, image);
            }
        }
    }

    @Test
    void against_withoutTheState_isRefused() {
        Set<Difference.Kind> parts = Set.of(Difference.Kind.RESULTS);
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        RangeExplorer.against(
                                KEEPING, Subjects.PLAIN, Subjects.CONTPTE, parts, true));
    }
}
