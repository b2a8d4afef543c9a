package dev.quire.model.operation;

/** A change of protection that was started and is not yet committed: at most one at a time. */
public final class Transaction {
    private int start = -1;
    private int end;
    private int next;
    private long old;
    private long meaning;

    /** Opens it over {@code nr} slots; {@code old} is what start returned. */
    public void open(int slot, int nr, long returned, long firstMeaning) {
        start = slot;
        next = slot;
        end = slot + nr;
        old = returned;
        meaning = firstMeaning;
    }

    /** Commits the next {@code nr} slots; the last ones close it. */
    public void commit(int nr) {
        next += nr;
        if (next >= end) {
            start = -1;
        }
    }

    public boolean isOpen() {
        return start >= 0;
    }

    /** The first slot that is not yet committed. */
    public int next() {
        return next;
    }

    /** One past the last slot. */
    public int end() {
        return end;
    }

    /** How far {@link #next} is from the first slot. */
    public int done() {
        return next - start;
    }

    /** What start returned for the first slot. */
    public long old() {
        return old;
    }

    /** What the first slot meant when it was started. */
    public long meaning() {
        return meaning;
    }

    /** The first slot; only while it is open. */
    public int start() {
        return start;
    }

    /** Puts one back as it was seen; for snapshots. */
    public void restore(int slot, int nextSlot, int endSlot, long returned, long firstMeaning) {
        open(slot, endSlot - slot, returned, firstMeaning);
        next = nextSlot;
    }

    /** Forgets it. */
    public void reset() {
        start = -1;
    }
}
