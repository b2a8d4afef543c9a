package dev.quire.benchmarks.process;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The same over shared memory. */
@State(Scope.Thread)
public class SharedSteps extends ProcessSteps {
    /** Chooses before the process is started. */
    public SharedSteps() {
        races = true;
        shares = true;
    }
}
