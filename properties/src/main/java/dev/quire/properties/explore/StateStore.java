package dev.quire.properties.explore;

import java.util.Arrays;

/**
 * Distinct states in the order in which they were found, each with the state that it was reached
 * from; whole, so that no two are taken for one.
 *
 * <p>A state takes its words, 4 bytes for its parent and 6 to 11 in the index, which is an open
 * table of state numbers. Any number of threads may look while none adds.
 */
final class StateStore {
    /** As many states as their numbers can tell apart. */
    static final int STATES_MAX = 1 << 30;

    private static final int PAGE_SHIFT = 16;
    private static final int PAGE = 1 << PAGE_SHIFT;
    private static final int INDEX_LEAST = 1 << 12;

    private final int words;
    private long[][] states = new long[16][];
    private int[][] parents = new int[16][];
    private int[] index = new int[INDEX_LEAST];
    private int count;

    /** No states of so many words each. */
    StateStore(int words) {
        this.words = words;
    }

    int count() {
        return count;
    }

    /** The bytes that all of it takes. */
    long bytes() {
        long pages = (count + PAGE - 1L) >>> PAGE_SHIFT;
        return pages * PAGE * (8L * words + 4) + 4L * index.length;
    }

    /** The bytes that it would take with one state more. */
    long bytesOfNext() {
        long index4 = 4L * index.length;
        long grown = full() ? 3 * index4 : index4;
        long pages = (count + (long) PAGE) >>> PAGE_SHIFT;
        return pages * PAGE * (8L * words + 4) + grown;
    }

    /** The number of a state, or -1. */
    int find(long[] state, int at) {
        int mask = index.length - 1;
        int slot = (int) hash(state, at) & mask;
        while (index[slot] != 0) {
            int number = index[slot] - 1;
            if (same(number, state, at)) {
                return number;
            }
            slot = slot + 1 & mask;
        }
        return -1;
    }

    /** Adds a state if it is not there; whether it was not. */
    boolean add(long[] state, int at, int parent) {
        int mask = index.length - 1;
        int slot = (int) hash(state, at) & mask;
        while (index[slot] != 0) {
            if (same(index[slot] - 1, state, at)) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        append(state, at, parent);
        index[slot] = count;
        if (full()) {
            grow();
        }
        return true;
    }

    private boolean full() {
        return count >= index.length / 4 * 3;
    }

    private void append(long[] state, int at, int parent) {
        int page = count >>> PAGE_SHIFT;
        if (page == states.length) {
            states = Arrays.copyOf(states, 2 * page);
            parents = Arrays.copyOf(parents, 2 * page);
        }
        if (states[page] == null) {
            states[page] = new long[PAGE * words];
            parents[page] = new int[PAGE];
        }
        int within = count & PAGE - 1;
        System.arraycopy(state, at, states[page], within * words, words);
        parents[page][within] = parent;
        count++;
    }

    private void grow() {
        int[] wider = new int[2 * index.length];
        int mask = wider.length - 1;
        for (int number = 0; number < count; number++) {
            long[] page = states[number >>> PAGE_SHIFT];
            int slot = (int) hash(page, (number & PAGE - 1) * words) & mask;
            while (wider[slot] != 0) {
                slot = slot + 1 & mask;
            }
            wider[slot] = number + 1;
        }
        index = wider;
    }

    private long hash(long[] state, int at) {
        long hash = state[at] * 0x9e3779b97f4a7c15L;
        for (int i = 1; i < words; i++) {
            hash = (hash ^ hash >>> 32 ^ state[at + i]) * 0x9e3779b97f4a7c15L;
        }
        return hash ^ hash >>> 32;
    }

    private boolean same(int number, long[] state, int at) {
        long[] page = states[number >>> PAGE_SHIFT];
        int from = (number & PAGE - 1) * words;
        for (int i = 0; i < words; i++) {
            if (page[from + i] != state[at + i]) {
                return false;
            }
        }
        return true;
    }

    /** Copies a state. */
    void get(int number, long[] to, int at) {
        long[] page = states[number >>> PAGE_SHIFT];
        System.arraycopy(page, (number & PAGE - 1) * words, to, at, words);
    }

    /** The state that one was reached from first; -1 of the first. */
    int parent(int number) {
        return parents[number >>> PAGE_SHIFT][number & PAGE - 1];
    }
}
