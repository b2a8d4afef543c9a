package dev.quire.properties.matrix;

import dev.quire.properties.statistics.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What one way of searching came to over all seeded bugs.
 *
 * @param budget of a search
 * @param all bugs that every search found
 * @param some bugs that not all did, but one
 * @param none bugs that no search found
 * @param steps the median over the bugs of the median steps; empty: beyond the budget
 * @param operationsMax the longest sequence after shrinking, of those found within the budget
 * @param falseAlarms searches that found something on a correct subject within it
 */
public record Summary(
        String strategy,
        long budget,
        int all,
        int some,
        int none,
        OptionalLong steps,
        OptionalLong operationsMax,
        int falseAlarms) {
    private static final double ANY = 0.5;

    /**
     * Of rows of some strategies, in their order. One that has a single search, which may cost as
     * much as those of all seeds, is told twice: by what one seed may cost, and by that.
     */
    public static List<Summary> of(List<Row> rows, long steps) {
        List<Summary> summaries = new ArrayList<>();
        for (String strategy : rows.stream().map(Row::strategy).distinct().toList()) {
            List<Row> own = rows.stream().filter(row -> row.strategy().equals(strategy)).toList();
            summaries.add(of(strategy, own, steps));
            long budget = own.get(0).budget();
            if (budget > steps) {
                summaries.add(of(strategy, own, budget));
            }
        }
        return summaries;
    }

    private static Summary of(String strategy, List<Row> rows, long budget) {
        List<Row> bugs = rows.stream().filter(row -> !row.correct()).toList();
        int all = (int) bugs.stream().filter(row -> row.foundByAll(budget)).count();
        int none = (int) bugs.stream().filter(row -> row.foundWithin(budget) == 0).count();
        List<OptionalLong> medians = new ArrayList<>();
        for (Row row : bugs) {
            OptionalLong median = row.steps().value();
            boolean within = median.isPresent() && median.getAsLong() <= budget;
            medians.add(within ? median : OptionalLong.empty());
        }
        return new Summary(
                strategy,
                budget,
                all,
                bugs.size() - all - none,
                none,
                bugs.isEmpty() ? OptionalLong.empty() : Median.of(medians, ANY).value(),
                bugs.stream()
                        .map(row -> row.operationsMaxWithin(budget))
                        .flatMapToLong(OptionalLong::stream)
                        .max(),
                rows.stream().filter(Row::correct).mapToInt(row -> row.foundWithin(budget)).sum());
    }
}
