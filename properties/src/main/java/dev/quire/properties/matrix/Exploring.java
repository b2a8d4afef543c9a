package dev.quire.properties.matrix;

import dev.quire.properties.campaign.Target;

/** Every state of small machines, breadth first: a transition counts as a step. */
final class Exploring implements Strategy {
    @Override
    public String word() {
        return "exploration";
    }

    @Override
    public String sentence() {
        return "every state of small machines, breadth first; a transition is a step";
    }

    @Override
    public boolean seeded() {
        return false;
    }

    /** A process would be asked for every state thousands of times. */
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
        return (seed, budget, stop) ->
                new Ladder(target.subject())
                        .run(budget, stop)
                        .filter(found -> found.cost() <= budget);
    }
}
