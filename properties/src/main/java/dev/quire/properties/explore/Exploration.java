package dev.quire.properties.explore;

import java.util.List;
import java.util.Optional;

/**
 * What an exploration came to.
 *
 * @param end why it ended
 * @param distinct the states that were reached
 * @param expanded those of them whose transitions were all run
 * @param generated the transitions that were run and checked
 * @param depth transitions from the first state to the deepest one reached
 * @param wholeDepth every state of at most so many transitions was expanded; -1: not even the first
 * @param seconds how long it took, with what was done before it was resumed
 * @param bytes what the states took
 * @param failure the shortest way to a broken promise
 */
public record Exploration(
        End end,
        int distinct,
        int expanded,
        long generated,
        int depth,
        int wholeDepth,
        double seconds,
        long bytes,
        Optional<Failure> failure) {
    /** Whether every state that can be reached was expanded and no promise was broken. */
    public boolean complete() {
        return end == End.FIXPOINT;
    }

    /** The bytes of a state on average. */
    public double bytesPerState() {
        return (double) bytes / distinct;
    }

    /** Why an exploration ended. */
    public enum End {
        /** All was visited. */
        FIXPOINT("every state that can be reached was visited"),
        /** All to the depth that was asked for. */
        DEPTH("every state to the depth was visited"),
        /** A promise was broken. */
        FAILURE("a transition broke a promise"),
        /** The next states had no room. */
        MEMORY("there is no room for more states"),
        /** It was told to stop. */
        STOPPED("it was interrupted");

        /** In words. */
        public final String sentence;

        End(String sentence) {
            this.sentence = sentence;
        }
    }

    /**
     * A broken promise: of the last state of a path, and which of its transitions broke it.
     *
     * @param path packed states, from the first one on; each was first reached from the one before
     * @param transition which transition of the last one, counted from 0
     */
    public record Failure(List<long[]> path, int transition) {
        public Failure {
            path = List.copyOf(path);
        }
    }
}
