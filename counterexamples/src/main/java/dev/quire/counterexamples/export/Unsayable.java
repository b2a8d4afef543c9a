package dev.quire.counterexamples.export;

import dev.quire.counterexamples.trace.TraceFile;

/** A trace that a form of test cannot hold: at which line, and why. */
public final class Unsayable extends RuntimeException {
    private Unsayable(String message) {
        super(message);
    }

    /**
     * A line that cannot be said.
     *
     * @param step counted from 1
     * @param act 0: the operation itself, else the act, counted from 1
     */
    static Unsayable at(TraceFile file, int step, int act, String why) {
        String text = file.trace().steps().get(step - 1).lines().get(act);
        return new Unsayable(
                file.name() + ":" + file.line(step, act) + ": " + why + ": found " + text);
    }

    /** A line of the configuration that cannot be said, or the trace as a whole. */
    static Unsayable of(TraceFile file, String why) {
        return new Unsayable(file.name() + ": " + why);
    }
}
