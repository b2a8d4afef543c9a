package dev.quire.benchmarks.harness;

import dev.quire.properties.choice.Choices;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.state.Transformer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * An action chain whose choices are integers of jqwik, so that it can shrink the arguments of a
 * failing step, as a property written for jqwik would.
 */
@State(Scope.Thread)
public class ShrinkableChainSteps extends ChainSteps {
    /** So many choices are drawn for a step; one that needs more uses them again. */
    private static final int CHOICES = 16;

    private final Arbitrary<List<Integer>> choices =
            Arbitraries.integers()
                    .between(0, Integer.MAX_VALUE)
                    .withDistribution(RandomDistribution.uniform())
                    .list()
                    .ofSize(CHOICES);

    @Override
    Arbitrary<Transformer<Driven>> steps(Driven state) {
        return choices.map(drawn -> state.step(new DrawnChoices(drawn)));
    }

    /** Choices from a list of numbers of 31 bits. */
    private static final class DrawnChoices implements Choices {
        private final List<Integer> drawn;
        private int next;

        DrawnChoices(List<Integer> drawn) {
            this.drawn = drawn;
        }

        @Override
        public int below(int bound) {
            return (int) ((long) drawn.get(next++ % CHOICES) * bound >>> 31);
        }
    }
}
