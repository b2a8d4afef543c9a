package dev.quire.properties.explore;

import dev.quire.model.harness.LockStep;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.subject.Subject;
import dev.quire.properties.choice.SeededChoices;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Random sequences of the operations that an exploration of a small machine runs: each is drawn
 * evenly from those that are legal in its state. So they meet what the exploration meets, and
 * nothing else.
 */
public final class RandomWalk {
    private final LockStep run;
    private final List<Operation> operations;
    private final Consumer<Operation> visitor;
    private final SeededChoices choices = new SeededChoices(0);

    /**
     * Sequences of a subject.
     *
     * @param machine one that keeps no translations: how many may be kept is not looked at
     * @param visit what is to be told of each operation before it runs, given the run
     */
    public RandomWalk(
            SmallMachine machine, Subject subject, Function<LockStep, Consumer<Operation>> visit) {
        if (machine.kept() > 0) {
            throw new IllegalArgumentException("kept must be 0: " + machine.kept());
        }
        this.run = new LockStep(machine.setup(), subject);
        this.operations = machine.scope().operations();
        this.visitor = visit.apply(run);
    }

    /**
     * Runs a sequence from empty tables.
     *
     * @throws IllegalStateException if the subject fails
     */
    public void run(long seed, int length) {
        run.reset();
        choices.restart(seed);
        for (int i = 0; i < length; i++) {
            Operation operation = operations.get(choices.below(operations.size()));
            while (run.contract().check(operation) != Rule.LEGAL) {
                operation = operations.get(choices.below(operations.size()));
            }
            visitor.accept(operation);
            run.step(operation, List.of());
            if (run.failed()) {
                throw new IllegalStateException("the subject fails: " + run.verdict().sentence());
            }
        }
    }
}
