package dev.quire.properties.estimate;

import dev.quire.model.harness.LockStep;
import dev.quire.model.operation.Operation;
import dev.quire.model.subject.Subject;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.explore.RandomWalk;
import dev.quire.properties.explore.SmallMachine;
import dev.quire.properties.statistics.Estimate;
import dev.quire.properties.statistics.Meeting;
import dev.quire.properties.statistics.Met;
import dev.quire.properties.statistics.Pair;
import dev.quire.properties.statistics.PairCounts;
import dev.quire.properties.statistics.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Random sequences of a small machine, whose estimates of what they have not met are held against
 * the truth: the number of pairs against all that the explorer meets, the chance of a new one
 * against the sequences that follow.
 *
 * @param seeds how often it is tried
 * @param numbers of sequences after which is estimated, growing
 * @param following sequences after the last of them, that tell the true chance
 */
public record Trials(
        SmallMachine machine, Subject subject, int seeds, List<Integer> numbers, int following) {
    public Trials {
        numbers = List.copyOf(numbers);
    }

    /**
     * Tries sequences of a length; a row for each number of them. The same on every machine, for
     * any number of workers.
     *
     * @return none if it was told to stop
     * @throws IllegalStateException if the subject fails, or there is no room for its states
     */
    public List<Row> rows(int length, int workers, BooleanSupplier stop) {
        Optional<ExactPairs> counted = ExactPairs.of(machine, subject, length, workers, stop);
        if (counted.isEmpty()) {
            return List.of();
        }
        ExactPairs exact = counted.get();
        Sequences sequences = new Sequences(machine, subject, length, exact);
        List<Point> points = numbers.stream().map(Point::new).toList();
        for (int seed = 1; seed <= seeds; seed++) {
            if (stop.getAsBoolean()) {
                return List.of();
            }
            int all = numbers.get(numbers.size() - 1);
            List<Met> next = sequences.met(seed, all, all + following);
            PairCounts counts = new PairCounts();
            for (Point point : points) {
                int from = (int) counts.counted();
                sequences.met(seed, from, point.sequences).forEach(counts::add);
                point.seen += counts.met();
                point.totals.add(total(counts), exact.count(), exact.count());
                point.chances.add(counts.chanceOfNew(), share(counts, next), 1);
            }
        }
        return points.stream().map(point -> point.row(length, exact, seeds)).toList();
    }

    private static Estimate total(PairCounts counts) {
        Estimate unseen = counts.unseen();
        int met = counts.met();
        return new Estimate(met + unseen.value(), met + unseen.low(), met + unseen.high());
    }

    /** The share of sequences that meet a pair which none of those counted has met. */
    private static double share(PairCounts counts, List<Met> next) {
        int fresh = 0;
        for (Met met : next) {
            boolean any = false;
            for (int i = 0; i < met.count(); i++) {
                any |= counts.sequences(met.pair(i)) == 0;
            }
            fresh += any ? 1 : 0;
        }
        return (double) fresh / next.size();
    }

    /** After how many sequences is estimated, and what came of it. */
    private static final class Point {
        private final int sequences;
        private final Sums totals = new Sums();
        private final Sums chances = new Sums();
        private double seen;

        Point(int sequences) {
            this.sequences = sequences;
        }

        Row row(int length, ExactPairs exact, int seeds) {
            return new Row(
                    length,
                    exact.states(),
                    exact.count(),
                    sequences,
                    seen / seeds,
                    totals.mean(),
                    totals.meanError(),
                    totals.spread(),
                    totals.held(),
                    chances.mean(),
                    chances.meanTruth(),
                    chances.meanError(),
                    chances.spread(),
                    chances.held(),
                    seeds);
        }
    }

    /** Numbered random sequences of one length, and what each meets. */
    private static final class Sequences {
        private final int length;
        private final ExactPairs exact;
        private final RandomWalk walk;
        private final Tally tally = new Tally();

        Sequences(SmallMachine machine, Subject subject, int length, ExactPairs exact) {
            this.length = length;
            this.exact = exact;
            this.walk = new RandomWalk(machine, subject, this::visitor);
        }

        private Consumer<Operation> visitor(LockStep run) {
            Meeting meeting = ExactPairs.meeting(run);
            return operation -> tally.met(meeting.pair(operation));
        }

        /** What the sequences {@code [from, to)} of a seed meet. */
        List<Met> met(int seed, int from, int to) {
            List<Met> all = new ArrayList<>();
            for (int number = from; number < to; number++) {
                tally.clear();
                walk.run(SeededChoices.part(seed, number), length);
                Met met = tally.taken();
                for (int i = 0; i < met.count(); i++) {
                    if (!exact.reached(met.pair(i))) {
                        throw new AssertionError(
                                "harness bug: the explorer must meet every pair: "
                                        + Pair.of(met.pair(i)));
                    }
                }
                all.add(met);
            }
            return all;
        }
    }
}
