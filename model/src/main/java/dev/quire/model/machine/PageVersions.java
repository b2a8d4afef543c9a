package dev.quire.model.machine;

import dev.quire.model.geometry.Numbers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The data and the instruction side of each page with versions, so that executing stale bytes is
 * seen.
 *
 * <pre> store ->  written  -- clean -->  visible  -- fetch -->  held by a CPU -> executed
 *           data cache, newest      point of unification    until invalidated </pre>
 *
 * <p>A page has one version for all its bytes: 0 at first, one more with each store, which may be
 * 2^31 - 1. Maintenance takes effect at once and for all CPUs, as after its barriers. Caches do
 * nothing unasked: a stored page is hidden until it is cleaned, a fetched one held until it is
 * invalidated, which is what software must reckon with. So the order counts: what is fetched after
 * an invalidation and before the clean is old and stays. Whoever plays hardware that writes back
 * early or fetches ahead calls {@link #clean} and {@link #fetch}. A page has one place in a cache,
 * whatever address it is fetched by.
 *
 * <p>Frames are page frame numbers, ranges of them are counted in pages; a frame without versions
 * raises {@link IllegalArgumentException}. Nothing is allocated after construction. Source: Arm ARM
 * (DDI 0487), cache maintenance, {@code CTR_EL0.IDC} and {@code DIC}; Linux arch/arm64/mm/flush.c,
 * {@code __sync_icache_dcache}.
 */
public final class PageVersions {
    private static final int NOTHING = -1;

    private final boolean idc;
    private final boolean dic;
    private final long[] starts;
    private final long[] ends;

    /** The index of the first frame of a range; the others follow. */
    private final int[] firsts;

    private final int[] written;
    private final int[] visible;

    /** What each CPU holds of each frame, or nothing. */
    private final int[][] held;

    /** The range of the last answer: the next question is mostly about the same one. */
    private int last;

    /**
     * Pages that nobody has written or fetched.
     *
     * @param cpus how many CPUs fetch, each through a cache of its own
     * @param idc whether a store reaches the point of unification without a clean
     * @param dic whether instruction caches follow it without an invalidation
     * @throws IllegalArgumentException if two ranges overlap, or there is no CPU
     */
    public PageVersions(int cpus, boolean idc, boolean dic, List<Frames> ranges) {
        if (cpus < 1) {
            throw new IllegalArgumentException("cpus must be at least 1: " + cpus);
        }
        this.idc = idc;
        this.dic = dic;
        List<Frames> sorted =
                ranges.stream().sorted(Comparator.comparingLong(Frames::start)).toList();
        starts = new long[sorted.size()];
        ends = new long[sorted.size()];
        firsts = new int[sorted.size()];
        int frames = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = sorted.get(i).start;
            ends[i] = sorted.get(i).end;
            firsts[i] = frames;
            frames = Math.toIntExact(frames + ends[i] - starts[i]);
            if (i > 0 && ends[i - 1] > starts[i]) {
                throw new IllegalArgumentException(
                        "ranges of frames must not overlap: "
                                + sorted.get(i - 1).text()
                                + " and "
                                + sorted.get(i).text());
            }
        }
        written = new int[frames];
        visible = new int[frames];
        held = new int[cpus][frames];
        reset();
    }

    /** Forgets everything: nobody has written or fetched any page. */
    public void reset() {
        Arrays.fill(written, 0);
        Arrays.fill(visible, 0);
        for (int[] byFrame : held) {
            Arrays.fill(byFrame, NOTHING);
        }
    }

    /** Whether a frame has versions. */
    public boolean has(long pfn) {
        return find(pfn) >= 0;
    }

    /** The version of the newest store to a page. */
    public int written(long pfn) {
        return written[index(pfn)];
    }

    /** The version that a CPU would execute if it fetched now; nothing is fetched. */
    public int executed(int cpu, long pfn) {
        int page = index(pfn);
        int own = held[cpu][page];
        return own == NOTHING ? visible[page] : own;
    }

    /** Somebody stores to a page through the data side. */
    public void store(long pfn) {
        int page = index(pfn);
        written[page]++;
        if (idc) {
            visible[page] = written[page];
        }
    }

    /** Cleans pages to the point of unification ({@code dc cvau}): fetches can find the stores. */
    public void clean(long pfn, int pages) {
        for (int i = 0; i < pages; i++) {
            int page = index(pfn + i);
            visible[page] = written[page];
        }
    }

    /** Drops pages from the instruction caches of all CPUs ({@code ic ivau}). */
    public void invalidate(long pfn, int pages) {
        for (int i = 0; i < pages; i++) {
            int page = index(pfn + i);
            for (int[] byFrame : held) {
                byFrame[page] = NOTHING;
            }
        }
    }

    /**
     * A CPU fetches from a page and executes what it gets: what it holds, or what is visible.
     *
     * @return whether that is stale: older than the newest store
     */
    public boolean fetch(int cpu, long pfn) {
        int page = index(pfn);
        int seen = executed(cpu, pfn);
        if (!dic) {
            held[cpu][page] = seen;
        }
        return seen != written[page];
    }

    /**
     * The page is freed and its bytes are nobody's: it is as if never written or fetched. Caches do
     * not do so; whoever judges the next life of a frame keeps its versions and stores its zeros.
     */
    public void forget(long pfn) {
        int page = index(pfn);
        written[page] = 0;
        visible[page] = 0;
        invalidate(pfn, 1);
    }

    /** How many numbers {@link #tell} writes: written, visible, and one for each CPU. */
    public int told() {
        return 2 + held.length;
    }

    /** Writes the versions of a page: written, visible, held by each CPU, or -1. */
    public void tell(long pfn, int[] to) {
        int page = index(pfn);
        to[0] = written[page];
        to[1] = visible[page];
        for (int cpu = 0; cpu < held.length; cpu++) {
            to[2 + cpu] = held[cpu][page];
        }
    }

    /** Puts versions of a page back, in the order in which they were told. */
    public void put(long pfn, int[] from) {
        int page = index(pfn);
        written[page] = from[0];
        visible[page] = from[1];
        for (int cpu = 0; cpu < held.length; cpu++) {
            held[cpu][page] = from[2 + cpu];
        }
    }

    private int index(long pfn) {
        int range = find(pfn);
        if (range < 0) {
            throw new IllegalArgumentException(
                    "a frame must have versions: pfn=" + Numbers.hex(pfn));
        }
        return firsts[range] + (int) (pfn - starts[range]);
    }

    /** The range that holds a frame, or -1. */
    private int find(long pfn) {
        if (last < starts.length && starts[last] <= pfn && pfn < ends[last]) {
            return last;
        }
        int found = Arrays.binarySearch(starts, pfn);
        int range = found >= 0 ? found : -found - 2;
        if (range < 0 || pfn >= ends[range]) {
            return -1;
        }
        last = range;
        return range;
    }

    /** Frames that have versions: {@code [start, end)}. */
    public record Frames(long start, long end) {
        public Frames {
            if (start < 0 || start >= end) {
                throw new IllegalArgumentException(
                        "frames must start before they end: start="
                                + Numbers.hex(start)
                                + " end="
                                + Numbers.hex(end));
            }
        }

        private String text() {
            return "[" + Numbers.hex(start) + ", " + Numbers.hex(end) + ")";
        }
    }
}
