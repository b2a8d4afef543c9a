package dev.quire.benchmarks.harness;

import dev.quire.properties.generate.Races;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The same with races asked for at each access of each call. */
@State(Scope.Thread)
public class RacingSteps extends SequenceSteps {
    /** Asks for all races. */
    @Setup
    public void choose() {
        races = Races.EVERY;
    }
}
