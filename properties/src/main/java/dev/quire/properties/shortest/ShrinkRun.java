package dev.quire.properties.shortest;

import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import java.util.Optional;

/**
 * What shrinking made of one random list.
 *
 * @param drawn the length that lists were drawn with
 * @param before the operations and acts of the list, which ends where it fails
 * @param canonical its text after canonical renaming
 * @param shortest the length of the shortest failure with its signature
 */
public record ShrinkRun(
        ShownBug shown,
        int drawn,
        long seed,
        int before,
        Shrunk shrunk,
        String canonical,
        int shortest) {
    /** Draws and shrinks; empty if no list failed. */
    static Optional<ShrinkRun> of(ShownBug shown, int length, long seed, Shortest known) {
        return RandomTrace.draw(shown, length, seed)
                .map(trace -> of(shown, length, seed, known, trace));
    }

    private static ShrinkRun of(
            ShownBug shown, int length, long seed, Shortest known, RandomTrace trace) {
        Shrunk shrunk =
                Shrinker.shrink(
                        shown.bug().subject(),
                        trace.setup(),
                        trace.steps(),
                        trace.verdict(),
                        Shrinker.STEPS_MAX);
        String canonical = Canonical.text(shrunk.setup(), shrunk.steps());
        int shortest = known.of(shown, shrunk.verdict().signature(), shrunk.operations());
        return new ShrinkRun(shown, length, seed, trace.operations(), shrunk, canonical, shortest);
    }

    /** How many operations more than the shortest failure with its signature has. */
    public int excess() {
        return shrunk.operations() - shortest;
    }
}
