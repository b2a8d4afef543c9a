package dev.quire.properties.matrix;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Subject;
import dev.quire.properties.campaign.Plan;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.explore.Frontier;
import dev.quire.properties.generate.Acts;
import dev.quire.properties.generate.Operations;
import dev.quire.properties.generate.Races;
import dev.quire.properties.generate.Scene;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Random sequences that start where an exploration of small machines stands when half of the budget
 * is spent: at a state that it has reached, but from which it has not gone on.
 */
final class FrontierWalks implements Strategy {
    @Override
    public String word() {
        return "frontier";
    }

    @Override
    public String sentence() {
        return "half of the budget explores, half walks at random from where that stands";
    }

    @Override
    public boolean seeded() {
        return true;
    }

    @Override
    public boolean takes(Target target) {
        return !target.subject().remote();
    }

    @Override
    public String machine(Target target) {
        return Ladder.MACHINE;
    }

    @Override
    public Search open(Target target) {
        return new Walks(target.subject());
    }

    /**
     * The exploration is the same for all seeds, so it runs once; each of them pays for it. What it
     * finds is found by one search, not by as many as there are seeds.
     */
    private static final class Walks implements Search {
        private final Subject subject;
        private final Ladder ladder;
        private final List<Walk> walks = new ArrayList<>();

        Walks(Subject subject) {
            this.subject = subject;
            this.ladder = new Ladder(subject);
        }

        @Override
        public Optional<Found> find(long seed, long budget, BooleanSupplier stop) {
            Optional<Found> explored = ladder.run(budget / 2, stop);
            if (explored.isPresent()) {
                return explored.filter(found -> found.cost() <= budget);
            }
            if (walks.isEmpty()) {
                ladder.frontiers().forEach(frontier -> walks.add(new Walk(frontier, subject)));
            }
            SeededChoices choices = new SeededChoices(SeededChoices.part(seed, 0));
            long cost = ladder.cost();
            while (cost < budget && !stop.getAsBoolean()) {
                Walk walk = walks.get(choices.below(walks.size()));
                boolean passed = walk.run(choices);
                cost += walk.cost();
                if (!passed && cost <= budget) {
                    return Optional.of(walk.found(cost));
                }
            }
            return Optional.empty();
        }
    }

    /** Random sequences on one small machine. */
    private static final class Walk {
        private final Frontier frontier;
        private final LockStep run;
        private final Operations operations;
        private final Acts acts;
        private final List<Step> steps = new ArrayList<>();

        Walk(Frontier frontier, Subject subject) {
            this.frontier = frontier;
            Setup setup = frontier.setup();
            this.run = new LockStep(setup, subject);
            this.operations = new Operations(scene(setup, run.memory()), run);
            int entries = setup.machine().geometry().blockEntries();
            this.acts = new Acts(operations, entries, Races.SOME);
        }

        /** The area maps the pages of its first folio by preference, as far as these go. */
        private static Scene scene(Setup setup, Memory memory) {
            long[] home = new long[memory.slots()];
            Arrays.fill(home, -1);
            Vma area = setup.vmas().get(0);
            int base = memory.slot(area.mm(), area.start());
            long pages = setup.folios().get(0).pages();
            for (int page = 0; page < pages; page++) {
                home[base + page] = setup.folios().get(0).pfn() + page;
            }
            return new Scene(setup, home);
        }

        /** Runs the steps to a state of the frontier, then random ones; whether all passed. */
        boolean run(SeededChoices choices) {
            int first = frontier.first();
            int state = first + choices.below(frontier.states() - first);
            run.reset();
            operations.restart();
            steps.clear();
            for (Step step : frontier.path(state)) {
                run.step(step);
                steps.add(step);
            }
            Outcome outcome = Outcome.PASSED;
            for (int i = 0; i < Plan.LENGTH_DEFAULT && goesOn(outcome); i++) {
                Operation operation = operations.next(choices);
                List<Act> inside = acts.inside(operation, choices);
                outcome = run.step(operation, inside);
                if (outcome != Outcome.ILLEGAL) {
                    steps.add(new Step(operation, inside));
                }
            }
            return !run.failed();
        }

        private static boolean goesOn(Outcome outcome) {
            return outcome == Outcome.PASSED || outcome == Outcome.ILLEGAL;
        }

        int cost() {
            return run.steps();
        }

        Found found(long cost) {
            return new Found(cost, true, run.setup(), steps, run.verdict());
        }
    }
}
