package dev.quire.benchmarks.explore;

import dev.quire.model.subject.Subjects;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Limits;
import dev.quire.properties.explore.RangeExplorer;
import dev.quire.properties.explore.SmallMachine;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Quire's explorer on the real {@code contpte}: every state of the usual small machine, on two
 * threads, again and again. Status 1: a bound does not hold.
 */
public final class Ranges {
    private static final int ROUNDS = 4;
    private static final double TRANSITIONS_LEAST = 5e6;
    private static final double STATES_LEAST = 1e5;
    private static final double BYTES_MOST = 24;

    private Ranges() {}

    /** Runs, prints, judges; takes no arguments. */
    public static void main(String[] args) {
        System.out.printf(
                Locale.ROOT,
                "Java %s %s%n%s%n%-8s %14s %14s %10s%n",
                Runtime.version(),
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()),
                SmallMachine.USUAL.text(),
                "threads",
                "transitions/s",
                "states/s",
                "bytes");
        explore(2);
        Exploration best = explore(1);
        for (int round = 0; round < ROUNDS; round++) {
            Exploration next = explore(2);
            best = round == 0 || next.seconds() < best.seconds() ? next : best;
        }
        boolean holds =
                best.generated() / best.seconds() >= TRANSITIONS_LEAST
                        && best.distinct() / best.seconds() >= STATES_LEAST
                        && best.bytesPerState() <= BYTES_MOST;
        System.out.printf(
                Locale.ROOT,
                "wanted of the best on 2: at least %,.0f, at least %,.0f, at most %.0f: %s%n",
                TRANSITIONS_LEAST,
                STATES_LEAST,
                BYTES_MOST,
                holds ? "held" : "missed");
        System.exit(holds ? 0 : 1);
    }

    private static Exploration explore(int threads) {
        Exploration all =
                new RangeExplorer(SmallMachine.USUAL, Subjects.CONTPTE, true)
                        .run(
                                Limits.none().withWorkers(threads),
                                Explorer.Progress.NONE,
                                () -> false);
        if (!all.complete()) {
            throw new IllegalStateException("the exploration must be complete: " + all);
        }
        System.out.printf(
                Locale.ROOT,
                "%-8d %,14.0f %,14.0f %10.1f   %,d states, %,d transitions, %.1f s%n",
                threads,
                all.generated() / all.seconds(),
                all.distinct() / all.seconds(),
                all.bytesPerState(),
                all.distinct(),
                all.generated(),
                all.seconds());
        return all;
    }
}
