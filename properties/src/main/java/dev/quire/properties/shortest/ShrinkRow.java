package dev.quire.properties.shortest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What shrinking made of many random lists that one bug fails.
 *
 * @param unfailing how many draws ended without a list that fails
 */
public record ShrinkRow(ShownBug shown, List<ShrinkRun> runs, int unfailing) {
    public ShrinkRow {
        runs = List.copyOf(runs);
    }

    /**
     * Draws and shrinks lists of each length, for seeds from 1 on.
     *
     * @param stop asked before each list; what was done until then is the result
     */
    public static ShrinkRow of(
            ShownBug shown, List<Integer> lengths, int seeds, BooleanSupplier stop) {
        Shortest known = new Shortest();
        List<ShrinkRun> runs = new ArrayList<>();
        int unfailing = 0;
        for (int length : lengths) {
            for (int seed = 1; seed <= seeds && !stop.getAsBoolean(); seed++) {
                Optional<ShrinkRun> run = ShrinkRun.of(shown, length, seed, known);
                run.ifPresent(runs::add);
                unfailing += run.isPresent() ? 0 : 1;
            }
        }
        return new ShrinkRow(shown, runs, unfailing);
    }

    /** How many runs came to so many operations more than the shortest failure alike. */
    public long withExcess(int least, int most) {
        return runs.stream().filter(run -> run.excess() >= least && run.excess() <= most).count();
    }

    /** How many runs came to the length of the bug's shortest failure, whatever its signature. */
    public long asShortAsTheBug() {
        return runs.stream().filter(run -> run.shrunk().operations() == shown.length()).count();
    }

    /** The results that differ after canonical renaming, by their signature. */
    public Map<String, Set<String>> distinct() {
        Map<String, Set<String>> distinct = new HashMap<>();
        for (ShrinkRun run : runs) {
            distinct.computeIfAbsent(
                            run.shrunk().verdict().signature(), signature -> new HashSet<>())
                    .add(run.canonical());
        }
        return distinct;
    }

    /** How many results differ. */
    public int distinctResults() {
        return distinct().values().stream().mapToInt(Set::size).sum();
    }

    /** How many results of one signature differ, at most. */
    public int distinctOfASignature() {
        return distinct().values().stream().mapToInt(Set::size).max().orElse(0);
    }

    /** The operations of the random lists on average. */
    public double meanBefore() {
        return runs.stream().mapToInt(ShrinkRun::before).average().orElse(0);
    }

    /** The steps that shrinking ran on average. */
    public double meanSteps() {
        return runs.stream().mapToLong(run -> run.shrunk().stepsRun()).average().orElse(0);
    }
}
