package dev.quire.benchmarks.harness;

import dev.quire.model.harness.GoalWatch;
import dev.quire.model.harness.LockStep;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.choice.BorrowedChoices;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.generate.Acts;
import dev.quire.properties.generate.Operations;
import dev.quire.properties.generate.Races;
import dev.quire.properties.generate.Scene;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The same operations, runner and checks as {@link SequenceSteps}, but an action chain of jqwik
 * samples and drives them; every choice comes from its random source.
 */
@State(Scope.Thread)
public class ChainSteps {
    /** The size that jqwik gives a generator for a property of 1000 tries. */
    private static final int TRIES = 1000;

    /** Operations of a chain. */
    @Param("1000")
    public int length;

    private final Random random = new Random(SequenceSteps.SEED);
    private final SeededChoices sceneChoices = new SeededChoices(SequenceSteps.SEED);
    private RandomGenerator<ActionChain<Driven>> chains;
    private Driven driven;
    private int chainsRun;

    private long ranges;
    private long slots;
    private long blocks;
    private long folded;

    /** Makes the generator of chains, inside a session, as jqwik wants it outside of a property. */
    @Setup
    public void start() {
        JqwikSession.start();
        chains =
                ActionChain.<Driven>startWith(this::next)
                        .withAction(new NextStep())
                        .withMaxTransformations(length)
                        .generator(TRIES);
    }

    /** Ends the session. */
    @TearDown
    public void finish() {
        JqwikSession.finish();
    }

    /** As many chains share a configuration as sequences do. */
    private Driven next() {
        if (chainsRun++ % SequenceRunner.SEQUENCES_PER_SCENE == 0) {
            take();
            driven = new Driven(Scene.choose(sceneChoices, Machines.named(SequenceSteps.MACHINE)));
        } else {
            driven.run.reset();
            driven.operations.restart();
        }
        return driven;
    }

    private void take() {
        if (driven != null) {
            GoalWatch watch = driven.run.goals();
            ranges += watch.ranges();
            slots += watch.slots();
            blocks += watch.blocks();
            folded += watch.folded();
        }
    }

    /** Samples and runs the next chain; how many of its operations were legal. */
    long run(StepCounters counters) {
        LockStep run = chains.next(random).value().run().run;
        if (run.failed()) {
            throw new AssertionError("the subject must pass: " + run.verdict());
        }
        double meanNr = ranges == 0 ? 0 : (double) slots / ranges;
        counters.add(run.steps(), meanNr, blocks == 0 ? 0 : (double) folded / blocks);
        return run.steps();
    }

    /** The next step, of choices straight from jqwik's random source: it cannot shrink them. */
    Arbitrary<Transformer<Driven>> steps(Driven state) {
        return Arbitraries.randomValue(source -> state.step(new BorrowedChoices(source::nextInt)));
    }

    /** The state that a chain's transformations pass on. */
    static final class Driven {
        private final LockStep run;
        private final Operations operations;
        private final Acts acts;

        Driven(Scene scene) {
            run = new LockStep(scene.setup(), Subjects.CONTPTE);
            operations = new Operations(scene, run);
            int entries = scene.setup().machine().geometry().blockEntries();
            acts = new Acts(operations, entries, Races.SOME);
        }

        /** Generates an operation, and what happens inside it, for this state. */
        Transformer<Driven> step(Choices choices) {
            Operation operation = operations.next(choices);
            List<Act> inside = acts.inside(operation, choices);
            return driven -> {
                driven.run.step(operation, inside);
                return driven;
            };
        }
    }

    /** The one action: whatever operation the generator makes of the state. */
    private final class NextStep implements Action.Dependent<Driven> {
        @Override
        public Arbitrary<Transformer<Driven>> transformer(Driven state) {
            return steps(state);
        }
    }
}
