package dev.quire.properties.alike;

import dev.quire.model.geometry.Geometry;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.List;
import java.util.Optional;

/** The three kinds of two ways, each out of a state and choices. */
final class Forms {
    private Forms() {}

    /** A call over several slots, whole and in two parts. */
    static Optional<TwoWays> split(Choices choices, GeneratedRun run) {
        Operation whole = run.next(choices);
        if (whole.nr() < 2 || !TwoWays.SPLITTABLE.contains(whole.call())) {
            return Optional.empty();
        }
        Geometry geometry = run.setup().machine().geometry();
        return Optional.of(TwoWays.split(geometry, whole, choices.between(1, whole.nr() - 1)));
    }

    /** A clearing call without and with {@code full}. */
    static Optional<TwoWays> full(Choices choices, GeneratedRun run) {
        Operation clear = run.next(choices);
        return Search.saysFull(clear) ? Optional.of(TwoWays.full(clear)) : Optional.empty();
    }

    /** Two calls that touch no block in common, in both orders. */
    static Optional<TwoWays> swapped(Choices choices, GeneratedRun run) {
        Operation a = run.next(choices);
        Operation b = run.next(choices);
        boolean both = Bench.CALLS.contains(a.call()) && Bench.CALLS.contains(b.call());
        if (!both || !apart(run, a, b) || !Search.legal(run.state(), List.of(a, b))) {
            return Optional.empty();
        }
        return Optional.of(TwoWays.swapped(a, b));
    }

    private static boolean apart(GeneratedRun run, Operation a, Operation b) {
        return apart(run, a, a.addr(), b, b.addr())
                && (a.call() != Call.MOVE_PTES || apart(run, a, a.value(), b, b.addr()))
                && (b.call() != Call.MOVE_PTES || apart(run, a, a.addr(), b, b.value()))
                && (a.call() != Call.MOVE_PTES
                        || b.call() != Call.MOVE_PTES
                        || apart(run, a, a.value(), b, b.value()));
    }

    /** Whether the blocks of two ranges differ, the ranges starting where it is said. */
    private static boolean apart(
            GeneratedRun run, Operation a, long addrOfA, Operation b, long addrOfB) {
        Geometry geometry = run.setup().machine().geometry();
        int slotOfA = run.state().memory().slot(a.mm(), addrOfA);
        int slotOfB = run.state().memory().slot(b.mm(), addrOfB);
        return geometry.blockStart(slotOfA + a.nr() - 1) < geometry.blockStart(slotOfB)
                || geometry.blockStart(slotOfB + b.nr() - 1) < geometry.blockStart(slotOfA);
    }
}
