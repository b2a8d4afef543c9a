package dev.quire.properties.shortest;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.explore.SmallMachine;
import dev.quire.properties.generate.Acts;
import dev.quire.properties.generate.Operations;
import dev.quire.properties.generate.Races;
import dev.quire.properties.generate.Scene;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A random list of operations that shows a seeded bug on its small machine, up to the failing one.
 *
 * @param setup of the machine
 * @param drawn the operations that were drawn until one such list was found, its own with them
 */
record RandomTrace(Setup setup, List<Step> steps, Verdict verdict, long drawn) {
    /** How many operations are drawn at most until one list fails. */
    static final long DRAWN_MAX = 16_000_000;

    private static final int CHOICES_MAX = 100;

    /**
     * Draws lists of a length until one fails as the bug does.
     *
     * @return empty if none does
     */
    static Optional<RandomTrace> draw(ShownBug shown, int length, long seed) {
        return new Draw(shown, length, seed).run();
    }

    /** The operations and acts of the list. */
    int operations() {
        return steps.stream().mapToInt(Step::operations).sum();
    }

    /** A drawing under way. */
    private static final class Draw {
        private final ShownBug shown;
        private final SmallMachine machine;
        private final int length;
        private final long seed;
        private final LockStep run;
        private final Operations operations;
        private final Acts acts;
        private final SeededChoices choices = new SeededChoices(0);

        private long drawn;

        Draw(ShownBug shown, int length, long seed) {
            this.shown = shown;
            this.machine = shown.machine();
            this.length = length;
            this.seed = seed;
            Setup setup = machine.setup();
            this.run = new LockStep(setup, shown.bug().subject());
            this.operations = new Operations(new Scene(setup, home(setup)), run);
            Races races = machine.preemptions() == 0 ? Races.NONE : Races.SOME;
            this.acts = new Acts(operations, setup.machine().geometry().blockEntries(), races);
        }

        private long[] home(Setup setup) {
            long[] home = new long[run.memory().slots()];
            Arrays.fill(home, -1);
            long start = setup.vmas().get(0).start();
            long pages =
                    setup.vmas().get(0).end() - start >>> setup.machine().geometry().pageShift();
            int first = run.memory().slot(setup.vmas().get(0).mm(), start);
            for (int page = 0; page < pages; page++) {
                home[first + page] = machine.home(page);
            }
            return home;
        }

        Optional<RandomTrace> run() {
            for (long number = 0; drawn < DRAWN_MAX; number++) {
                List<Step> steps = new ArrayList<>();
                if (fails(number, steps) && shown.isFailure(run.verdict())) {
                    Setup setup = run.setup();
                    return Optional.of(new RandomTrace(setup, steps, run.verdict(), drawn));
                }
            }
            return Optional.empty();
        }

        private boolean fails(long number, List<Step> steps) {
            run.reset();
            operations.restart();
            choices.restart(SeededChoices.part(seed, number));
            for (int i = 0; i < length; i++) {
                drawn++;
                Operation operation = known();
                Step step = new Step(operation, inside(operation));
                Outcome outcome = run.step(step);
                if (outcome != Outcome.ILLEGAL) {
                    steps.add(step);
                }
                if (outcome == Outcome.FAILED || outcome == Outcome.ILLEGAL_ACT) {
                    return run.failed();
                }
            }
            return false;
        }

        /** The next operation that the machine knows, unless that takes too long. */
        private Operation known() {
            Operation operation = operations.next(choices);
            for (int i = 1; i <= CHOICES_MAX && !machine.knows(operation); i++) {
                operation = operations.next(choices);
            }
            return operation;
        }

        private List<Act> inside(Operation operation) {
            List<Act> inside = new ArrayList<>();
            for (Act act : acts.inside(operation, choices)) {
                if (machine.knows(act.operation()) && inside.size() < machine.preemptions()) {
                    inside.add(act);
                }
            }
            return inside;
        }
    }
}
