package dev.quire.benchmarks.harness;

import dev.quire.properties.generate.Races;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The same on a machine whose CPUs keep no translations. */
@State(Scope.Thread)
public class QuietRecordedStepsUnkept extends RecordedSteps {
    /** Chooses before anything is recorded. */
    public QuietRecordedStepsUnkept() {
        races = Races.NONE;
        keeps = false;
    }
}
