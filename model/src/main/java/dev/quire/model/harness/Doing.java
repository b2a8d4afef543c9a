package dev.quire.model.harness;

import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.CallAborted;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.operation.Operation;

/** Lets the racing things of a step happen; an {@link ActAccount} tells what came of them. */
interface Doing {
    /** Tells nothing and costs nothing. */
    Doing UNTOLD = new Doing() {};

    /** A step begins. */
    default void begin() {}

    /**
     * An act begins.
     *
     * @param act its index among the step's
     * @param within whether the call is still under way
     */
    default void begin(int act, boolean within) {}

    /** Lets hardware act; whether it completed. */
    default boolean hardware(HardwareActs hardware, Operation act, StepRecord step) {
        return hardware.act(act, step);
    }

    /** Lets a lockless read begin or go on; why the run must fail, or null. */
    default CallAborted lockless(LocklessReads reads, Operation piece, StepRecord outer, int cut) {
        return reads.run(piece, outer, cut);
    }

    /** A call inside a lockless read has ended. */
    default void nested(Operation call, Outcome outcome, MachinePort port) {}

    /** The step has ended. */
    default void end(Operation operation, MachinePort port) {}
}
