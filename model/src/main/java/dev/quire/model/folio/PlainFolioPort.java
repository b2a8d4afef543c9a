package dev.quire.model.folio;

/**
 * A port to two arrays: no point, no log, no caches, and nothing is told to hardware. What a port
 * does at once is done by plain loads and stores, so that it is for one thread. Who wants to hear
 * what is told, or to act at a point, replaces that method.
 */
public class PlainFolioPort implements FolioPort {
    public final long[] words;
    public final long[] slots;

    /** All words 0 and all slots none. */
    public PlainFolioPort(int words, int slots) {
        this.words = new long[words];
        this.slots = new long[slots];
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
