package dev.quire.properties.explore;

import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An exploration that goes on by any number of transitions and knows the way to each state: for
 * searches that have a budget, or that start where it stands.
 *
 * <p>It visits states breadth first, in the order of an {@link Explorer}, and counts those as one
 * that exchanges make alike. Of these it goes on with the one that it reached, so that the steps
 * replay as they are.
 */
public final class Frontier {
    private final SmallMachine machine;
    private final RangeWorld world;
    private final int words;
    private final Set<LongBuffer> known = new HashSet<>();
    private final List<long[]> states = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final long[] packed;

    private int expanding = -1;
    private long generated;
    private boolean failed;

    /** The empty state alone. */
    public Frontier(SmallMachine machine, Subject subject) {
        this.machine = machine;
        this.world = new RangeWorld(machine.scope(), Aim.ANY, subject, new Codes());
        this.words = world.words();
        this.packed = new long[words];
        long[] first = new long[words];
        world.initial(first);
        known.add(LongBuffer.wrap(first));
        states.add(first);
        steps.add(null);
        parents.add(-1);
    }

    /**
     * Runs more transitions, to the first that fails. Those that lead to no state, as a CPU keeps
     * more than the machine says, count as any other; some of them may run beyond the number.
     *
     * @return whether there are any left
     */
    public boolean run(long transitions) {
        long end = generated + transitions;
        while (generated < end && !failed) {
            while (expanding < 0 || !world.advance()) {
                generated = world.ran();
                if (expanding + 1 == states.size()) {
                    return false;
                }
                world.enter(states.get(++expanding), 0);
            }
            generated = world.ran();
            failed = world.failed();
            if (!failed && world.moved()) {
                reached();
            }
        }
        return !failed;
    }

    private void reached() {
        if (!world.pack(packed)) {
            world.learn();
            world.pack(packed);
        }
        if (known.add(LongBuffer.wrap(packed.clone()))) {
            long[] state = new long[words];
            world.pack(state, false, false);
            states.add(state);
            steps.add(world.step());
            parents.add(expanding);
        }
    }

    /** The machine, the area and the folios. */
    public Setup setup() {
        return machine.setup();
    }

    /** The transitions that were run, those that lead to no state included. */
    public long generated() {
        return generated;
    }

    /** Whether the last of them failed. */
    public boolean failed() {
        return failed;
    }

    /** How. */
    public Verdict verdict() {
        return world.verdict();
    }

    /** The states reached. */
    public int states() {
        return states.size();
    }

    /** The first of them that has transitions not yet run. */
    public int first() {
        return Math.max(0, expanding);
    }

    /** The steps that lead to a state from the empty one. */
    public List<Step> path(int state) {
        List<Step> path = new ArrayList<>();
        for (int at = state; at > 0; at = parents.get(at)) {
            path.add(steps.get(at));
        }
        Collections.reverse(path);
        return path;
    }

    /** The steps that failed, the failing one last. */
    public List<Step> failure() {
        List<Step> path = path(expanding);
        path.add(world.step());
        return path;
    }
}
