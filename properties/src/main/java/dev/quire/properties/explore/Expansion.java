package dev.quire.properties.explore;

import java.util.Arrays;

/** The states that the transitions of some neighbouring states lead to, but for those known. */
final class Expansion {
    private static final int RECENT = 1 << 11;
    private static final int PENDING = 256;

    private final int[] recent = new int[RECENT];
    private final long[] next;
    private final Found pending;
    private final Found added;
    private final int[] numbers = new int[PENDING];

    private long generated;
    private int failedIn = -1;
    private int failedTransition;
    private boolean unknown;

    Expansion(int words) {
        this.next = new long[words];
        this.pending = new Found(words);
        this.added = new Found(words);
    }

    /** Runs all transitions of states {@code [from, to)}, to the first that fails. */
    void run(World world, StateStore store, int from, int to, boolean learns) {
        begin();
        for (int number = from; number < to && failedIn < 0 && !unknown; number++) {
            store.get(number, next, 0);
            world.enter(next, 0);
            transitions(world, store, number, learns);
        }
        sift(store);
    }

    private void begin() {
        Arrays.fill(recent, 0);
        pending.count = 0;
        added.count = 0;
        generated = 0;
        failedIn = -1;
        unknown = false;
    }

    private void transitions(World world, StateStore store, int number, boolean learns) {
        int transition = 0;
        while (world.advance()) {
            generated++;
            if (world.failed()) {
                failedIn = number;
                failedTransition = transition;
                return;
            }
            transition++;
            if (!world.moved()) {
                continue;
            }
            if (!world.pack(next)) {
                if (!learns) {
                    unknown = true;
                    return;
                }
                world.learn();
                world.pack(next);
            }
            pending.add(next, 0, store.hash(next, 0), number);
            if (pending.count == PENDING) {
                sift(store);
            }
        }
    }

    /** Adds those pending that are new. */
    private void sift(StateStore store) {
        store.find(pending.states, pending.hashes, pending.count, numbers);
        for (int i = 0; i < pending.count; i++) {
            if (numbers[i] < 0 && isNew(i)) {
                added.add(pending, i);
            }
        }
        pending.count = 0;
    }

    /** Whether a pending one is not one of those added of late; remembers it. */
    private boolean isNew(int i) {
        int slot = (int) (pending.hashes[i] >>> 40) & RECENT - 1;
        int before = recent[slot] - 1;
        if (before >= 0 && added.same(before, pending, i)) {
            return false;
        }
        recent[slot] = added.count + 1;
        return true;
    }

    /** Whether a state had a part without a code; then the rest was not run. */
    boolean unknown() {
        return unknown;
    }

    /** The transitions that were run. */
    long generated() {
        return generated;
    }

    /** The state that has a failed transition, or -1. */
    int failedIn() {
        return failedIn;
    }

    /** Which transition of it failed, from 0. */
    int failedTransition() {
        return failedTransition;
    }

    /** Adds what is new to the store; false once there is no room. */
    boolean addTo(StateStore store, long bytes) {
        for (int i = 0; i < added.count; i++) {
            if (store.bytesOfNext() > bytes || store.count() == StateStore.STATES_MAX) {
                return false;
            }
            store.add(added.states, i * added.words, added.hashes[i], added.parents[i]);
        }
        return true;
    }

    /** States with their hashes and the states that they were reached from. */
    private static final class Found {
        private final int words;
        private long[] states;
        private long[] hashes = new long[PENDING];
        private int[] parents = new int[PENDING];
        private int count;

        Found(int words) {
            this.words = words;
            this.states = new long[PENDING * words];
        }

        void add(Found from, int i) {
            add(from.states, i * words, from.hashes[i], from.parents[i]);
        }

        void add(long[] from, int at, long hash, int parent) {
            if (count == parents.length) {
                states = Arrays.copyOf(states, 2 * count * words);
                hashes = Arrays.copyOf(hashes, 2 * count);
                parents = Arrays.copyOf(parents, 2 * count);
            }
            for (int word = 0; word < words; word++) {
                states[count * words + word] = from[at + word];
            }
            hashes[count] = hash;
            parents[count++] = parent;
        }

        boolean same(int mine, Found other, int i) {
            for (int word = 0; word < words; word++) {
                if (states[mine * words + word] != other.states[i * words + word]) {
                    return false;
                }
            }
            return true;
        }
    }
}
