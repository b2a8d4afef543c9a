package dev.quire.properties.explore;

import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The plans of a state's transitions in their order: each operation alone, then with one thing that
 * others do before its first access, before its second and so on, then with two, to a number.
 *
 * <p>A plan grows only after it ran: how many accesses there are depends on the state.
 */
final class Plans {
    private static final int ACCESSES_MAX = 256;

    private final Operation[] operations;
    private final List<Operation> acts;
    private final List<Operation> actsInLockless;
    private final Act[][] made = new Act[ACCESSES_MAX][];
    private final Act[][] madeInLockless = new Act[ACCESSES_MAX][];
    private final List<Act> inside = new ArrayList<>();
    private final int[] chosen;
    private final int[] accesses;
    private final long[] left;
    private int operation;
    private int most;

    Plans(Scope scope) {
        operations = scope.operations().toArray(new Operation[0]);
        acts = scope.acts();
        actsInLockless = scope.actsInLockless();
        chosen = new int[scope.preemptions()];
        accesses = new int[scope.preemptions()];
        left = new long[Prior.words(operations.length)];
    }

    /** Goes before the first plan, of those with at most so many things that others do. */
    void begin(int insideMost) {
        operation = -1;
        inside.clear();
        most = insideMost;
        Arrays.fill(left, -1);
    }

    /** The operations that are still to come, as a set: what is taken out of it is left out. */
    long[] left() {
        return left;
    }

    /** The operation of the plan. */
    Operation operation() {
        return operations[operation];
    }

    /** The number of the operation, from 0. */
    int number() {
        return operation;
    }

    /** What others do inside it; lent until the next plan. */
    List<Act> inside() {
        return inside;
    }

    /**
     * Goes to the next plan.
     *
     * @param accessesSeen how many accesses the operation made under the last plan; 0 if that plan
     *     is not to grow
     * @return false if there is none
     */
    boolean next(int accessesSeen) {
        int last = inside.size() - 1;
        int from = last < 0 ? 0 : inside.get(last).access();
        int end = Math.min(accessesSeen, ACCESSES_MAX);
        if (inside.size() < most && from < end && !choices().isEmpty()) {
            accesses[last + 1] = end;
            chosen[last + 1] = 0;
            inside.add(act(from, 0));
            return true;
        }
        while (last >= 0) {
            int access = inside.get(last).access();
            inside.remove(last);
            if (++chosen[last] == choices().size()) {
                chosen[last] = 0;
                access++;
            }
            if (access < accesses[last]) {
                inside.add(act(access, chosen[last]));
                return true;
            }
            last--;
        }
        operation = following(operation + 1);
        return operation < operations.length;
    }

    /** The first operation from one on that is still to come; beyond the last if there is none. */
    private int following(int from) {
        int word = from >>> 6;
        if (word == left.length) {
            return operations.length;
        }
        long bits = left[word] & -1L << from;
        while (bits == 0 && ++word < left.length) {
            bits = left[word];
        }
        return bits == 0 ? operations.length : (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    private List<Operation> choices() {
        Call call = operation().call();
        if (call.hardware()) {
            return List.of();
        }
        return call == Call.PTEP_GET_LOCKLESS ? actsInLockless : acts;
    }

    private Act act(int access, int choice) {
        boolean lockless = operation().call() == Call.PTEP_GET_LOCKLESS;
        Act[][] known = lockless ? madeInLockless : made;
        if (known[access] == null) {
            List<Operation> choices = choices();
            known[access] = new Act[choices.size()];
            for (int i = 0; i < choices.size(); i++) {
                known[access][i] = new Act(access, choices.get(i));
            }
        }
        return known[access][choice];
    }
}
