package dev.quire.properties.statistics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * In how many sequences pairs were met, and what that says of the others. It takes little room
 * until the first sequence comes.
 */
public final class PairCounts {
    private static final long[] NOTHING = {};

    private long[] sequences = NOTHING;

    /** Of each pair the first two sequences that met it, numbered in the order of counting. */
    private long[] first = NOTHING;

    private long[] second = NOTHING;
    private long counted;

    /** Takes in a sequence. */
    public void add(Met met) {
        makeRoom();
        for (int i = 0; i < met.count(); i++) {
            int pair = met.pair(i);
            if (sequences[pair] == 0) {
                first[pair] = counted;
            } else if (sequences[pair] == 1) {
                second[pair] = counted;
            }
            sequences[pair]++;
        }
        counted++;
    }

    /** Takes in what other sequences met, as if they had come after these. */
    public void add(PairCounts others) {
        makeRoom();
        for (int pair = 0; pair < others.sequences.length; pair++) {
            if (sequences[pair] == 0) {
                first[pair] = counted + others.first[pair];
                second[pair] = counted + others.second[pair];
            } else if (sequences[pair] == 1) {
                second[pair] = counted + others.first[pair];
            }
            sequences[pair] += others.sequences[pair];
        }
        counted += others.counted;
    }

    private void makeRoom() {
        if (sequences.length == 0) {
            sequences = new long[Pair.COUNT];
            first = new long[Pair.COUNT];
            second = new long[Pair.COUNT];
        }
    }

    /** How many sequences were taken in. */
    public long counted() {
        return counted;
    }

    /** How many sequences met a pair. */
    public long sequences(int pair) {
        return sequences.length == 0 ? 0 : sequences[pair];
    }

    /** How many pairs were met. */
    public int met() {
        int met = 0;
        for (long often : sequences) {
            met += often > 0 ? 1 : 0;
        }
        return met;
    }

    /** Whether a pair was met that has a contiguous block in it. */
    public boolean metFolded() {
        for (int pair = 0; pair < sequences.length; pair++) {
            if (sequences[pair] > 0 && !Pair.of(pair).possible(false)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The pairs that were never met, in their order.
     *
     * @param possible which of them are looked at; see {@link Pair#possible}
     */
    public List<Pair> neverMet(Predicate<Pair> possible) {
        List<Pair> never = new ArrayList<>();
        for (int number = 0; number < Pair.COUNT; number++) {
            Pair pair = Pair.of(number);
            if (sequences(number) == 0 && possible.test(pair)) {
                never.add(pair);
            }
        }
        return never;
    }

    /** The chance that the next sequence meets a pair that none has met. */
    public Estimate chanceOfNew() {
        Set<Long> lone = new HashSet<>();
        for (int pair = 0; pair < sequences.length; pair++) {
            if (sequences[pair] == 1) {
                lone.add(first[pair]);
            }
        }
        Set<List<Long>> twins = new HashSet<>();
        for (int pair = 0; pair < sequences.length; pair++) {
            boolean two = sequences[pair] == 2;
            if (two && !lone.contains(first[pair]) && !lone.contains(second[pair])) {
                twins.add(List.of(first[pair], second[pair]));
            }
        }
        return Unseen.chance(counted, lone.size(), twins.size());
    }

    /**
     * How many pairs that were never met can be met by such sequences: at least so many. The ends
     * of the interval are whole, rounded outwards: as published it would rule out that none is left
     * wherever a pair was met once.
     */
    public Estimate unseen() {
        long[] frequencies = new long[Unseen.FREQUENCIES];
        for (long often : sequences) {
            if (often > 0 && often < frequencies.length) {
                frequencies[(int) often]++;
            }
        }
        Estimate unseen = Unseen.classes(counted, met(), frequencies);
        return new Estimate(unseen.value(), Math.floor(unseen.low()), Math.ceil(unseen.high()));
    }
}
