package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.CallAborted;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Port;
import java.util.Arrays;

/**
 * The port of a lockless read that others may preempt: it goes on by running again from its begin,
 * what it had read being given to it once more; or, where it can stand, from there.
 *
 * <p>A lockless read stores nothing and depends on nothing but what it reads, so running it again
 * is the same as a CPU that stands still in between, and needs no thread.
 */
final class PreemptedRead implements Port {
    private final MachinePort port;
    private long[] seen = new long[32];
    private int count;
    private int given;
    private int rest;
    private boolean stands;

    PreemptedRead(MachinePort port) {
        this.port = port;
    }

    /** A read begins that has read nothing; it goes on where it stands, or else from its begin. */
    void begin(boolean whereItStands) {
        count = 0;
        stands = whereItStands;
    }

    /** How many reads it has made since it began. */
    int reads() {
        return count;
    }

    /** It goes on for so many reads. */
    void goOn(int reads) {
        given = 0;
        rest = reads;
    }

    @Override
    public long read(int slot) {
        if (given < count) {
            return seen[given++];
        }
        if (rest == 0) {
            throw CallAborted.PREEMPTED;
        }
        rest--;
        if (stands) {
            return port.read(slot);
        }
        if (count == seen.length) {
            seen = Arrays.copyOf(seen, 2 * count);
        }
        long value = port.read(slot);
        seen[count++] = value;
        given++;
        return value;
    }

    private static IllegalStateException stores() {
        return new IllegalStateException("a read without the lock must not store");
    }

    @Override
    public void write(int slot, long value) {
        throw stores();
    }

    @Override
    public long exchange(int slot, long value) {
        throw stores();
    }

    @Override
    public long compareExchange(int slot, long expected, long next) {
        throw stores();
    }

    @Override
    public void invalidate(int mm, long start, long end, long stride, int flags) {
        throw stores();
    }

    @Override
    public void barrier(int kind) {}

    @Override
    public int cpu() {
        return port.cpu();
    }

    @Override
    public Geometry geometry() {
        return port.geometry();
    }

    @Override
    public Encoding encoding() {
        return port.encoding();
    }

    @Override
    public boolean nobbm() {
        return port.nobbm();
    }

    @Override
    public int bbmLevel() {
        return port.bbmLevel();
    }

    @Override
    public long folioStart(long pfn) {
        return port.folioStart(pfn);
    }

    @Override
    public int folioPages(long pfn) {
        return port.folioPages(pfn);
    }

    @Override
    public void warn(String what) {
        port.warn(what);
    }
}
