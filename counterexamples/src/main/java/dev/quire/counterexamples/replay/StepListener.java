package dev.quire.counterexamples.replay;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;

/** Looks on while a trace runs. The runner is lent for the call and must not be stepped. */
public interface StepListener {
    /** Looks at nothing. */
    StepListener NONE = (number, run, outcome) -> {};

    /**
     * Called before each step.
     *
     * @param number of the step, counted from 1
     */
    default void before(int number, LockStep run) {}

    /** Called after each step that was legal. */
    void after(int number, LockStep run, Outcome outcome);
}
