package dev.quire.properties.matrix;

import dev.quire.properties.campaign.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A way of searching for a sequence that fails. */
public interface Strategy {
    /** All ways, the plainest first. */
    static List<Strategy> all() {
        return List.of(
                EngineStrategy.JQWIK,
                EngineStrategy.QUICKTHEORIES,
                MixStrategy.PLAIN,
                MixStrategy.SWARM,
                MixStrategy.HALF,
                new Exploring(),
                new FrontierWalks());
    }

    /** As the command line and the results write it. */
    String word();

    /** What it does. */
    String sentence();

    /**
     * Whether it depends on a seed. Where it does not there is one search, which may cost what the
     * searches of all seeds may. One that does may find something before the seed takes part
     * ({@link Found#seeded}); then there is one search of it, too.
     */
    boolean seeded();

    /** Whether it can search a target at all. */
    boolean takes(Target target);

    /** The name of the machine that it searches. */
    default String machine(Target target) {
        return target.machine().name();
    }

    /** Gets ready for searches of a target, one after another, on one thread. */
    Search open(Target target);

    /** Searches of one target. */
    interface Search {
        /**
         * What a seed finds.
         *
         * @param budget the steps that it may cost
         * @param stop asked now and then; what is found then is nothing
         */
        Optional<Found> find(long seed, long budget, BooleanSupplier stop);
    }
}
