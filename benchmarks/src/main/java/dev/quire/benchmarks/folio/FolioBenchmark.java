package dev.quire.benchmarks.folio;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.TableSlot;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * Nanoseconds for a folio of 512 pages. {@code Packed} is the implementation through a plain port,
 * {@code PageByPage} the reference, {@code Bits} plain loops over arrays.
 *
 * <p>A flag is set, cleared or tested 512 times, once through each page: the head and 511 tails. A
 * range of 512 pages is mapped by one call and unmapped by another.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FolioBenchmark {
    private static final FolioFlag FLAG = FolioFlag.DIRTY;

    @Benchmark
    public int flagSetPacked(TwoFolios folios) {
        int done = 0;
        for (int page = TwoFolios.ANON; page < TwoFolios.ANON + TwoFolios.PAGES; page++) {
            done += folios.packed.setFlag(folios.port, FLAG, page);
        }
        return done;
    }

    @Benchmark
    public int flagSetPageByPage(TwoFolios folios) {
        int done = 0;
        for (int page = TwoFolios.ANON; page < TwoFolios.ANON + TwoFolios.PAGES; page++) {
            done += folios.reference.setFlag(FLAG, page);
        }
        return done;
    }

    @Benchmark
    public long flagSetBits(TwoFolios folios) {
        folios.bare.set(TwoFolios.ANON, FLAG.mask);
        return folios.bare.word(TwoFolios.ANON);
    }

    @Benchmark
    public int flagClearPacked(TwoFolios folios) {
        int done = 0;
        for (int page = TwoFolios.ANON; page < TwoFolios.ANON + TwoFolios.PAGES; page++) {
            done += folios.packed.clearFlag(folios.port, FLAG, page);
        }
        return done;
    }

    @Benchmark
    public int flagClearPageByPage(TwoFolios folios) {
        int done = 0;
        for (int page = TwoFolios.ANON; page < TwoFolios.ANON + TwoFolios.PAGES; page++) {
            done += folios.reference.clearFlag(FLAG, page);
        }
        return done;
    }

    @Benchmark
    public long flagClearBits(TwoFolios folios) {
        folios.bare.clear(TwoFolios.ANON, FLAG.mask);
        return folios.bare.word(TwoFolios.ANON);
    }

    @Benchmark
    public int flagTestPacked(TwoFolios folios) {
        int seen = 0;
        for (int page = TwoFolios.ANON; page < TwoFolios.ANON + TwoFolios.PAGES; page++) {
            seen += folios.packed.testFlag(folios.port, FLAG, page);
        }
        return seen;
    }

    @Benchmark
    public int flagTestPageByPage(TwoFolios folios) {
        int seen = 0;
        for (int page = TwoFolios.ANON; page < TwoFolios.ANON + TwoFolios.PAGES; page++) {
            seen += folios.reference.testFlag(FLAG, page);
        }
        return seen;
    }

    @Benchmark
    public int flagTestBits(TwoFolios folios) {
        return folios.bare.test(TwoFolios.ANON, FLAG.mask);
    }

    @Benchmark
    public long[] mapFilePacked(TwoFolios folios) {
        folios.packed.mapFile(folios.port, 0, TwoFolios.FILE, TwoFolios.PAGES, TableSlot.WRITE);
        folios.packed.unmap(folios.port, 0, TwoFolios.PAGES);
        return folios.slots;
    }

    @Benchmark
    public int mapFilePageByPage(TwoFolios folios) {
        folios.reference.mapFile(0, TwoFolios.FILE, TwoFolios.PAGES, TableSlot.WRITE);
        folios.reference.unmap(0, TwoFolios.PAGES);
        return folios.reference.mappings(TwoFolios.FILE);
    }

    @Benchmark
    public boolean mapFileBits(TwoFolios folios) {
        folios.bare.map(0, TwoFolios.FILE, TableSlot.WRITE);
        return folios.bare.unmap(0, TwoFolios.FILE);
    }

    @Benchmark
    public long[] mapAnonPacked(TwoFolios folios) {
        int pages = TwoFolios.PAGES;
        folios.packed.mapAnon(folios.port, 0, TwoFolios.ANON, pages, TableSlot.WRITE, true);
        folios.packed.unmap(folios.port, 0, pages);
        return folios.slots;
    }

    @Benchmark
    public int mapAnonPageByPage(TwoFolios folios) {
        folios.reference.mapAnon(0, TwoFolios.ANON, TwoFolios.PAGES, TableSlot.WRITE, true);
        folios.reference.unmap(0, TwoFolios.PAGES);
        return folios.reference.mappings(TwoFolios.ANON);
    }

    @Benchmark
    public boolean mapAnonBits(TwoFolios folios) {
        folios.bare.mark(TwoFolios.ANON);
        folios.bare.map(0, TwoFolios.ANON, TableSlot.WRITE);
        return folios.bare.unmap(0, TwoFolios.ANON);
    }
}
