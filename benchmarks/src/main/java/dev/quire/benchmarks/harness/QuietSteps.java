package dev.quire.benchmarks.harness;

import dev.quire.properties.generate.Races;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The same without anything that happens inside calls. */
@State(Scope.Thread)
public class QuietSteps extends SequenceSteps {
    /** Asks for no races. */
    @Setup
    public void choose() {
        races = Races.NONE;
    }
}
