package dev.quire.properties.campaign;

import dev.quire.model.harness.GoalWatch;
import dev.quire.model.invariant.Antecedents;
import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Invariant;
import dev.quire.properties.statistics.Met;
import dev.quire.properties.statistics.PairCounts;
import java.util.ArrayList;
import java.util.List;

/** What sequences came to: how many, how long, which goals, invariants, blocks, pairs. */
public final class Coverage {
    private static final long[] NOTHING = {};
    private static final Invariant[] INVARIANTS = Invariant.values();

    private long sequences;
    private long steps;
    private long goals;
    private long antecedents;
    private long[] tested = NOTHING;
    private long ranges;
    private long slots;
    private long blocks;
    private long folded;
    private long deaths;
    private long parted;
    private String firstDeath = "";
    private long deathsBefore;
    private Met met = Met.NOTHING;
    private final PairCounts pairs = new PairCounts();

    private long rangesBefore;
    private long slotsBefore;
    private long blocksBefore;
    private long foldedBefore;

    /** A runner begins whose counters start at 0. */
    void newRun() {
        rangesBefore = 0;
        slotsBefore = 0;
        blocksBefore = 0;
        foldedBefore = 0;
    }

    /**
     * Takes in a sequence: its steps, and the counters of its runner, which only grow.
     *
     * @return what the sequence came to, with the goals of those before it in its configuration
     */
    Coverage sequence(int stepsRun, GoalWatch watch, Met pairsMet) {
        Coverage one = new Coverage();
        one.sequences = 1;
        one.steps = stepsRun;
        one.met = pairsMet;
        one.goals = watch.reached();
        one.antecedents = watch.antecedents().take();
        one.ranges = watch.ranges() - rangesBefore;
        one.slots = watch.slots() - slotsBefore;
        one.blocks = watch.blocks() - blocksBefore;
        one.folded = watch.folded() - foldedBefore;
        rangesBefore = watch.ranges();
        slotsBefore = watch.slots();
        blocksBefore = watch.blocks();
        foldedBefore = watch.folded();
        one.deaths = deaths - deathsBefore;
        one.firstDeath = firstDeath;
        long deathsNow = deaths;
        add(one);
        deaths = deathsNow;
        deathsBefore = deathsNow;
        return one;
    }

    /** Takes in what another runner reached. */
    public void add(Coverage other) {
        if (tested.length == 0) {
            tested = new long[INVARIANTS.length];
        }
        if (other.sequences == 1 && other.pairs.counted() == 0) {
            pairs.add(other.met);
            for (long left = other.antecedents; left != 0; left &= left - 1) {
                tested[Long.numberOfTrailingZeros(left)]++;
            }
        } else {
            pairs.add(other.pairs);
            for (int i = 0; i < other.tested.length; i++) {
                tested[i] += other.tested[i];
            }
        }
        sequences += other.sequences;
        steps += other.steps;
        goals |= other.goals;
        ranges += other.ranges;
        slots += other.slots;
        blocks += other.blocks;
        folded += other.folded;
        deaths += other.deaths;
        parted += other.parted;
        firstDeath = firstDeath.isEmpty() ? other.firstDeath : firstDeath;
    }

    /** What the one sequence met; of several sequences, nothing. */
    Met met() {
        return met;
    }

    /** The pairs of a state and a call that the sequences met. */
    public PairCounts pairs() {
        return pairs;
    }

    /** In how many sequences an invariant was put to the test; see {@link Antecedents}. */
    public long tested(Invariant invariant) {
        return tested.length == 0 ? 0 : tested[invariant.ordinal()];
    }

    public long sequences() {
        return sequences;
    }

    /** Steps that ran; illegal ones are not counted. */
    public long steps() {
        return steps;
    }

    /** A process died, as it may by somebody else's doing; its sequence runs again. */
    void death(String message) {
        deaths++;
        firstDeath = firstDeath.isEmpty() ? message : firstDeath;
    }

    /** The sequence ended early, because two subjects could not be compared any further. */
    void parted() {
        parted++;
    }

    /** How many sequences of a comparison ended early. */
    public long partedSequences() {
        return parted;
    }

    /** How often a process died and its sequence ran again. */
    public long deaths() {
        return deaths;
    }

    /** How it died first; empty if it did not. */
    public String firstDeath() {
        return firstDeath;
    }

    /** Mean slots of a call's range. */
    public double meanNr() {
        return ranges == 0 ? 0 : (double) slots / ranges;
    }

    /** The share of touched blocks that were contiguous, 0 to 1. */
    public double foldedShare() {
        return blocks == 0 ? 0 : (double) folded / blocks;
    }

    /** The goals reached, in their order. */
    public List<Goal> reached() {
        return list(goals);
    }

    /** The goals missed, in their order. */
    public List<Goal> missed() {
        return list(~goals);
    }

    private static List<Goal> list(long set) {
        List<Goal> list = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            if ((set & goal.bit()) != 0) {
                list.add(goal);
            }
        }
        return list;
    }
}
