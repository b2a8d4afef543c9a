package dev.quire.counterexamples.export;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Two threads for work that waits for compilers. */
final class Workers {
    private static final int THREADS = 2;

    private Workers() {}

    /** What is wrong with each, in order; what is right says nothing. */
    static <T> List<String> all(List<T> items, Function<T, String> judge) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<String>> judged =
                    items.stream().map(item -> threads.submit(() -> judge.apply(item))).toList();
            return judged.stream().map(Workers::get).filter(said -> !said.isEmpty()).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static String get(Future<String> judged) {
        try {
            return judged.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e.getCause() == null ? e : e.getCause());
        }
    }
}
