package dev.quire.properties.campaign;

import java.util.List;
import java.util.Optional;

/**
 * Sequences that one worker ran after another on one target.
 *
 * @param number of the block, from 0; targets take turns by it
 * @param sequences what each came to, in the order of their numbers; fewer than a whole block if
 *     the last one failed or the worker was stopped
 * @param failure how the last one failed, if it did
 */
record Block(long number, List<Coverage> sequences, Optional<String> failure) {
    /** How many sequences a whole block has: those that share a configuration. */
    static final int SEQUENCES = SequenceRunner.SEQUENCES_PER_SCENE;

    boolean failed() {
        return failure.isPresent();
    }
}
