package dev.quire.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The figures of one run, by the name of the benchmark and, after a colon, of a further figure. */
final class Figures {
    private final Map<String, Figure> byName = new LinkedHashMap<>();

    /** The figures that JMH returned. */
    Figures(Collection<RunResult> results) {
        for (RunResult result : results) {
            String benchmark = result.getParams().getBenchmark();
            String name = benchmark.substring(benchmark.lastIndexOf('.') + 1);
            boolean less = result.getParams().getMode() == Mode.AverageTime;
            put(name, result, result.getPrimaryResult(), less);
            result.getSecondaryResults()
                    .forEach(
                            (label, further) -> {
                                if (!less || label.equals(Ratios.BYTES)) {
                                    put(name + ":" + label, result, further, less);
                                }
                            });
        }
    }

    private void put(String name, RunResult run, Result<?> result, boolean less) {
        String label = name.contains(":") ? name.substring(name.indexOf(':') + 1) : "";
        double best = result.getScore();
        for (var fork : run.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                Result<?> seen =
                        label.isEmpty()
                                ? iteration.getPrimaryResult()
                                : iteration.getSecondaryResults().get(label);
                if (seen != null) {
                    double score = seen.getScore();
                    best = less ? Math.min(best, score) : Math.max(best, score);
                }
            }
        }
        byName.put(
                name,
                new Figure(result.getScore(), result.getScoreError(), best, result.getScoreUnit()));
    }

    /**
     * The figure of a name.
     *
     * @throws IllegalArgumentException if the run has none
     */
    Figure of(String name) {
        Figure figure = byName.get(name);
        if (figure == null) {
            throw new IllegalArgumentException(
                    "a figure must be one of " + byName.keySet() + ": " + name);
        }
        return figure;
    }

    /** All figures by name, in their order. */
    Map<String, Figure> all() {
        return byName;
    }

    /**
     * One figure.
     *
     * @param score its mean over the iterations
     * @param error half of its confidence interval at 99.9 %
     * @param best its best iteration: what others on the machine disturbed least
     */
    record Figure(double score, double error, double best, String unit) {}
}
