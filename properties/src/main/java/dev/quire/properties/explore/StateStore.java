package dev.quire.properties.explore;

import java.util.Arrays;

/**
 * Distinct states in the order in which they were found, each with the state that it was reached
 * from; whole, so that no two are taken for one.
 *
 * <p>A state takes its words, 4 bytes for its parent and 6 to 11 in the index, which is an open
 * table of state numbers from 1 on. A number needs only as many bits as tell the places of the
 * index apart; the others are bits of the state's hash, so that few states are read in vain. Any
 * number of threads may look while none adds.
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

    /**
     * The numbers of some states, -1 of those it has not; and their hashes. Each pass reads one
     * thing for every state, so that the waits for memory overlap.
     */
    void find(long[] states, long[] hashes, int count, int[] numbers) {
        int[] slots = index;
        int mask = slots.length - 1;
        for (int i = 0; i < count; i++) {
            long hash = hash(states, i * words);
            hashes[i] = hash;
            numbers[i] = slots[(int) hash & mask];
        }
        for (int i = 0; i < count; i++) {
            int slot = (int) hashes[i] & mask;
            int entry = numbers[i];
            while (entry != 0 && ((entry ^ tag(hashes[i])) & ~mask) != 0) {
                slot = slot + 1 & mask;
                entry = slots[slot];
            }
            numbers[i] = (entry & mask) - 1;
        }
        for (int i = 0; i < count; i++) {
            if (numbers[i] >= 0 && !same(numbers[i], states, i * words)) {
                numbers[i] = (slots[slot(states, i * words, hashes[i])] & mask) - 1;
            }
        }
    }

    /** Adds a state, whose hash is given, if it is not there; whether it was not. */
    boolean add(long[] state, int at, long hash, int parent) {
        int slot = slot(state, at, hash);
        if (index[slot] != 0) {
            return false;
        }
        append(state, at, parent);
        index[slot] = count | tag(hash) & -index.length;
        if (full()) {
            grow();
        }
        return true;
    }

    /** Where a state is in the index, or the free place where it belongs. */
    private int slot(long[] state, int at, long hash) {
        int[] slots = index;
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            if (((entry ^ tag(hash)) & ~mask) == 0 && same((entry & mask) - 1, state, at)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Those of its bits that a number leaves free stand over the number in the index. */
    private static int tag(long hash) {
        return (int) (hash >>> 32);
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
        index = new int[2 * index.length];
        int mask = index.length - 1;
        for (int number = 0; number < count; number++) {
            long hash = hash(states[number >>> PAGE_SHIFT], (number & PAGE - 1) * words);
            int slot = (int) hash & mask;
            while (index[slot] != 0) {
                slot = slot + 1 & mask;
            }
            index[slot] = number + 1 | tag(hash) & ~mask;
        }
    }

    /** The hash of a state: every bit of it moves every bit of the hash. */
    long hash(long[] state, int at) {
        long hash = mixed(state[at]);
        for (int i = 1; i < words; i++) {
            hash = mixed(hash ^ state[at + i]);
        }
        return hash;
    }

    private static long mixed(long bits) {
        long once = bits * 0x9e3779b97f4a7c15L;
        long twice = (once ^ once >>> 32) * 0xd6e8feb86659fd93L;
        return twice ^ twice >>> 32;
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
