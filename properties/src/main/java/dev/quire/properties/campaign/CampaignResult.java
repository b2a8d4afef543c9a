package dev.quire.properties.campaign;

import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Invariant;
import dev.quire.properties.statistics.Pair;
import java.util.List;
import java.util.Optional;

/**
 * What a hunt came to.
 *
 * @param total over all targets
 * @param each of the targets, in the order of the plan
 * @param finding the failing sequence of the lowest number
 * @param interrupted whether it ended before its budget, and found nothing
 * @param seconds how long it took: the one figure that differs from run to run
 */
public record CampaignResult(
        Plan plan,
        Coverage total,
        List<Coverage> each,
        Optional<Finding> finding,
        boolean interrupted,
        double seconds) {
    public CampaignResult {
        each = List.copyOf(each);
    }

    /** The declared goals that a target missed. */
    public List<Goal> missed(int target) {
        return plan.targets().get(target).missed(each.get(target));
    }

    /** The declared goals that some target missed, in their order. */
    public List<Goal> missed() {
        return List.of(Goal.values()).stream().filter(this::missedSomewhere).toList();
    }

    /** The invariants that some target put to the test or was to, in their order. */
    public List<Invariant> asked() {
        return List.of(Invariant.values()).stream()
                .filter(
                        one ->
                                total.tested(one) > 0
                                        || plan.targets().stream().anyMatch(it -> it.tests(one)))
                .toList();
    }

    /** Those of them that no target put to the test: nothing says that they hold. */
    public List<Invariant> untested() {
        return asked().stream().filter(one -> total.tested(one) == 0).toList();
    }

    /** The pairs that no target met and that nothing known rules out on all, in their order. */
    public List<Pair> neverMet() {
        return total.pairs().neverMet(this::possibleSomewhere);
    }

    private boolean possibleSomewhere(Pair pair) {
        for (int target = 0; target < each.size(); target++) {
            if (plan.targets().get(target).possible(pair, each.get(target))) {
                return true;
            }
        }
        return false;
    }

    private boolean missedSomewhere(Goal goal) {
        for (int target = 0; target < each.size(); target++) {
            if (missed(target).contains(goal)) {
                return true;
            }
        }
        return false;
    }
}
