package dev.quire.benchmarks.folio;

import dev.quire.model.folio.FolioPort;

/**
 * A port to two arrays: no point, no log, no caches. What a port does at once is done by plain
 * loads and stores, as in the harness, which runs on one thread, and in {@link BitLoops}.
 */
final class PlainFolioPort implements FolioPort {
    private final long[] words;
    private final long[] slots;

    /** A port to these words and slots. */
    PlainFolioPort(long[] words, long[] slots) {
        this.words = words;
        this.slots = slots;
    }

    @Override
    public int cpu() {
        return 0;
    }

    @Override
    public long read(int word) {
        return words[word];
    }

    @Override
    public void write(int word, long value) {
        words[word] = value;
    }

    @Override
    public long add(int word, long by) {
        words[word] += by;
        return words[word];
    }

    @Override
    public void addAll(int word, int nr, long by) {
        for (int i = word; i < word + nr; i++) {
            words[i] += by;
        }
    }

    @Override
    public long readShared(int word) {
        return words[word];
    }

    @Override
    public long setBits(int word, long bits) {
        long before = words[word];
        words[word] = before | bits;
        return before;
    }

    @Override
    public long clearBits(int word, long bits) {
        long before = words[word];
        words[word] = before & ~bits;
        return before;
    }

    @Override
    public long slot(int slot) {
        return slots[slot];
    }

    @Override
    public void setSlot(int slot, long value) {
        slots[slot] = value;
    }

    @Override
    public void setSlots(int slot, int nr, long first, long step) {
        long value = first;
        for (int i = slot; i < slot + nr; i++) {
            slots[i] = value;
            value += step;
        }
    }

    @Override
    public void range(int slot, int pfn, int nr) {}

    @Override
    public void sync(int pfn, int pages) {}

    @Override
    public void invalidateInstructions(int pfn, int pages) {}

    @Override
    public void copyPage(int from, int to) {}

    @Override
    public void convertToSecure(int pfn) {}

    @Override
    public void export(int pfn) {}
}
