package dev.quire.benchmarks.explore;

import dev.quire.benchmarks.Ratio;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Quire's explorer and SPIN on the same tiny model, in turn, so that what disturbs one disturbs the
 * others. Status 1: a bound does not hold; 2: SPIN or a C compiler is missing.
 */
public final class Peers {
    /** The distinct states of the model: 4 entries and 3 x 3 TLB entries a page, 5 x 5 counts. */
    static final long STATES = 36 * 36 * 36 * 25;

    /** The transitions of all its states. */
    static final long TRANSITIONS = 16_329_600;

    private static final int ROUNDS = 5;
    private static final int WARMUPS = 3;
    private static final double SPIN_LEAST = 3;
    private static final double THREADS_LEAST = 1.6;

    private final Pace one = new Pace("Quire, 1 thread");
    private final Pace two = new Pace("Quire, 2 threads");
    private final Pace apart = new Pace("Quire, two explorations at once, 1 thread each");
    private final Pace depthFirst = new Pace("SPIN, depth first");
    private final Pace breadthFirst = new Pace("SPIN, breadth first");

    private Peers() {}

    /** Runs, prints, judges; takes no arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("quire-peers");
        boolean holds;
        try {
            Peers peers = new Peers();
            peers.run(directory);
            holds = peers.report();
        } catch (Spin.Missing e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        } finally {
            delete(directory);
        }
        System.exit(holds ? 0 : 1);
    }

    private void run(Path directory) throws IOException, InterruptedException {
        Spin.generate(directory);
        Spin deep = Spin.compile(directory, "deep", List.of());
        Spin broad = Spin.compile(directory, "broad", List.of("-DBFS"));
        System.out.printf(
                Locale.ROOT,
                "%,d states and %,d transitions, %d rounds: 2 minutes.%n",
                STATES,
                TRANSITIONS,
                ROUNDS);
        for (int i = 0; i < WARMUPS; i++) {
            quire(1, new Pace("warm-up"));
            quire(2, new Pace("warm-up"));
        }
        for (int round = 0; round < ROUNDS; round++) {
            quire(1, one);
            quire(2, two);
            spin(deep, depthFirst);
            quire(1, one);
            quire(2, two);
            spin(broad, breadthFirst);
            twice(apart);
        }
    }

    private static void quire(int threads, Pace pace) {
        Exploration all = explore(threads);
        check(all.distinct(), all.generated());
        pace.add(all.distinct(), all.seconds());
    }

    /** Two explorations at once that share nothing: what the machine gives to two threads. */
    private static void twice(Pace pace) throws InterruptedException {
        long start = System.nanoTime();
        Thread other = new Thread(() -> explore(1));
        other.start();
        Exploration all = explore(1);
        other.join();
        pace.add(2L * all.distinct(), (System.nanoTime() - start) / 1e9);
    }

    /** The model, to the end. */
    static Exploration explore(int threads) {
        return new Explorer(PeerWorld::new, Limits.none().withWorkers(threads))
                .run(Explorer.Progress.NONE, () -> false);
    }

    private static void spin(Spin spin, Pace pace) throws IOException, InterruptedException {
        Spin.Search search = spin.run();
        check(search.states(), search.transitions());
        pace.add(search.states(), search.seconds());
    }

    private static void check(long states, long transitions) {
        if (states != STATES || transitions != TRANSITIONS) {
            throw new IllegalStateException(
                    String.format(
                            "the model must have %d states and %d transitions: %d and %d",
                            STATES, TRANSITIONS, states, transitions));
        }
    }

    /** Prints both tables; whether all bounds hold. */
    private boolean report() {
        System.out.printf(
                Locale.ROOT, "%n%-58s %14s %14s%n", "distinct states a second", "mean", "best");
        for (Pace pace : List.of(one, two, apart, depthFirst, breadthFirst)) {
            System.out.println(pace.text());
        }
        System.out.printf(
                Locale.ROOT, "%n%-58s %14s %14s  %s%n", "ratio", "of means", "of bests", "bound");
        double spinMean = Math.max(depthFirst.mean(), breadthFirst.mean());
        double spinBest = Math.max(depthFirst.best(), breadthFirst.best());
        List<Ratio> rows =
                List.of(
                        Ratio.atLeast(
                                "Quire on 1 thread / SPIN's better order",
                                one.mean() / spinMean,
                                one.best() / spinBest,
                                SPIN_LEAST),
                        Ratio.atLeast(
                                "Quire: 2 threads / 1 thread",
                                two.mean() / one.mean(),
                                two.best() / one.best(),
                                THREADS_LEAST),
                        Ratio.told(
                                "  what the machine gives: two explorations at once / one",
                                apart.mean() / one.mean(),
                                apart.best() / one.best()));
        rows.forEach(row -> System.out.println(row.text()));
        return rows.stream().allMatch(Ratio::holds);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(
                            file -> {
                                try {
                                    Files.delete(file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
