package dev.quire.properties.bug;

import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What each of twenty seeds catches of each bug, by the bug's name; run once, for all tests.
 *
 * <p>Two threads share the work. Each catch depends on its bug and its seed alone, and they are
 * gathered in order, so that the threads change nothing.
 */
public final class Catches {
    public static final int SEEDS = 20;

    private static final int THREADS = 2;
    private static final Map<String, List<Optional<Catch>>> ALL = new Hunt().all();

    private Catches() {}

    /** What the seeds from 1 on caught of a bug; empty where one did not. */
    public static List<Optional<Catch>> of(String bug) {
        return ALL.get(bug);
    }

    /** The shortest catch of a bug; of equal ones, the shortest text. */
    public static Catch shortest(String bug) {
        return of(bug).stream()
                .flatMap(Optional::stream)
                .min(
                        Comparator.<Catch>comparingInt(found -> found.shrunk().operations())
                                .thenComparingInt(found -> found.trace().text().length())
                                .thenComparingLong(Catch::seed))
                .orElseThrow();
    }

    /** Apart from the class that keeps its result: threads may use a class once it is made. */
    private static final class Hunt {
        Map<String, List<Optional<Catch>>> all() {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                Map<String, List<Future<Optional<Catch>>>> running = new LinkedHashMap<>();
                for (SeededBug bug : SeededBugs.common()) {
                    List<Future<Optional<Catch>>> ofBug = new ArrayList<>();
                    for (int i = 1; i <= SEEDS; i++) {
                        long seed = i;
                        ofBug.add(threads.submit(() -> Catch.of(bug, seed)));
                    }
                    running.put(bug.subject().name(), ofBug);
                }
                Map<String, List<Optional<Catch>>> done = new LinkedHashMap<>();
                for (Map.Entry<String, List<Future<Optional<Catch>>>> entry : running.entrySet()) {
                    List<Optional<Catch>> ofBug = new ArrayList<>();
                    for (Future<Optional<Catch>> future : entry.getValue()) {
                        ofBug.add(future.get());
                    }
                    done.put(entry.getKey(), ofBug);
                }
                return done;
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("a hunt for a seeded bug broke off", e);
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
