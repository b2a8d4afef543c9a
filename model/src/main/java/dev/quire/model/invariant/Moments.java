package dev.quire.model.invariant;

import java.util.Arrays;

/** What one slot showed at each moment of a lockless read: before it, and after each act in it. */
public final class Moments {
    private int count;
    private long[] meanings = new long[4];
    private boolean[] young = new boolean[4];
    private boolean[] dirty = new boolean[4];

    public void clear() {
        count = 0;
    }

    /** Adds a moment, unless one before it showed the same: a read may stay open for long. */
    public void addNew(long meaning, boolean wasYoung, boolean wasDirty) {
        for (int i = 0; i < count; i++) {
            if (meanings[i] == meaning && young[i] == wasYoung && dirty[i] == wasDirty) {
                return;
            }
        }
        add(meaning, wasYoung, wasDirty);
    }

    /** Adds a moment. */
    public void add(long meaning, boolean wasYoung, boolean wasDirty) {
        if (count == meanings.length) {
            meanings = Arrays.copyOf(meanings, 2 * count);
            young = Arrays.copyOf(young, 2 * count);
            dirty = Arrays.copyOf(dirty, 2 * count);
        }
        meanings[count] = meaning;
        young[count] = wasYoung;
        dirty[count++] = wasDirty;
    }

    /** The meaning at a moment. */
    public long meaning(int moment) {
        return meanings[moment];
    }

    public int count() {
        return count;
    }

    /**
     * Whether a read tells the truth: it held this meaning at a moment; young and dirty were so at
     * a moment, and are not denied if they were so at all.
     *
     * @param atRest false in the middle of a change, where young and dirty are not judged
     */
    boolean held(long meaning, boolean readYoung, boolean readDirty, boolean atRest) {
        boolean held = false;
        boolean anyYoung = false;
        boolean anyDirty = false;
        boolean allYoung = true;
        boolean allDirty = true;
        for (int i = 0; i < count; i++) {
            held |= meanings[i] == meaning;
            anyYoung |= young[i];
            anyDirty |= dirty[i];
            allYoung &= young[i];
            allDirty &= dirty[i];
        }
        boolean accessTrue =
                (!readYoung || anyYoung)
                        && (!readDirty || anyDirty)
                        && (readYoung || !allYoung)
                        && (readDirty || !allDirty);
        return held && (!atRest || accessTrue);
    }
}
