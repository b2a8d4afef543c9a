package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.LockStep;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangeWorldTest {
    private static final SmallMachine KEEPING =
            new SmallMachine(2, 2, 2, 3, BreakBeforeMake.NO_ABORT, 0, true, true);

    private static final SmallMachine ONE_BLOCK =
            new SmallMachine(1, 2, 1, 1, BreakBeforeMake.NEEDED, 0, true, false);

    /** Blocks of 32 entries, of which the area has 4. */
    private static final SmallMachine WIDE_BLOCKS =
            new SmallMachine(1, 2, 2, 1, BreakBeforeMake.NEEDED, 0, true, false)
                    .with(Set.of(Trait.SPLIT));

    /**
     * A random walk by packed states, and the same operations on a run that is never put back: both
     * come by the same entries, translations and reference.
     */
    @Test
    void enter_packedState_isTheStateThatWasPacked() {
        for (SmallMachine machine : List.of(ONE_BLOCK, KEEPING, WIDE_BLOCKS)) {
            for (int seed = 0; seed < 8; seed++) {
                walk(machine, new SplittableRandom(seed));
            }
        }
    }

    private static RangeWorld world(Scope scope) {
        return new RangeWorld(scope, Aim.ANY, Subjects.CONTPTE, new Codes());
    }

    private static void walk(SmallMachine machine, SplittableRandom random) {
        RangeWorld world = world(machine.scope().asymmetric());
        LockStep straight = new LockStep(machine.setup(), Subjects.CONTPTE);
        long[] at = new long[world.words()];
        world.initial(at);
        for (int i = 0; i < 12; i++) {
            Step step = choose(world, at, random);
            straight.step(step);
            assertFalse(straight.failed());
            assertSame(world.run(), straight);
        }
    }

    /** Goes on with one of the transitions; {@code at} becomes the state after it. */
    private static Step choose(RangeWorld world, long[] at, SplittableRandom random) {
        int transitions = 0;
        world.enter(at, 0);
        while (world.advance()) {
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
            assertEquals(straight.pages().meaning(slot), packed.pages().meaning(slot));
            assertEquals(straight.pages().bounds(slot), packed.pages().bounds(slot));
        }
        assertEquals(straight.transaction().isOpen(), packed.transaction().isOpen());
        if (straight.transaction().isOpen()) {
            assertEquals(straight.transaction().start(), packed.transaction().start());
            assertEquals(straight.transaction().next(), packed.transaction().next());
            assertEquals(straight.transaction().end(), packed.transaction().end());
            assertEquals(straight.transaction().old(), packed.transaction().old());
            assertEquals(straight.transaction().meaning(), packed.transaction().meaning());
        }
        assertEquals(kept(straight), kept(packed));
    }

    private static List<String> kept(LockStep run) {
        List<String> kept = new ArrayList<>();
        for (int entry = 0; entry < run.tlb().count(); entry++) {
            kept.add(
                    run.tlb().cpu(entry)
                            + " "
                            + run.tlb().slot(entry)
                            + " "
                            + run.tlb().size(entry)
                            + " "
                            + run.tlb().pte(entry)
                            + " "
                            + run.tlb().dooms(entry)
                            + " "
                            + run.tlb().marks(entry, 0)
                            + run.tlb().marks(entry, 1)
                            + run.tlb().marks(entry, 2));
        }
        kept.sort(null);
        return kept;
    }

    /** Two pages: few enough states for a build, images under an exchange of the folios once. */
    @Test
    void run_twoPages_hasTheStatesThatItHas() {
        SmallMachine machine = SmallMachine.USUAL.with(Set.of(Trait.SHORT));
        Exploration some =
                new RangeExplorer(machine, Subjects.CONTPTE, true)
                        .run(Limits.none().withDepth(5), Explorer.Progress.NONE, () -> false);
        assertEquals(917, some.distinct());
    }

    /** Codes are given out, and states numbered, in the same order by any number of threads. */
    @Test
    void run_anyNumberOfThreads_findsTheSameWayInTheSameCodes() {
        Exploration one = explore(1);
        for (int workers : new int[] {2, 3}) {
            Exploration more = explore(workers);
            assertEquals(one.distinct(), more.distinct());
            assertEquals(one.generated(), more.generated());
            Exploration.Failure expected = one.failure().orElseThrow();
            Exploration.Failure found = more.failure().orElseThrow();
            assertEquals(expected.transition(), found.transition());
            for (int i = 0; i < expected.path().size(); i++) {
                assertArrayEquals(expected.path().get(i), found.path().get(i));
            }
        }
    }

    private static Exploration explore(int workers) {
        Subject bug = SeededBugs.named("folds-differing-permissions");
        return new RangeExplorer(SmallMachine.USUAL, bug, true)
                .run(Limits.none().withWorkers(workers), Explorer.Progress.NONE, () -> false);
    }

    @Test
    void pack_state_isThatOfItsImages() {
        SmallMachine machine = new SmallMachine(1, 2, 2, 3, BreakBeforeMake.NEEDED, 0, true, false);
        RangeWorld world = world(machine.scope());
        long[] at = new long[world.words()];
        long[] canonical = new long[world.words()];
        long[] image = new long[world.words()];
        world.initial(at);
        SplittableRandom random = new SplittableRandom(7);
        int differ = 0;
        for (int i = 0; i < 200; i++) {
            choose(world, at, random);
            for (int exchange = 0; exchange < 4; exchange++) {
                world.enter(at, 0);
                world.advance();
                world.learn();
                world.pack(canonical);
                world.pack(image, (exchange & 1) != 0, (exchange & 2) != 0);
                differ += Arrays.equals(canonical, image) ? 0 : 1;
                assertArrayEquals(canonical, canonicalOf(world, image));
            }
        }
        assertTrue(differ > 100, "images must differ from canonical states: " + differ);
    }

    /** The canonical form of a state that is entered and left as it is. */
    private static long[] canonicalOf(RangeWorld world, long[] state) {
        long[] canonical = new long[state.length];
        world.enter(state, 0);
        world.restore();
        world.pack(canonical);
        return canonical;
    }
}
