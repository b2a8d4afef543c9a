package dev.quire.properties.explore;

import java.util.Arrays;

/** The states that the transitions of some neighbouring states lead to, but for those known. */
final class Expansion {
    private static final int RECENT = 1 << 13;
    private static final int PENDING = 256;

    private final Found found;

    private long generated;
    private int failedIn = -1;
    private int failedTransition;
    private boolean unknown;

    Expansion(int words) {
        this.found = new Found(words);
    }

    /** Runs all transitions of states {@code [from, to)}, to the first that fails. */
    void run(Worker worker, StateStore store, int from, int to, boolean learns) {
        begin();
        worker.pending.count = 0;
        for (int number = from; number < to && failedIn < 0 && !unknown; number++) {
            store.get(number, worker.next, 0);
            worker.world.enter(worker.next, 0);
            transitions(worker, store, number, learns);
        }
        worker.sift(store, found);
    }

    private void begin() {
        found.count = 0;
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
                worker.sift(store, found);
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

    /** What was found: some of it may be there twice. */
    Found found() {
        return found;
    }

    /**
     * A thread's own: its world, states that are not looked for yet, and states that it has come
     * upon of late, which it need not look for again: they are in the store or among those found.
     */
    static final class Worker {
        private final World world;
        private final int words;
        private final long[] next;
        private final Found pending;
        private final int[] numbers = new int[PENDING];
        private final long[] recent;

        Worker(World world) {
            this.world = world;
            this.words = world.words();
            this.next = new long[words];
            this.pending = new Found(words);
            this.recent = new long[RECENT * words];
        }

        /** Forgets what it has come upon, as it was not kept. */
        void forget() {
            Arrays.fill(recent, 0);
        }

        /** Sets the state after a transition aside; whether there are enough to look for them. */
        private boolean pend(int parent) {
            long hash = StateStore.hash(next, 0, words);
            if (isRecent(hash)) {
                return false;
            }
            pending.add(next, 0, hash, parent);
            return pending.count == PENDING;
        }

        /** Whether the next state is one of late; remembers it. Of hash 0 nothing is known. */
        private boolean isRecent(long hash) {
            int at = ((int) (hash >>> 40) & RECENT - 1) * words;
            boolean same = hash != 0;
            for (int word = 0; word < words; word++) {
                if (recent[at + word] != next[word]) {
                    recent[at + word] = next[word];
                    same = false;
                }
            }
            return same;
        }

        /** Adds those pending that the store has not. */
        private void sift(StateStore store, Found found) {
            store.find(pending.states, pending.hashes, pending.count, numbers);
            for (int i = 0; i < pending.count; i++) {
                if (numbers[i] < 0) {
                    found.add(pending.states, i * words, pending.hashes[i], pending.parents[i]);
                }
            }
            pending.count = 0;
        }
    }
}
