package dev.quire.benchmarks.process;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Others may act before every access. */
@State(Scope.Thread)
public class RacingSteps extends ProcessSteps {
    /** Chooses before the process is started. */
    public RacingSteps() {
        races = true;
    }
}
