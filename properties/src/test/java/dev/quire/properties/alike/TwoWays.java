package dev.quire.properties.alike;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.RangeApi;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two lists of calls that must lead from one state to the same state.
 *
 * @param invariant that says so
 * @param meaningOnly whether young, dirty and the contiguous bit may differ
 */
record TwoWays(
        Invariant invariant, List<Operation> one, List<Operation> other, boolean meaningOnly) {
    /** The calls that may be made over a part of their range and then over the rest. */
    static final Set<Call> SPLITTABLE =
            EnumSet.of(
                    Call.SET_PTES,
                    Call.CLEAR_NONPRESENT_PTES,
                    Call.GET_AND_CLEAR_FULL_PTES,
                    Call.CLEAR_FULL_PTES,
                    Call.TEST_AND_CLEAR_YOUNG_PTES,
                    Call.CLEAR_FLUSH_YOUNG_PTES,
                    Call.CLEAR_YOUNG_DIRTY_PTES,
                    Call.WRPROTECT_PTES,
                    Call.MOVE_PTES);

    /**
     * A call over its range, and over the two parts of it.
     *
     * @param cut the length of the first part, 1 to {@code nr - 1}
     */
    static TwoWays split(Geometry geometry, Operation whole, int cut) {
        Operation first = whole.withNr(cut);
        Operation rest = whole.withNr(whole.nr() - cut).withAddr(after(geometry, whole, cut));
        if (whole.call() == Call.SET_PTES) {
            rest = rest.withValue(whole.value() + cut);
        } else if (whole.call() == Call.MOVE_PTES) {
            rest = rest.withValue(geometry.advance(whole.value(), cut));
        }
        return new TwoWays(Invariant.SPLIT_ALIKE, List.of(whole), List.of(first, rest), true);
    }

    private static long after(Geometry geometry, Operation operation, int pages) {
        return geometry.advance(operation.addr(), pages);
    }

    /** A clearing call with {@code full=0}, and with {@code full=1}. */
    static TwoWays full(Operation clear) {
        int flags = clear.flags() & ~Operation.FULL;
        return new TwoWays(
                Invariant.FULL_ALIKE,
                List.of(clear.withFlags(flags)),
                List.of(clear.withFlags(flags | Operation.FULL)),
                false);
    }

    /** Two calls that share no block, in both orders. */
    static TwoWays swapped(Operation a, Operation b) {
        return new TwoWays(Invariant.FRAME, List.of(a, b), List.of(b, a), false);
    }

    /** The first slot at which an implementation ends differently, by way of a verdict. */
    Optional<Verdict> judge(LockStep state, RangeApi api) {
        Bench left = new Bench(state, api);
        Bench right = new Bench(state, api);
        one.forEach(left::run);
        other.forEach(right::run);
        return compare(state, left.memory(), right.memory());
    }

    private Optional<Verdict> compare(LockStep state, Memory left, Memory right) {
        Encoding encoding = state.setup().machine().encoding();
        List<Verdict.Row> rows = new ArrayList<>();
        for (int slot = 0; slot < left.slots(); slot++) {
            long a = left.raw(slot);
            long b = right.raw(slot);
            boolean alike = meaningOnly ? encoding.meaning(a) == encoding.meaning(b) : a == b;
            if (!alike) {
                rows.add(
                        new Verdict.Row(
                                left.mm(slot),
                                left.addr(slot),
                                BlockView.text(encoding, state.memory().raw(slot)),
                                BlockView.text(encoding, a),
                                BlockView.text(encoding, b),
                                true));
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        String message = texts(one) + " leaves another state than " + texts(other);
        return Optional.of(
                new Verdict(
                        Verdict.Kind.VIOLATION,
                        invariant,
                        state.steps() + 1,
                        one.get(0),
                        message,
                        rows));
    }

    private static String texts(List<Operation> operations) {
        return String.join(" + ", operations.stream().map(Operation::text).toList());
    }

    /**
     * Runs one of the lists in lock step, on a runner in the state that it starts from.
     *
     * @throws AssertionError if one of its calls is illegal: both ways must be legal or none
     */
    static Outcome follow(LockStep run, List<Operation> operations) {
        for (Operation operation : operations) {
            Outcome outcome = run.step(operation, List.of());
            if (outcome == Outcome.ILLEGAL) {
                throw new AssertionError(
                        "a legal call must be legal the other way: " + run.whyIllegal());
            }
            if (outcome != Outcome.PASSED) {
                return outcome;
            }
        }
        return Outcome.PASSED;
    }
}
