package dev.quire.properties.matrix;

import dev.quire.properties.statistics.Confidence;
import dev.quire.properties.statistics.Estimate;
import dev.quire.properties.statistics.Median;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One subject against one way of searching.
 *
 * @param seeded whether each seed had a search; if not there is one, as nothing depends on a seed
 * @param budget of a search; what costs more is not found
 * @param kills by seed, from 1 on; or that of the one search
 */
public record Row(
        String subject,
        String machine,
        boolean correct,
        String strategy,
        boolean seeded,
        long budget,
        List<Optional<Kill>> kills) {
    private static final double CONFIDENCE = 0.95;

    public Row {
        kills = List.copyOf(kills);
    }

    /** How many searches there were. */
    public int searches() {
        return kills.size();
    }

    /** How many of them found something. */
    public int found() {
        return (int) kills.stream().filter(Optional::isPresent).count();
    }

    /** How many of them found something within so many steps. */
    public int foundWithin(long steps) {
        return (int)
                kills.stream().flatMap(Optional::stream).filter(k -> k.cost() <= steps).count();
    }

    /** Whether all of them did. */
    public boolean foundByAll(long steps) {
        return foundWithin(steps) == searches();
    }

    /** The share of searches that found something, with its interval of 95 %; exact for one. */
    public Estimate share() {
        return seeded
                ? Confidence.share(searches(), found(), CONFIDENCE)
                : new Estimate(found(), found(), found());
    }

    /** The median of the steps that it took, with its interval of 95 %. */
    public Median steps() {
        List<OptionalLong> costs =
                kills.stream()
                        .map(
                                kill ->
                                        kill.map(one -> OptionalLong.of(one.cost()))
                                                .orElse(OptionalLong.empty()))
                        .toList();
        Median median = Median.of(costs, CONFIDENCE);
        return seeded ? median : Median.exactly(median.value());
    }

    /** The median of the lengths after shrinking; empty if nothing was found. */
    public OptionalLong operations() {
        long[] lengths =
                kills.stream().flatMap(Optional::stream).mapToLong(Kill::operations).toArray();
        return lengths.length == 0 ? OptionalLong.empty() : OptionalLong.of(Median.of(lengths));
    }

    /** The longest of them; empty if nothing was found. */
    public OptionalLong operationsMax() {
        return operationsMaxWithin(budget);
    }

    /** The longest of what was found within so many steps; empty if nothing was. */
    public OptionalLong operationsMaxWithin(long steps) {
        return kills.stream()
                .flatMap(Optional::stream)
                .filter(kill -> kill.cost() <= steps)
                .mapToLong(Kill::operations)
                .max();
    }

    /** The failure that the first seed with one found. */
    public Optional<String> signature() {
        return kills.stream().flatMap(Optional::stream).map(Kill::signature).findFirst();
    }

    /**
     * The same searches, which found this.
     *
     * @param each whether those of all seeds; else there was one, of no seed
     */
    Row with(boolean each, List<Optional<Kill>> found) {
        return new Row(subject, machine, correct, strategy, each, budget, found);
    }
}
