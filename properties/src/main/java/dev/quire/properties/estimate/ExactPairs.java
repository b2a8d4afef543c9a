package dev.quire.properties.estimate;

import dev.quire.model.harness.LockStep;
import dev.quire.model.operation.Operation;
import dev.quire.model.subject.Subject;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Limits;
import dev.quire.properties.explore.RangeExplorer;
import dev.quire.properties.explore.SmallMachine;
import dev.quire.properties.statistics.Meeting;
import dev.quire.properties.statistics.Pair;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The pairs of a state and an operation that sequences of a length can meet: all of them. */
final class ExactPairs {
    private final boolean[] reached = new boolean[Pair.COUNT];
    private final Exploration exploration;

    private ExactPairs(
            SmallMachine machine, Subject subject, int length, int workers, BooleanSupplier stop) {
        Limits limits = Limits.none().withWorkers(workers).withDepth(length);
        this.exploration =
                RangeExplorer.visited(machine, subject, this::visitor)
                        .run(limits, Explorer.Progress.NONE, stop);
    }

    /**
     * Explores the states that fewer operations than the length lead to.
     *
     * @return empty if it was told to stop
     * @throws IllegalStateException if the subject fails, or there is no room
     */
    static Optional<ExactPairs> of(
            SmallMachine machine, Subject subject, int length, int workers, BooleanSupplier stop) {
        ExactPairs exact = new ExactPairs(machine, subject, length, workers, stop);
        return switch (exact.exploration.end()) {
            case FIXPOINT, DEPTH -> Optional.of(exact);
            case STOPPED -> Optional.empty();
            case FAILURE, MEMORY ->
                    throw new IllegalStateException(
                            "all states must be visited: " + exact.exploration.end().sentence);
        };
    }

    /** Threads note what they meet; none takes anything back. */
    private Consumer<Operation> visitor(LockStep run) {
        Meeting meeting = meeting(run);
        return operation -> {
            int pair = meeting.pair(operation);
            if (pair != Meeting.NO_PAIR) {
                reached[pair] = true;
            }
        };
    }

    static Meeting meeting(LockStep run) {
        return new Meeting(run.setup(), run.memory(), run.pages(), run.tlb());
    }

    /** Whether a pair can be met. */
    boolean reached(int pair) {
        return reached[pair];
    }

    /** How many pairs can be met. */
    int count() {
        int count = 0;
        for (boolean one : reached) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** The states that were visited. */
    int states() {
        return exploration.expanded();
    }
}
