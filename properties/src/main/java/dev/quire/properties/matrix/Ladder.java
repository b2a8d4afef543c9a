package dev.quire.properties.matrix;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import dev.quire.properties.explore.Frontier;
import dev.quire.properties.explore.SmallMachine;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Explorations of a subject on small machines that differ in what happens beside the calls. They
 * take turns, since nobody knows beforehand which of them shows a bug.
 */
final class Ladder {
    /** What all of them are by name. */
    static final String MACHINE = SmallMachine.USUAL.setup().machine().name();

    private static final List<SmallMachine> MACHINES =
            List.of(
                    SmallMachine.USUAL,
                    machine(1, 1, 0, 1, BreakBeforeMake.NEEDED, 0, false),
                    machine(1, 1, 1, 3, BreakBeforeMake.NEEDED, 0, false),
                    machine(1, 1, 1, 3, BreakBeforeMake.LEVEL_2, 0, false),
                    machine(1, 1, 0, 1, BreakBeforeMake.NEEDED, 1, false),
                    machine(1, 1, 1, 1, BreakBeforeMake.NEEDED, 1, false),
                    machine(2, 1, 0, 1, BreakBeforeMake.NEEDED, 0, true));

    /** So many transitions on one machine, then on the next. */
    private static final int TURN = 1_000;

    private final Subject subject;
    private final List<Frontier> frontiers;
    private long cost;
    private Optional<Found> found = Optional.empty();

    Ladder(Subject subject) {
        this.subject = subject;
        this.frontiers = MACHINES.stream().map(one -> new Frontier(one, subject)).toList();
    }

    private static SmallMachine machine(
            int blocks,
            int folios,
            int kept,
            int hafdbs,
            BreakBeforeMake bbm,
            int preemptions,
            boolean moves) {
        return new SmallMachine(blocks, folios, kept, hafdbs, bbm, preemptions, false, moves);
    }

    /**
     * Explores until something fails, all is visited or the budget is spent: by a few transitions
     * more where a CPU keeps too much after these.
     */
    Optional<Found> run(long budget, BooleanSupplier stop) {
        boolean left = true;
        while (left && found.isEmpty() && cost < budget && !stop.getAsBoolean()) {
            left = false;
            for (Frontier frontier : frontiers) {
                if (found.isEmpty() && cost < budget) {
                    left |= turn(frontier, Math.min(TURN, budget - cost));
                }
            }
        }
        return found;
    }

    private boolean turn(Frontier frontier, long transitions) {
        long before = frontier.generated();
        boolean left = frontier.run(transitions);
        cost += frontier.generated() - before;
        if (frontier.failed()) {
            List<Step> steps = frontier.failure();
            found = Optional.of(again(frontier.setup(), steps));
        }
        return left;
    }

    /** What was explored fails as a sequence, too. */
    private Found again(Setup setup, List<Step> steps) {
        LockStep run = new LockStep(setup, subject);
        steps.forEach(run::step);
        if (!run.failed()) {
            throw new AssertionError("harness bug: what was explored must fail again: " + steps);
        }
        Verdict verdict = run.verdict();
        return new Found(cost, false, setup, steps, verdict);
    }

    /** The transitions that were run. */
    long cost() {
        return cost;
    }

    /** How far each got. */
    List<Frontier> frontiers() {
        return frontiers;
    }
}
