package dev.quire.properties.explore;

import dev.quire.model.operation.Step;
import dev.quire.model.subject.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Explores a subject on a small machine, and writes down the shortest way to a failure. */
public final class RangeExplorer {
    private final SmallMachine machine;
    private final Subject subject;
    private final boolean symmetric;
    private final Codes codes = new Codes();

    /**
     * @param symmetric whether states that exchanges of folios or CPUs make alike count as one
     */
    public RangeExplorer(SmallMachine machine, Subject subject, boolean symmetric) {
        this.machine = machine;
        this.subject = subject;
        this.symmetric = symmetric;
    }

    /** Explores within these limits. */
    public Exploration run(Limits limits, Explorer.Progress progress, BooleanSupplier stop) {
        return new Explorer(this::world, limits).run(progress, stop);
    }

    /**
     * The same, from where a journal ends; what is found is appended to it.
     *
     * @throws Journal.JournalException if it cannot be read or written
     */
    public Exploration run(
            Limits limits, Journal journal, Explorer.Progress progress, BooleanSupplier stop) {
        return new Explorer(this::world, limits, journal).run(progress, stop);
    }

    /** What is explored, in a line: a journal goes on with the same only. */
    public String about() {
        return machine.text() + " subject=" + subject.name() + " symmetry=" + (symmetric ? 1 : 0);
    }

    private RangeWorld world() {
        return new RangeWorld(machine, subject, codes, symmetric);
    }

    /**
     * The operations of a failure. The path has one state for all its images, so each operation is
     * looked for that leads to an image of the next state.
     */
    public List<Step> steps(Exploration.Failure failure) {
        RangeWorld world = world();
        List<Step> steps = new ArrayList<>();
        long[] at = new long[world.words()];
        world.initial(at);
        for (long[] next : failure.path().subList(1, failure.path().size())) {
            steps.add(step(world, at, next));
        }
        world.enter(at, 0);
        while (world.advance()) {
            if (world.failed()) {
                steps.add(world.step());
                return List.copyOf(steps);
            }
        }
        throw new AssertionError("harness bug: the image of a failing state must fail, too");
    }

    /** The first operation that leads to an image of a state; {@code at} becomes that image. */
    private static Step step(RangeWorld world, long[] at, long[] next) {
        long[] reached = new long[next.length];
        world.enter(at, 0);
        while (world.advance()) {
            if (!world.failed() && world.pack(reached) && Arrays.equals(reached, next)) {
                world.pack(at, false, false);
                return world.step();
            }
        }
        throw new AssertionError("harness bug: a state must lead to an image of its successor");
    }
}
