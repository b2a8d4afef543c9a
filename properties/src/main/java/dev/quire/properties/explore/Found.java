package dev.quire.properties.explore;

import java.util.Arrays;

/** States with their hashes and the states that they were reached from. */
final class Found {
    /** The parent of one that is another's duplicate. */
    static final int DUPLICATE = -1;

    private static final int LEAST = 256;

    final int words;
    long[] states;
    long[] hashes = new long[LEAST];
    int[] parents = new int[LEAST];
    int count;

    Found(int words) {
        this.words = words;
        this.states = new long[LEAST * words];
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
