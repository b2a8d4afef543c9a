package dev.quire.properties.matrix;

import dev.quire.properties.campaign.Plan;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.generate.Mix;
import dev.quire.properties.generate.Races;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The project's own generator, as a hunt runs it, with one mix of operations or another. */
enum MixStrategy implements Strategy {
    PLAIN(Mix.PLAIN, "plain", "the project's own generator, as a hunt runs it"),
    SWARM(Mix.SWARM, "swarm", "the same; each sequence of a random subset of operations, weighted"),
    HALF(Mix.HALF, "half-swarm", "plain and swarm in turn, sequence by sequence");

    private final Mix mix;
    private final String word;
    private final String meaning;

    MixStrategy(Mix mix, String word, String meaning) {
        this.mix = mix;
        this.word = word;
        this.meaning = meaning;
    }

    @Override
    public String sentence() {
        return meaning;
    }

    @Override
    public boolean seeded() {
        return true;
    }

    @Override
    public boolean takes(Target target) {
        return true;
    }

    @Override
    public Search open(Target target) {
        return new Numbered(target, mix);
    }

    @Override
    public String word() {
        return word;
    }

    /** Sequences by their number. */
    private record Numbered(Target target, Mix mix) implements Search {
        @Override
        public Optional<Found> find(long seed, long budget, BooleanSupplier stop) {
            try (SequenceRunner runner =
                    new SequenceRunner(
                            target.subject(),
                            target.machine(),
                            seed,
                            Plan.LENGTH_DEFAULT,
                            Races.SOME,
                            mix)) {
                long number = 0;
                while (runner.coverage().steps() < budget && !stop.getAsBoolean()) {
                    if (!runner.run(number)) {
                        return found(runner, number, budget);
                    }
                    number++;
                }
                return Optional.empty();
            }
        }

        private static Optional<Found> found(SequenceRunner runner, long number, long budget) {
            long cost = runner.coverage().steps();
            if (cost > budget) {
                return Optional.empty();
            }
            return Optional.of(
                    new Found(cost, true, runner.setup(), runner.steps(number), runner.verdict()));
        }
    }
}
