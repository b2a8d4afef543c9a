package dev.quire.properties.explore;

import dev.quire.model.operation.Step;

/** A world whose transitions are steps, so that a way through it can be written down. */
interface TracedWorld extends World {
    /** The last transition as a step. */
    Step step();

    /** Whether the last transition was no step: it let others act once more inside the next. */
    default boolean waited() {
        return false;
    }

    /**
     * Packs the state as it is, or its image under these exchanges.
     *
     * @return false if the state has a part that has no code yet
     */
    boolean pack(long[] to, boolean folios, boolean cpus);
}
