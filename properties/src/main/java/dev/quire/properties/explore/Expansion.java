package dev.quire.properties.explore;

import java.util.Arrays;

/** The states that the transitions of some neighbouring states lead to, but for those known. */
final class Expansion {
    private static final int RECENT = 1 << 11;

    private final int words;
    private final int[] recent = new int[RECENT];
    private final long[] next;
    private long[] states;
    private int[] parents = new int[64];
    private int count;

    private long generated;
    private int failedIn = -1;
    private int failedTransition;
    private boolean unknown;

    Expansion(int words) {
        this.words = words;
        this.next = new long[words];
        this.states = new long[(64 + 1) * words];
    }

    /** Runs all transitions of states {@code [from, to)}, to the first that fails. */
    void run(World world, StateStore store, int from, int to, boolean learns) {
        begin();
        for (int number = from; number < to && failedIn < 0 && !unknown; number++) {
            int at = count * words;
            store.get(number, states, at);
            world.enter(states, at);
            transitions(world, store, number, learns);
        }
    }

    private void begin() {
        Arrays.fill(recent, 0);
        count = 0;
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
            if (isNew(next) && store.find(next, 0) < 0) {
                add(next, number);
            }
        }
    }

    /** Whether it is not one of those added of late; remembers it. */
    private boolean isNew(long[] state) {
        long hash = 0;
        for (int i = 0; i < words; i++) {
            hash = (hash ^ state[i]) * 0x9e3779b97f4a7c15L;
        }
        int slot = (int) (hash >>> 40) & RECENT - 1;
        int added = recent[slot] - 1;
        if (added >= 0
                && Arrays.equals(states, added * words, (added + 1) * words, state, 0, words)) {
            return false;
        }
        recent[slot] = count + 1;
        return true;
    }

    private void add(long[] state, int parent) {
        if (count == parents.length) {
            parents = Arrays.copyOf(parents, 2 * count);
            states = Arrays.copyOf(states, (2 * count + 1) * words);
        }
        System.arraycopy(state, 0, states, count * words, words);
        parents[count++] = parent;
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
        for (int i = 0; i < count; i++) {
            if (store.bytesOfNext() > bytes || store.count() == StateStore.STATES_MAX) {
                return false;
            }
            store.add(states, i * words, parents[i]);
        }
        return true;
    }
}
