package dev.quire.model.folio;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The folios of a configuration, found by frame. They do not overlap.
 *
 * <p>Neighbouring frames are asked for one after another, so the last answer is kept and tried
 * first: for one thread.
 */
public final class Folios {
    private final Folio[] byFrame;
    private final long[] starts;
    private final long[] ends;
    private int last;

    /**
     * These folios.
     *
     * @throws IllegalArgumentException if two overlap or share an id
     */
    public Folios(List<Folio> folios) {
        byFrame = folios.toArray(new Folio[0]);
        Arrays.sort(byFrame, Comparator.comparingLong(Folio::pfn));
        starts = new long[byFrame.length];
        ends = new long[byFrame.length];
        for (int i = 0; i < byFrame.length; i++) {
            starts[i] = byFrame[i].pfn();
            ends[i] = byFrame[i].end();
            if (i > 0 && byFrame[i - 1].end() > starts[i]) {
                throw new IllegalArgumentException(
                        "folios must not overlap: " + byFrame[i - 1] + " and " + byFrame[i]);
            }
        }
        long ids = folios.stream().mapToInt(Folio::id).distinct().count();
        if (ids != byFrame.length) {
            throw new IllegalArgumentException("folio ids must differ: " + folios);
        }
    }

    /** The first frame of the folio that owns a frame, -1 where none does. */
    public long start(long pfn) {
        int found = find(pfn);
        return found < 0 ? -1 : starts[found];
    }

    /** The pages of the folio that owns a frame, 0 where none does. */
    public int pages(long pfn) {
        int found = find(pfn);
        return found < 0 ? 0 : byFrame[found].pages();
    }

    /** One past the last frame of the folio that owns a frame; the frame itself where none does. */
    public long end(long pfn) {
        int found = find(pfn);
        return found < 0 ? pfn : ends[found];
    }

    private int find(long pfn) {
        if (last < starts.length && starts[last] <= pfn && pfn < ends[last]) {
            return last;
        }
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= pfn) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        if (high < 0 || pfn >= ends[high]) {
            return -1;
        }
        last = high;
        return high;
    }
}
