package dev.quire.properties.explore;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
    private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(int[].class);

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

    /**
     * How many of some states more have room: of each the bytes are counted that all would take
     * while it is added, with the index that it may have to grow from.
     */
    int room(int more, long bytes) {
        int states = Math.min(more, STATES_MAX - count);
        if (bytesWith(count + states, index.length) <= bytes) {
            return states;
        }
        int length = index.length;
        for (int added = 0; added < states; added++) {
            if (bytesWith(count + added + 1, length) > bytes) {
                return added;
            }
            length = lengthFor(count + added + 1, length);
        }
        return states;
    }

    private long bytesWith(int states, int before) {
        int length = lengthFor(states, before);
        long pages = (states + PAGE - 1L) >>> PAGE_SHIFT;
        return pages * PAGE * (8L * words + 4) + 4L * length + (length > before ? 4L * before : 0);
    }

    /** How long an index of at least a length must be to be short of full. */
    private static int lengthFor(int states, int least) {
        int length = least;
        while (states >= length / 4 * 3) {
            length *= 2;
        }
        return length;
    }

    /**
     * The numbers of some states whose hashes are given, -1 of those it has not. Each pass reads
     * one thing for every state, so that the waits for memory overlap.
     */
    void find(long[] states, long[] hashes, int count, int[] numbers) {
        int[] slots = index;
        int mask = slots.length - 1;
        for (int i = 0; i < count; i++) {
            numbers[i] = slots[(int) hashes[i] & mask];
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
        if (index[slot(state, at, hash)] != 0) {
            return false;
        }
        index(0, extend(1));
        put(count - 1, state, at, hash, parent);
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

    /**
     * Makes room for new states behind the others; each is to be {@link #put} before anything is
     * looked for.
     *
     * @return of how many states, the first ones, {@link #index} must make the index anew: 0 or all
     */
    int extend(int more) {
        int before = count;
        count += more;
        for (int page = before + PAGE - 1 >>> PAGE_SHIFT; page << PAGE_SHIFT < count; page++) {
            if (page == states.length) {
                states = Arrays.copyOf(states, 2 * page);
                parents = Arrays.copyOf(parents, 2 * page);
            }
            states[page] = new long[PAGE * words];
            parents[page] = new int[PAGE];
        }
        int length = lengthFor(count, index.length);
        if (length == index.length) {
            return 0;
        }
        index = new int[length];
        return before;
    }

    /** Puts states {@code [from, to)} into a new index; any number of threads, each other ones. */
    void index(int from, int to) {
        for (int number = from; number < to; number++) {
            place(number, hash(states[number >>> PAGE_SHIFT], (number & PAGE - 1) * words));
        }
    }

    /** Puts a state that is not there under a number; any number of threads, each other ones. */
    void put(int number, long[] state, int at, long hash, int parent) {
        int page = number >>> PAGE_SHIFT;
        int within = number & PAGE - 1;
        for (int word = 0; word < words; word++) {
            states[page][within * words + word] = state[at + word];
        }
        parents[page][within] = parent;
        place(number, hash);
    }

    private void place(int number, long hash) {
        int[] slots = index;
        int mask = slots.length - 1;
        int entry = number + 1 | tag(hash) & ~mask;
        int slot = (int) hash & mask;
        while (slots[slot] != 0 || !PLACES.compareAndSet(slots, slot, 0, entry)) {
            slot = slot + 1 & mask;
        }
    }

    /** The hash of a state: every bit of it moves every bit of the hash. */
    long hash(long[] state, int at) {
        return hash(state, at, words);
    }

    static long hash(long[] state, int at, int words) {
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
