package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.operation.Operation;
import dev.quire.model.subject.Subjects;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdleTest {
    private static final SmallMachine USUAL = SmallMachine.USUAL;
    private static final SmallMachine BOTH_MANAGE =
            new SmallMachine(1, 1, 0, 3, BreakBeforeMake.NEEDED, 0, true, false)
                    .with(Set.of(Trait.EXECUTABLE, Trait.PROT_NONE));
    private static final SmallMachine NONE_MANAGES =
            new SmallMachine(2, 2, 0, 0, BreakBeforeMake.LEVEL_2, 0, false, false);

    /** Runs all that is left out, in many states: each is the same as one that ran. */
    @Test
    void knows_accesses_allOfThemChangeNothing() {
        for (SmallMachine machine : List.of(USUAL, BOTH_MANAGE, NONE_MANAGES)) {
            Walk walk = new Walk(machine);
            walk.go(new SplittableRandom(3), 300);
            assertTrue(walk.known > 1000, () -> machine.text() + ": " + walk.known);
            assertTrue(walk.completed > 300, () -> machine.text() + ": " + walk.completed);
            assertTrue(walk.blocks > 20, () -> machine.text() + ": " + walk.blocks);
        }
    }

    /** Every access of each state on a random walk, run on its own. */
    private static final class Walk {
        private final List<Operation> accesses;
        private final RangeWorld world;
        private final LockStep run;
        private final int base;
        private final long[] raws;
        private final long[] at;
        private final Idle idle;
        private int known;
        private int completed;
        private int blocks;

        Walk(SmallMachine machine) {
            Scope scope = machine.scope().asymmetric();
            accesses = scope.operations().stream().filter(all -> all.call().hardware()).toList();
            world = new RangeWorld(scope, Aim.ANY, Subjects.CONTPTE, new Codes());
            run = world.run();
            base = scope.firstSlot(run.memory());
            raws = new long[scope.lastSlot(run.memory()) + 1 - base];
            idle = new Idle(machine.setup().machine().encoding(), raws, base);
            at = new long[world.words()];
        }

        void go(SplittableRandom random, int states) {
            world.initial(at);
            for (int state = 0; state < states; state++) {
                world.enter(at, 0);
                world.restore();
                for (int page = 0; page < raws.length; page++) {
                    raws[page] = run.memory().raw(base + page);
                }
                idle.begin();
                accesses.forEach(this::meet);
                move(random);
            }
        }

        private void meet(Operation access) {
            world.restore();
            int slot = run.memory().slot(access.mm(), access.addr());
            boolean same = idle.knows(access, slot);
            Outcome outcome = run.step(access, List.of());
            boolean changed = world.differs();
            boolean done = run.last().actsCompleted > 0;
            if (same) {
                assertEquals(Outcome.PASSED, outcome, access::text);
                assertFalse(changed, access::text);
                known++;
                completed += done ? 1 : 0;
                blocks += done && access.value() != slot ? 1 : 0;
            } else if (!changed && !access.has(Operation.FAULT)) {
                idle.ran(access, slot, done);
            }
        }

        /** Along one of the transitions of the state; each leads somewhere. */
        private void move(SplittableRandom random) {
            world.enter(at, 0);
            int moves = 0;
            while (world.advance()) {
                if (world.moved() && random.nextInt(++moves) == 0) {
                    world.learn();
                    assertTrue(world.pack(at));
                }
            }
        }
    }
}
