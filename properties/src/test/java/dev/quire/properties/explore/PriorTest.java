package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.subject.Subjects;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is left out unseen is illegal, and what is known soon is most of what is. */
class PriorTest {
    private static final SmallMachine TWO_BLOCKS =
            new SmallMachine(2, 3, 0, 1, BreakBeforeMake.NEEDED, 0, true, false)
                    .with(EnumSet.of(Trait.WHOLE, Trait.SOFTLEAVES, Trait.PROT_NONE));

    private static final SmallMachine MOVING =
            new SmallMachine(2, 1, 0, 1, BreakBeforeMake.NEEDED, 0, true, true)
                    .with(EnumSet.of(Trait.SPECIAL, Trait.ASKEW, Trait.UFFD_WP));

    private static final int STATES = 300;
    private static final int WALK = 30;

    @Test
    void advance_randomStates_runsAllThatTheContractAllows() {
        for (SmallMachine machine : List.of(SmallMachine.USUAL, TWO_BLOCKS, MOVING)) {
            Scope scope = machine.scope();
            RangeWorld world =
                    new RangeWorld(
                            scope,
                            Aim.ANY,
                            new LockStep(scope.setup(), Subjects.CONTPTE),
                            new Codes());
            SplittableRandom random = new SplittableRandom(machine.hashCode() & 7);
            long[] at = new long[world.words()];
            for (int state = 0; state < STATES; state++) {
                if (state % WALK == 0) {
                    world.initial(at);
                }
                assertRunsAllLegal(world, scope.operations(), at);
                goOn(world, at, random);
            }
        }
    }

    private static void assertRunsAllLegal(RangeWorld world, List<Operation> all, long[] at) {
        world.enter(at, 0);
        world.restore();
        Set<Operation> legal = new HashSet<>();
        for (Operation operation : all) {
            LockStep run = world.run();
            int slot = run.memory().slot(operation.mm(), operation.addr());
            boolean again =
                    operation.call().hardware()
                            && operation.call() != Call.EVICT
                            && (operation.value() != slot || operation.has(Operation.FAULT));
            if (!again && run.contract().check(operation) == Rule.LEGAL) {
                legal.add(operation);
            }
        }
        Set<Operation> ran = new HashSet<>();
        while (world.advance()) {
            ran.add(world.step().operation());
        }
        assertTrue(legal.size() > 4, "only " + legal);
        legal.removeAll(ran);
        for (Operation left : legal) {
            world.restore();
            assertTrue(left.call().hardware(), left::text);
            assertEquals(Outcome.PASSED, world.run().step(left, List.of()), left::text);
            assertFalse(world.differs(), left::text);
        }
    }

    private static void goOn(RangeWorld world, long[] at, SplittableRandom random) {
        int moves = 0;
        world.enter(at, 0);
        while (world.advance()) {
            moves += world.moved() ? 1 : 0;
        }
        int chosen = random.nextInt(moves);
        world.enter(at, 0);
        while (world.advance()) {
            if (world.moved() && chosen-- == 0) {
                break;
            }
        }
        world.learn();
        assertTrue(world.pack(at));
    }

    @Test
    void without_stateSeenBefore_leavesHardlyAnythingIllegal() {
        Scope scope = SmallMachine.USUAL.scope();
        LockStep run = new LockStep(scope.setup(), Subjects.CONTPTE);
        Prior prior = new Prior(scope.operations(), run.memory(), scope.firstSlot(run.memory()), 4);
        prior.enterClosed();
        long[] left = new long[Prior.words(scope.operations().size())];
        Arrays.fill(left, -1);
        for (int i = 0; i < scope.operations().size(); i++) {
            Rule rule = run.contract().check(scope.operations().get(i));
            if (rule != Rule.LEGAL) {
                prior.illegal(i, rule);
            }
        }
        prior.without(left);
        int tried = 0;
        for (int i = 0; i < scope.operations().size(); i++) {
            boolean isLeft = (left[i >>> 6] >>> i & 1) == 1;
            boolean legal = run.contract().check(scope.operations().get(i)) == Rule.LEGAL;
            assertTrue(isLeft || !legal);
            tried += isLeft && !legal ? 1 : 0;
        }
        assertEquals(0, tried);
    }
}
