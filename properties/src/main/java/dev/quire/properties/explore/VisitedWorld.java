package dev.quire.properties.explore;

import dev.quire.model.harness.LockStep;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.operation.Step;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A world that shows somebody each of its states, and each operation that is legal there. */
final class VisitedWorld implements TracedWorld {
    private final RangeWorld world;
    private final List<Operation> operations;
    private final Consumer<Operation> visitor;

    /**
     * @param visit what is to be told of the operations, given the run whose state they meet
     */
    VisitedWorld(
            RangeWorld world, SmallMachine machine, Function<LockStep, Consumer<Operation>> visit) {
        this.world = world;
        this.operations = machine.scope().operations();
        this.visitor = visit.apply(world.run());
    }

    @Override
    public void enter(long[] from, int at) {
        world.enter(from, at);
        world.restore();
        for (Operation operation : operations) {
            if (world.run().contract().check(operation) == Rule.LEGAL) {
                visitor.accept(operation);
            }
        }
    }

    @Override
    public int words() {
        return world.words();
    }

    @Override
    public void initial(long[] to) {
        world.initial(to);
    }

    @Override
    public boolean advance() {
        return world.advance();
    }

    @Override
    public boolean failed() {
        return world.failed();
    }

    @Override
    public boolean moved() {
        return world.moved();
    }

    @Override
    public boolean pack(long[] to) {
        return world.pack(to);
    }

    @Override
    public void learn() {
        world.learn();
    }

    @Override
    public long[] codes() {
        return world.codes();
    }

    @Override
    public void learn(long[] parts) {
        world.learn(parts);
    }

    @Override
    public Step step() {
        return world.step();
    }

    @Override
    public boolean pack(long[] to, boolean folios, boolean cpus) {
        return world.pack(to, folios, cpus);
    }
}
