package dev.quire.properties.alike;

import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.LockStep;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import java.util.List;
import java.util.stream.IntStream;

/** The kinds of two ways: each is told by the calls of its one way. */
enum Form {
    /** A call over several slots, whole and in two parts. */
    SPLIT(Invariant.SPLIT_ALIKE, 1) {
        @Override
        List<TwoWays> ways(LockStep state, List<Operation> calls) {
            Operation whole = calls.get(0);
            if (!TwoWays.SPLITTABLE.contains(whole.call())) {
                return List.of();
            }
            Geometry geometry = state.setup().machine().geometry();
            return IntStream.range(1, whole.nr())
                    .mapToObj(cut -> TwoWays.split(geometry, whole, cut))
                    .toList();
        }
    },

    /** The same, on the pages that the reference holds. */
    SPLIT_OF_REFERENCE(Invariant.SPLIT_ALIKE, 1) {
        @Override
        List<TwoWays> ways(LockStep state, List<Operation> calls) {
            return SPLIT.ways(state, calls);
        }
    },

    /** A clearing call without and with {@code full}. */
    FULL(Invariant.FULL_ALIKE, 1) {
        @Override
        List<TwoWays> ways(LockStep state, List<Operation> calls) {
            Call call = calls.get(0).call();
            boolean saysFull = call == Call.CLEAR_FULL_PTES || call == Call.GET_AND_CLEAR_FULL_PTES;
            return saysFull ? List.of(TwoWays.full(calls.get(0))) : List.of();
        }
    },

    /** Two calls that touch no block in common, in both orders. */
    SWAPPED(Invariant.FRAME, 2) {
        @Override
        List<TwoWays> ways(LockStep state, List<Operation> calls) {
            Operation a = calls.get(0);
            Operation b = calls.get(1);
            boolean both = Bench.CALLS.contains(a.call()) && Bench.CALLS.contains(b.call());
            return both && apart(state, a, b) ? List.of(TwoWays.swapped(a, b)) : List.of();
        }
    };

    /** What says that both ways lead to the same state. */
    final Invariant invariant;

    /** How many calls the one way has. */
    final int calls;

    Form(Invariant invariant, int calls) {
        this.invariant = invariant;
        this.calls = calls;
    }

    abstract List<TwoWays> ways(LockStep state, List<Operation> calls);

    /** All two ways of this kind that calls have which are legal in a state. */
    List<TwoWays> of(LockStep state, List<Operation> calls) {
        boolean legal = calls.stream().allMatch(call -> state.contract().check(call) == Rule.LEGAL);
        return legal ? ways(state, calls) : List.of();
    }

    private static boolean apart(LockStep state, Operation a, Operation b) {
        return apart(state, a, a.addr(), b, b.addr())
                && (a.call() != Call.MOVE_PTES || apart(state, a, a.value(), b, b.addr()))
                && (b.call() != Call.MOVE_PTES || apart(state, a, a.addr(), b, b.value()))
                && (a.call() != Call.MOVE_PTES
                        || b.call() != Call.MOVE_PTES
                        || apart(state, a, a.value(), b, b.value()));
    }

    /** Whether the blocks of two ranges differ, the ranges starting where it is said. */
    private static boolean apart(
            LockStep state, Operation a, long addrOfA, Operation b, long addrOfB) {
        Geometry geometry = state.setup().machine().geometry();
        int slotOfA = state.memory().slot(a.mm(), addrOfA);
        int slotOfB = state.memory().slot(b.mm(), addrOfB);
        return geometry.blockStart(slotOfA + a.nr() - 1) < geometry.blockStart(slotOfB)
                || geometry.blockStart(slotOfB + b.nr() - 1) < geometry.blockStart(slotOfA);
    }
}
