package dev.quire.properties.campaign;

import dev.quire.model.invariant.Goal;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Subject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A subject on a machine, and what a hunt over it must reach. */
public record Target(Subject subject, MachineSpec machine) {
    /** Goals that only a subject which folds can reach. */
    private static final Set<Goal> OF_FOLDING =
            EnumSet.of(
                    Goal.FOLDED,
                    Goal.BORN_FOLDED,
                    Goal.UNFOLDED_AT_START,
                    Goal.UNFOLDED_AT_END,
                    Goal.DIRTY_IN_SIBLING_ONLY,
                    Goal.WHOLE_BLOCK_KEPT,
                    Goal.LOCKLESS_DURING_UNFOLD,
                    Goal.LOCKLESS_PREEMPTED,
                    Goal.LOCKLESS_ACROSS_CALLS,
                    Goal.NEIGHBOUR_MARKED);

    /** The goals declared for it: all, but those of folding for a subject that need not fold. */
    public List<Goal> declared() {
        return List.of(Goal.values()).stream()
                .filter(goal -> subject.foldsExactly() || !OF_FOLDING.contains(goal))
                .toList();
    }

    /** The declared goals that sequences on it have not reached. */
    public List<Goal> missed(Coverage coverage) {
        return declared().stream().filter(coverage.missed()::contains).toList();
    }

    /** Both names. */
    public String text() {
        return subject.name() + " on " + machine.name();
    }
}
