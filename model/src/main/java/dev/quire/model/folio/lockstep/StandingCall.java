package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioPort;
import java.util.Arrays;

/**
 * A call of another CPU that can stand before any of its points while the operation around it goes
 * on, so that two calls alternate as often as a schedule wants.
 *
 * <p>There are no threads: to go on, the call is made again, its accesses up to where it stood are
 * answered with what they were answered then and change nothing, and the next ones are done. As a
 * subject keeps all state behind its port, it takes the same way.
 */
final class StandingCall implements FolioPort {
    private final FolioCalls calls;
    private final FolioCpu live;

    /** What each access was answered. */
    private long[] answers = new long[64];

    private int known;
    private int at;
    private int points;
    private int left;
    private FolioOperation operation;
    private boolean open;
    private boolean stood;
    private int result;

    StandingCall(FolioCalls calls, FolioCpu live) {
        this.calls = calls;
        this.live = live;
    }

    /** Forgets what stands. */
    void drop() {
        operation = null;
        open = false;
        stood = false;
        points = 0;
    }

    void begin(FolioOperation of) {
        operation = of;
        open = true;
        known = 0;
        points = 0;
        live.begin(of.cpu(), -1);
    }

    boolean isOpen() {
        return open;
    }

    /** Whether this call was begun, if it has ended or not. */
    boolean isOf(FolioOperation of) {
        return of.equals(operation);
    }

    FolioOperation operation() {
        return operation;
    }

    /** The points that it passed. */
    int points() {
        return points;
    }

    /** Whether it stood with some of its points passed. */
    boolean stood() {
        return stood;
    }

    /** What it returned. */
    int result() {
        return result;
    }

    /** Goes on for so many points, or to its end; whether it has ended. */
    boolean goOn(int more) {
        at = 0;
        left = more;
        try {
            result = calls.subject(this, operation);
            open = false;
        } catch (Stopped e) {
            stood |= points > 0;
            return false;
        }
        return true;
    }

    private boolean again() {
        return at < known;
    }

    private long answer() {
        return answers[at++];
    }

    private long keep(long value) {
        if (known == answers.length) {
            answers = Arrays.copyOf(answers, 2 * known);
        }
        answers[known++] = value;
        at = known;
        return value;
    }

    private void point() {
        if (left == 0) {
            throw Stopped.HERE;
        }
        left -= left > 0 ? 1 : 0;
        points++;
    }

    @Override
    public int cpu() {
        return live.cpu();
    }

    @Override
    public long read(int word) {
        return again() ? answer() : keep(live.read(word));
    }

    @Override
    public void write(int word, long value) {
        if (again()) {
            answer();
        } else {
            live.write(word, value);
            keep(0);
        }
    }

    @Override
    public long add(int word, long by) {
        return again() ? answer() : keep(live.add(word, by));
    }

    @Override
    public long readShared(int word) {
        if (again()) {
            return answer();
        }
        point();
        return keep(live.readShared(word));
    }

    @Override
    public long setBits(int word, long bits) {
        if (again()) {
            return answer();
        }
        point();
        return keep(live.setBits(word, bits));
    }

    @Override
    public long clearBits(int word, long bits) {
        if (again()) {
            return answer();
        }
        point();
        return keep(live.clearBits(word, bits));
    }

    @Override
    public long slot(int slot) {
        return again() ? answer() : keep(live.slot(slot));
    }

    @Override
    public void setSlot(int slot, long value) {
        if (again()) {
            answer();
            return;
        }
        point();
        live.setSlot(slot, value);
        keep(0);
    }

    @Override
    public void range(int slot, int pfn, int nr) {
        live.range(slot, pfn, nr);
    }

    @Override
    public void sync(int pfn, int pages) {
        for (int p = pfn; p < pfn + pages; p++) {
            if (again()) {
                answer();
            } else {
                point();
                live.sync(p, 1);
                keep(0);
            }
        }
    }

    @Override
    public void invalidateInstructions(int pfn, int pages) {
        for (int p = pfn; p < pfn + pages; p++) {
            if (again()) {
                answer();
            } else {
                point();
                live.invalidateInstructions(p, 1);
                keep(0);
            }
        }
    }

    @Override
    public void copyPage(int from, int to) {
        if (again()) {
            answer();
        } else {
            live.copyPage(from, to);
            keep(0);
        }
    }

    @Override
    public void convertToSecure(int pfn) {
        if (again()) {
            answer();
        } else {
            live.convertToSecure(pfn);
            keep(0);
        }
    }

    @Override
    public void export(int pfn) {
        if (again()) {
            answer();
        } else {
            live.export(pfn);
            keep(0);
        }
    }

    /** Unwinds a call that stands before a point. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final Stopped HERE = new Stopped();

        Stopped() {
            super("the call stands", null, false, false);
        }
    }
}
