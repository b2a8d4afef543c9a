package dev.quire.counterexamples.picture;

import dev.quire.model.operation.Step;
import java.util.List;

/**
 * One step of a film.
 *
 * @param number counted from 1
 * @param told its lines with what each of them did, as far as that is known
 * @param blocks those with an entry that it changed; of a failing step also those that are wrong
 */
record Frame(int number, Step step, List<String> told, boolean failed, List<Block> blocks) {
    Frame {
        told = List.copyOf(told);
        blocks = List.copyOf(blocks);
    }
}
