package dev.quire.properties.ask;

import java.util.List;
import java.util.Locale;

/**
 * The end of a search.
 *
 * @param designs that were compared
 * @param frames of the machine
 * @param operations that were tried in each state
 * @param steps the shortest sequence on which they differ; empty if none was found
 * @param seen what its last step shows
 * @param states that were visited
 * @param tried legal steps
 * @param depth of the last state that was visited
 * @param all whether every reachable state was visited
 */
public record Difference(
        String designs,
        int frames,
        int operations,
        List<String> steps,
        String seen,
        long states,
        long tried,
        int depth,
        boolean all) {
    public Difference {
        steps = List.copyOf(steps);
    }

    public boolean found() {
        return !steps.isEmpty();
    }

    /** In one line. */
    public String result() {
        if (found()) {
            return "they differ after " + steps.size() + " steps: " + seen;
        }
        String extent =
                String.format(
                        Locale.ROOT,
                        "%d states, %d steps of %d operations on %d frames",
                        states,
                        tried,
                        operations,
                        frames);
        return all
                ? "none: every state visited (" + extent + ")"
                : "none up to depth " + depth + " (" + extent + ")";
    }
}
