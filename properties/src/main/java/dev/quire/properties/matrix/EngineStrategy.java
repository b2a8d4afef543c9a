package dev.quire.properties.matrix;

import dev.quire.model.operation.Step;
import dev.quire.properties.campaign.Plan;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.engine.jqwik.JqwikChoices;
import dev.quire.properties.engine.quicktheories.QuickTheoriesChoices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The project's own generator, its choices made by an engine for property tests: each try is a
 * configuration and a sequence. The engine's shrinking is off, since ours shrinks what is found.
 */
enum EngineStrategy implements Strategy {
    JQWIK("jqwik", "jqwik makes the choices; a configuration and a sequence in each try") {
        @Override
        void run(long seed, Function<Choices, Boolean> generator, Predicate<Boolean> goesOn) {
            JqwikChoices.firstFailing(seed, generator, goesOn);
        }
    },
    QUICKTHEORIES("quicktheories", "QuickTheories makes the choices, in the same way") {
        @Override
        void run(long seed, Function<Choices, Boolean> generator, Predicate<Boolean> goesOn) {
            QuickTheoriesChoices.firstFailing(seed, Integer.MAX_VALUE, generator, goesOn);
        }
    };

    private final String word;
    private final String meaning;

    EngineStrategy(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** Has the engine generate, until it is not to go on. */
    abstract void run(long seed, Function<Choices, Boolean> generator, Predicate<Boolean> goesOn);

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
        return new Tries(this, target);
    }

    @Override
    public String word() {
        return word;
    }

    /** Tries of an engine. */
    private record Tries(EngineStrategy engine, Target target) implements Search {
        @Override
        public Optional<Found> find(long seed, long budget, BooleanSupplier stop) {
            try (SequenceRunner runner =
                    new SequenceRunner(
                            target.subject(), target.machine(), seed, Plan.LENGTH_DEFAULT)) {
                List<Step> steps = new ArrayList<>();
                boolean[] failed = {false};
                engine.run(
                        seed,
                        choices -> {
                            if (!failed[0]) {
                                steps.clear();
                                failed[0] = !runner.run(choices, steps);
                            }
                            return !failed[0];
                        },
                        passed ->
                                passed
                                        && runner.coverage().steps() < budget
                                        && !stop.getAsBoolean());
                long cost = runner.coverage().steps();
                return failed[0] && cost <= budget
                        ? Optional.of(
                                new Found(cost, true, runner.setup(), steps, runner.verdict()))
                        : Optional.empty();
            }
        }
    }
}
