package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioPort;
import dev.quire.model.reference.PageByPage;

/** A CPU that runs one call, and stops at its points for what others do. */
final class FolioCpu implements FolioPort {
    /** A call with more points does not end. */
    static final int POINTS_MAX = 1 << 20;

    private final FolioHardware hardware;
    private final PageByPage reference;
    private final Interruption interruption;
    private int cpu;
    private int points;
    private int next;

    FolioCpu(FolioHardware hardware, PageByPage reference, Interruption interruption) {
        this.hardware = hardware;
        this.reference = reference;
        this.interruption = interruption;
    }

    /** A call begins on a CPU; the first interruption is at a point, or nowhere below 0. */
    void begin(int on, int first) {
        cpu = on;
        points = 0;
        next = first;
    }

    int points() {
        return points;
    }

    private void point() {
        if (points == next) {
            next = -1;
            next = interruption.at(points);
        }
        if (++points > POINTS_MAX) {
            throw new Endless();
        }
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public long read(int word) {
        return hardware.words[word];
    }

    @Override
    public void write(int word, long value) {
        hardware.store(word, value);
    }

    @Override
    public long add(int word, long by) {
        long after = hardware.words[word] + by;
        hardware.store(word, after);
        return after;
    }

    @Override
    public long readShared(int word) {
        point();
        return hardware.words[word];
    }

    @Override
    public long setBits(int word, long bits) {
        point();
        return hardware.store(word, hardware.words[word] | bits);
    }

    @Override
    public long clearBits(int word, long bits) {
        point();
        return hardware.store(word, hardware.words[word] & ~bits);
    }

    @Override
    public long slot(int slot) {
        return hardware.slots[slot];
    }

    @Override
    public void setSlot(int slot, long value) {
        point();
        hardware.setSlot(slot, value);
    }

    @Override
    public void range(int slot, int pfn, int nr) {
        boolean inFolio = reference.isFree(pfn) || pfn + nr <= reference.end(pfn);
        hardware.range(slot, nr, inFolio);
    }

    @Override
    public void sync(int pfn, int pages) {
        for (int p = pfn; p < pfn + pages; p++) {
            point();
            hardware.versions.clean(p, 1);
            hardware.versions.invalidate(p, 1);
        }
        hardware.work(pages);
    }

    @Override
    public void invalidateInstructions(int pfn, int pages) {
        for (int p = pfn; p < pfn + pages; p++) {
            point();
            hardware.versions.invalidate(p, 1);
        }
    }

    @Override
    public void copyPage(int from, int to) {
        hardware.versions.store(to);
    }

    @Override
    public void convertToSecure(int pfn) {
        hardware.setSecure(pfn, true);
    }

    @Override
    public void export(int pfn) {
        hardware.setSecure(pfn, false);
    }

    /** Told at a point where others act. */
    interface Interruption {
        /** Acts; the point of the next act, or -1. */
        int at(int point);
    }

    /** A call that does not end. */
    static final class Endless extends RuntimeException {
        private static final long serialVersionUID = 1;

        Endless() {
            super("the call passed " + POINTS_MAX + " points and did not end", null, false, false);
        }
    }
}
