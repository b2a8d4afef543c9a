package dev.quire.properties.ask;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;

/**
 * The words of one design and which frames are secure, without caches or tables. A <i>unit</i> of
 * frames changes as a whole.
 */
final class FramePort implements FolioPort {
    final long[] words;
    final long[] secure;

    private final long[] slots;
    private final int unitPages;
    private int exports;

    /**
     * For the words of one design.
     *
     * @param unit log2 of the frames that become secure or accessible together
     */
    FramePort(FolioMachine machine, int words, int unit) {
        this.words = new long[words];
        secure = new long[machine.pages()];
        slots = new long[machine.slots()];
        unitPages = 1 << unit;
    }

    /** Calls that made a frame accessible. */
    int exports() {
        return exports;
    }

    private void change(int pfn, int to) {
        int first = pfn & -unitPages;
        for (int p = first; p < first + unitPages; p++) {
            secure[p] = to;
        }
    }

    @Override
    public void convertToSecure(int pfn) {
        change(pfn, 1);
    }

    @Override
    public void export(int pfn) {
        exports++;
        change(pfn, 0);
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
    public void range(int slot, int pfn, int nr) {
        // Nothing is mapped here.
    }

    @Override
    public void sync(int pfn, int pages) {
        // There are no caches here.
    }

    @Override
    public void invalidateInstructions(int pfn, int pages) {
        // There are no caches here.
    }

    @Override
    public void copyPage(int from, int to) {
        // Bytes play no part here.
    }
}
