package dev.quire.properties.alike;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
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

    /**
     * The slots at which the ways end differently, by way of a verdict; empty if they do not.
     *
     * @param state from which both start
     */
    Optional<Verdict> compare(LockStep state, Walked left, Walked right) {
        Encoding encoding = state.setup().machine().encoding();
        List<Verdict.Row> rows = new ArrayList<>();
        for (int slot = 0; slot < state.memory().slots(); slot++) {
            long a = left.memory().raw(slot);
            long b = right.memory().raw(slot);
            boolean alike = meaningOnly ? encoding.meaning(a) == encoding.meaning(b) : a == b;
            if (!alike) {
                rows.add(
                        new Verdict.Row(
                                state.memory().mm(slot),
                                state.memory().addr(slot),
                                BlockView.text(encoding, state.memory().raw(slot)),
                                BlockView.text(encoding, a),
                                BlockView.text(encoding, b),
                                true));
            }
        }
        String stopped = left.stopped() + right.stopped();
        if (rows.isEmpty() && stopped.isEmpty()) {
            return Optional.empty();
        }
        String message =
                "expected is what " + texts(one) + " leaves, seen what " + texts(other) + stopped;
        return Optional.of(
                new Verdict(
                        Verdict.Kind.VIOLATION,
                        invariant,
                        state.steps() + one.size(),
                        one.get(one.size() - 1),
                        message,
                        rows));
    }

    /** Calls, one after the other, in words. */
    static String texts(List<Operation> operations) {
        return String.join(" + ", operations.stream().map(Operation::text).toList());
    }

    /**
     * Where a way has led.
     *
     * @param stopped why it ended before its last call; empty if it did not
     */
    record Walked(Memory memory, String stopped) {}
}
