package dev.quire.benchmarks.harness;

import dev.quire.properties.generate.Races;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The same without anything that happens inside calls. */
@State(Scope.Thread)
public class QuietRecordedSteps extends RecordedSteps {
    /** Chooses before anything is recorded. */
    public QuietRecordedSteps() {
        races = Races.NONE;
    }
}
