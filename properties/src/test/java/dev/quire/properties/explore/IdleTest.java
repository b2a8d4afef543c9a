package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.Outcome;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.subject.Subjects;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdleTest {
    private static final int STATES = 600;
    private static final int WALK = 12;

    private static final SmallMachine WHOLE_BLOCK =
            new SmallMachine(1, 1, 0, 2, BreakBeforeMake.NEEDED, 0, true, false)
                    .with(Set.of(Trait.WHOLE));
    private static final SmallMachine BOTH_MANAGE =
            new SmallMachine(1, 1, 0, 3, BreakBeforeMake.NEEDED, 0, true, false)
                    .with(Set.of(Trait.EXECUTABLE, Trait.PROT_NONE));
    private static final SmallMachine NONE_MANAGES =
            new SmallMachine(2, 2, 0, 0, BreakBeforeMake.LEVEL_2, 0, false, false);

    /** What is left out does what an access of the same page that ran did. */
    @Test
    void advance_accesses_leavesOutWhatRanByAnother() {
        List<SmallMachine> machines =
                List.of(SmallMachine.USUAL, WHOLE_BLOCK, BOTH_MANAGE, NONE_MANAGES);
        for (SmallMachine machine : machines) {
            Walk walk = new Walk(machine);
            walk.go(new SplittableRandom(3));
            assertTrue(walk.known > 1000, () -> machine.text() + ": " + walk.known);
            assertTrue(walk.blocks > 100, () -> machine.text() + ": " + walk.blocks);
        }
    }

    /** An access, and what came of it. */
    private record Effect(Operation access, int completed, List<Long> state) {
        /** Whoever makes it, through whichever descriptor, handled if it faults or not. */
        static Effect of(Operation access, int completed, long[] state) {
            Operation plain = access.withCpu(0).withValue(0).withFlags(0);
            return new Effect(plain, completed, Arrays.stream(state).boxed().toList());
        }
    }

    /** Random walks from the first state, of which each state is looked at. */
    private static final class Walk {
        private final Scope scope;
        private final RangeWorld world;
        private final long[] at;
        private final long[] next;
        private int known;
        private int blocks;

        Walk(SmallMachine machine) {
            scope = machine.scope().asymmetric();
            world = new RangeWorld(scope, Aim.ANY, Subjects.CONTPTE, new Codes());
            at = new long[world.words()];
            next = new long[world.words()];
        }

        void go(SplittableRandom random) {
            for (int state = 0; state < STATES; state++) {
                if (state % WALK == 0) {
                    world.initial(at);
                }
                look();
                move(random);
            }
        }

        private void look() {
            Set<Effect> ran = new HashSet<>();
            Set<Operation> operations = new HashSet<>();
            world.enter(at, 0);
            while (world.advance()) {
                Operation operation = world.step().operation();
                operations.add(operation);
                if (operation.call().hardware()) {
                    ran.add(effect(operation));
                }
            }
            for (Operation left : scope.operations()) {
                if (left.call().hardware() && !operations.contains(left)) {
                    world.restore();
                    meet(left, ran);
                }
            }
        }

        private void meet(Operation left, Set<Effect> ran) {
            if (world.run().contract().check(left) != Rule.LEGAL) {
                return;
            }
            assertEquals(Outcome.PASSED, world.run().step(left, List.of()), left::text);
            Effect effect = effect(left);
            assertTrue(ran.contains(effect), () -> left.text() + " led to " + effect);
            known++;
            long own = world.run().memory().slot(left.mm(), left.addr());
            boolean block = world.run().memory().raw((int) own) != 0 && left.value() != own;
            blocks += block && effect.completed > 0 ? 1 : 0;
        }

        private Effect effect(Operation access) {
            world.learn();
            assertTrue(world.pack(next));
            return Effect.of(access, world.run().last().actsCompleted, next);
        }

        private void move(SplittableRandom random) {
            world.enter(at, 0);
            int moves = 0;
            while (world.advance()) {
                if (world.moved() && random.nextInt(++moves) == 0) {
                    world.learn();
                    assertTrue(world.pack(next));
                }
            }
            System.arraycopy(next, 0, at, 0, at.length);
        }
    }
}
