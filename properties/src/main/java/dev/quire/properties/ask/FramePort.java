package dev.quire.properties.ask;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.PlainFolioPort;

/**
 * The words of one design and which frames are secure, without caches or tables. A <i>unit</i> of
 * frames changes as a whole.
 */
final class FramePort extends PlainFolioPort {
    final long[] secure;

    private final int unitPages;
    private int exports;

    /**
     * For the words of one design.
     *
     * @param unit log2 of the frames that become secure or accessible together
     */
    FramePort(FolioMachine machine, int words, int unit) {
        super(words, machine.slots());
        secure = new long[machine.pages()];
        unitPages = 1 << unit;
    }

    /** Calls that made a frame accessible. */
    int exports() {
        return exports;
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

    private void change(int pfn, int to) {
        int first = pfn & -unitPages;
        for (int p = first; p < first + unitPages; p++) {
            secure[p] = to;
        }
    }
}
