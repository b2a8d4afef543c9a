package dev.quire.properties.campaign;

import dev.quire.model.entry.Protection;
import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.subject.Subject;
import dev.quire.properties.statistics.Pair;
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

    /** Goals that only a subject can reach which waits for an invalidation later than at once. */
    private static final Set<Goal> OF_WAITING =
            EnumSet.of(Goal.EVICTED_UNDER_INVALIDATION, Goal.EVICTED_ELSEWHERE);

    /** What is never put to the test by a subject which neither folds nor gives hints. */
    private static final Set<Invariant> OF_BLOCKS =
            EnumSet.of(
                    Invariant.HINT_LEGAL,
                    Invariant.BLOCK_WHOLE,
                    Invariant.BLOCK_CONSECUTIVE,
                    Invariant.BLOCK_UNIFORM,
                    Invariant.BLOCK_ONE_FOLIO,
                    Invariant.CONT_ELIGIBLE,
                    Invariant.BREAK_BEFORE_MAKE,
                    Invariant.CONVERSION_UNIFORM,
                    Invariant.FOLD_EXACT,
                    Invariant.ONE_SIZE_KEPT,
                    Invariant.FLUSH_REACHES_BLOCKS,
                    Invariant.CONT_HIDDEN,
                    Invariant.BLOCK_AGREES);

    /**
     * The goals declared for it: all, but those that depend on how a subject flushes, those of
     * folding for a subject that need not fold, and those of operations that it does not implement.
     */
    public List<Goal> declared() {
        return List.of(Goal.values()).stream()
                .filter(goal -> !OF_WAITING.contains(goal))
                .filter(goal -> subject.foldsExactly() || !OF_FOLDING.contains(goal))
                .filter(goal -> !subject.remote() || needed(goal).stream().allMatch(this::offers))
                .toList();
    }

    private boolean offers(Call call) {
        return subject.offers(new Operation(call, 0, 1, 0, 2, 0, Protection.NONE, 0));
    }

    /** The calls without which nobody reaches a goal. */
    private static List<Call> needed(Goal goal) {
        return switch (goal) {
            case PROTECTION_CHANGED, COMMITTED_IN_PARTS ->
                    List.of(Call.MODIFY_PROT_START_PTES, Call.MODIFY_PROT_COMMIT_PTES);
            case BATCH_OVER_BLOCKS -> List.of(Call.FOLIO_PTE_BATCH_FLAGS);
            case MOVED -> List.of(Call.MOVE_PTES);
            case WHOLE_BLOCK_KEPT -> List.of(Call.WRPROTECT_PTES);
            case SOFTLEAF -> List.of(Call.SET_PTE_AT);
            case DIRTY_IN_SIBLING_ONLY -> List.of(Call.SET_PTES, Call.PTEP_GET);
            case LOCKLESS_DURING_UNFOLD, LOCKLESS_OVERTAKEN, LOCKLESS_PREEMPTED ->
                    List.of(Call.SET_PTES, Call.PTEP_GET_LOCKLESS);
            default -> List.of(Call.SET_PTES);
        };
    }

    /** The declared goals that sequences on it have not reached. */
    public List<Goal> missed(Coverage coverage) {
        return declared().stream().filter(coverage.missed()::contains).toList();
    }

    /**
     * Whether sequences on it must put an invariant to the test: one that a single run can break,
     * by a subject that does what it is about. Of a process that is not asked: it may lack the
     * operations.
     */
    public boolean tests(Invariant invariant) {
        boolean hides = invariant != Invariant.CONT_HIDDEN || !subject.contVisible();
        boolean blocks = subject.foldsExactly() || !OF_BLOCKS.contains(invariant);
        return invariant.ofOneRun() && hides && blocks && !subject.remote();
    }

    /** Whether nothing known rules out that sequences on it, which came to this, meet a pair. */
    boolean possible(Pair pair, Coverage coverage) {
        boolean folds = subject.foldsExactly() || coverage.pairs().metFolded();
        return pair.possible(folds) && (!subject.remote() || offers(pair.call()));
    }

    /** Both names. */
    public String text() {
        return subject.name() + " on " + machine.name();
    }
}
