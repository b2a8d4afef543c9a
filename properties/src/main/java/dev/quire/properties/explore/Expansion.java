package dev.quire.properties.explore;

import java.util.Arrays;

/** The states that the transitions of some neighbouring states lead to, but for those known. */
final class Expansion {
    private static final int RECENT = 1 << 11;
    private static final int PENDING = 256;

    private final Found added;

    private long generated;
    private int failedIn = -1;
    private int failedTransition;
    private boolean unknown;

    Expansion(int words) {
        this.added = new Found(words);
    }

    /** Runs all transitions of states {@code [from, to)}, to the first that fails. */
    void run(Worker worker, StateStore store, int from, int to, boolean learns) {
        begin();
        worker.begin();
        for (int number = from; number < to && failedIn < 0 && !unknown; number++) {
            store.get(number, worker.next, 0);
            worker.world.enter(worker.next, 0);
            transitions(worker, store, number, learns);
        }
        worker.sift(store, added);
    }

    private void begin() {
        added.count = 0;
        generated = 0;
        failedIn = -1;
        unknown = false;
    }

    private void transitions(Worker worker, StateStore store, int number, boolean learns) {
        World world = worker.world;
        long[] next = worker.next;
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
            if (worker.pend(number)) {
                worker.sift(store, added);
            }
        }
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

    /** A thread's own: its world, and states that are not looked for yet. */
    static final class Worker {
        private final World world;
        private final long[] next;
        private final Found pending;
        private final int[] numbers = new int[PENDING];
        private final int[] recent = new int[RECENT];

        Worker(World world) {
            this.world = world;
            this.next = new long[world.words()];
            this.pending = new Found(world.words());
        }

        private void begin() {
            Arrays.fill(recent, 0);
            pending.count = 0;
        }

        /** Sets the state after a transition aside; whether there are enough to look for them. */
        private boolean pend(int parent) {
            pending.add(next, 0, 0, parent);
            return pending.count == PENDING;
        }

        /** Adds those pending that are new. */
        private void sift(StateStore store, Found added) {
            store.find(pending.states, pending.hashes, pending.count, numbers);
            for (int i = 0; i < pending.count; i++) {
                if (numbers[i] < 0 && isNew(i, added)) {
                    added.add(
                            pending.states, i * added.words, pending.hashes[i], pending.parents[i]);
                }
            }
            pending.count = 0;
        }

        /** Whether a pending one is not one of those added of late; remembers it. */
        private boolean isNew(int i, Found added) {
            int slot = (int) (pending.hashes[i] >>> 40) & RECENT - 1;
            int before = recent[slot] - 1;
            if (before >= 0 && added.same(before, pending, i)) {
                return false;
            }
            recent[slot] = added.count + 1;
            return true;
        }
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
