package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of 512 pages of 4 KiB (reach 21), and of 512 such tables (reach 30). */
final class WalkCacheTest {
    private static final int TABLE = 21;
    private static final int UPPER = 30;
    private static final long PAGE = 0x1000;
    private static final long REACH = 1L << TABLE;

    private final WalkCache cache = new WalkCache(3);

    private void flush(int cpu, int mm, long start, long end, long stride, int flags) {
        cache.invalidate(cpu, mm, start, end, stride, flags);
        cache.complete(cpu);
    }

    @Test
    void table_nothingKept_isTheRoot() {
        assertEquals(-1, cache.table(0, 1, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0x200000, 7",
        "0, 1, 0x3fffff, 7",
        "0, 1, 0x1fffff, -1",
        "0, 1, 0x400000, -1",
        "1, 1, 0x200000, -1",
        "0, 2, 0x200000, -1",
    })
    void table_filled_isUsedForItsAddressesSpaceAndCpu(int cpu, int mm, String addr, int table) {
        cache.fill(0, 1, 0x234000, TABLE, 7);
        assertEquals(table, cache.table(cpu, mm, Long.decode(addr)));
    }

    @Test
    void table_ofTwoLevels_isTheNearer() {
        cache.fill(0, 1, 0, TABLE, 7);
        cache.fill(0, 1, 0, UPPER, 3);
        assertEquals("7 3", cache.table(0, 1, PAGE) + " " + cache.table(0, 1, REACH));
    }

    @Test
    void fill_keptAlready_wasUsedAndStays() {
        cache.fill(0, 1, 0, TABLE, 7);
        cache.fill(0, 1, PAGE, TABLE, 8);
        assertEquals("0:1:0x0/21->7", cache.toString());
    }

    @Test
    void fill_oneMoreThanTheMost_dropsTheOldestOfThatCpu() {
        cache.fill(1, 1, 0, TABLE, 9);
        for (int i = 0; i <= WalkCache.ENTRIES; i++) {
            cache.fill(0, 1, i * REACH, TABLE, i);
        }
        assertEquals(
                "1:1:0x0/21->9 0:1:0x200000/21->1 0:1:0x400000/21->2 0:1:0x600000/21->3"
                        + " 0:1:0x800000/21->4",
                cache.toString());
    }

    private void fillAll() {
        for (int cpu = 0; cpu < 3; cpu++) {
            for (int i = 0; i < WalkCache.ENTRIES; i++) {
                cache.fill(cpu, 1, i * REACH, TABLE, i);
            }
        }
    }

    @Test
    void fill_everyCpuFull_keepsAll() {
        fillAll();
        assertEquals(3 * WalkCache.ENTRIES, cache.count());
    }

    @Test
    void fill_everyCpuFull_dropsTheOldestOfThatCpu() {
        fillAll();
        cache.fill(2, 1, 9 * REACH, TABLE, 9);
        assertEquals(
                "-1 1 9",
                cache.table(2, 1, 0)
                        + " "
                        + cache.table(2, 1, REACH)
                        + " "
                        + cache.table(2, 1, 9 * REACH));
    }

    @Test
    void invalidate_everyCpuFull_endsWhatIsNamed() {
        fillAll();
        flush(0, 1, REACH, 2 * REACH, PAGE, 0);
        assertEquals(3 * WalkCache.ENTRIES - 3, cache.count());
    }

    @Test
    void evict_address_dropsWhatItsCpuKeepsOfEachLevel() {
        cache.fill(0, 1, 0, UPPER, 3);
        cache.fill(0, 1, 0, TABLE, 7);
        cache.fill(0, 1, REACH, TABLE, 8);
        cache.fill(1, 1, 0, TABLE, 7);
        cache.fill(0, 2, 0, TABLE, 9);
        cache.evict(0, 1, PAGE);
        assertEquals("0:1:0x200000/21->8 1:1:0x0/21->7 0:2:0x0/21->9", cache.toString());
    }

    @Test
    void clear_kept_forgetsAll() {
        cache.fill(0, 1, 0, TABLE, 7);
        cache.clear();
        assertEquals("", cache.toString());
    }

    @Test
    void table_forgotten_isTheRoot() {
        cache.fill(0, 1, 0, TABLE, 7);
        cache.clear();
        assertEquals(-1, cache.table(0, 1, 0));
    }

    @Test
    void evict_forgotten_dropsNothing() {
        cache.fill(0, 1, 0, TABLE, 7);
        cache.fill(0, 1, REACH, TABLE, 8);
        cache.clear();
        cache.fill(0, 1, 2 * REACH, TABLE, 9);
        cache.evict(0, 1, REACH);
        assertEquals("0:1:0x400000/21->9", cache.toString());
    }

    @Test
    void complete_forgotten_endsNothing() {
        cache.fill(0, 1, 0, TABLE, 7);
        cache.fill(0, 1, REACH, TABLE, 8);
        cache.invalidate(0, 1, 0, 2 * REACH, PAGE, 0);
        cache.clear();
        cache.fill(0, 1, 2 * REACH, TABLE, 9);
        cache.complete(0);
        assertEquals("0:1:0x400000/21->9", cache.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0x200000, 0x201000, 0x1000, ''",
        "0x3ff000, 0x400000, 0x1000, ''",
        "0x0, 0x200000, 0x1000, 7",
        "0x0, 0x201000, 0x1000, ''",
        "0x400000, 0x600000, 0x1000, 7",
        "0x100000, 0x600000, 0x200000, ''",
        "0x100000, 0x600000, 0x400000, 7",
        "0x0, 0x7fffffffffffffff, 0x1000, ''",
    })
    void invalidate_addressBelowIt_endsIt(String start, String end, String stride, String left) {
        cache.fill(1, 1, 0x200000, TABLE, 7);
        flush(0, 1, Long.decode(start), Long.decode(end), Long.decode(stride), 0);
        assertEquals(left.isEmpty() ? "" : "1:1:0x200000/21->7", cache.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {Port.LAST_LEVEL, Port.LAST_LEVEL | Port.NO_SYNC, Port.LOCAL})
    void invalidate_ofTheLastLevelOrElsewhere_keepsIt(int flags) {
        cache.fill(1, 1, 0, TABLE, 7);
        flush(0, 1, 0, REACH, PAGE, flags);
        assertEquals("1:1:0x0/21->7", cache.toString());
    }

    @Test
    void invalidate_onItsOwnCpu_endsIt() {
        cache.fill(1, 1, 0, TABLE, 7);
        flush(1, 1, 0, PAGE, PAGE, Port.LOCAL);
        assertEquals("", cache.toString());
    }

    @Test
    void invalidate_anotherSpace_keepsIt() {
        cache.fill(0, 1, 0, TABLE, 7);
        flush(0, 2, 0, REACH, PAGE, 0);
        assertEquals(7, cache.table(0, 1, 0));
    }

    @Test
    void invalidate_notWaitedFor_mayStillBeUsed() {
        cache.fill(0, 1, 0, TABLE, 7);
        cache.invalidate(1, 1, 0, PAGE, PAGE, 0);
        cache.complete(0);
        assertEquals(7, cache.table(0, 1, 0));
    }

    @Test
    void complete_filledAfterTheInvalidation_stays() {
        cache.fill(0, 1, 0, TABLE, 7);
        cache.invalidate(1, 1, 0, PAGE, PAGE, 0);
        cache.evict(0, 1, 0);
        cache.fill(0, 1, 0, TABLE, 8);
        cache.complete(1);
        assertEquals(8, cache.table(0, 1, 0));
    }

    @Test
    void complete_oneOfSeveral_leavesTheOthersInOrder() {
        cache.fill(0, 1, 0, TABLE, 7);
        cache.fill(0, 1, REACH, TABLE, 8);
        cache.fill(1, 1, REACH, TABLE, 8);
        cache.fill(1, 2, 0, TABLE, 9);
        flush(0, 1, REACH, REACH + PAGE, PAGE, 0);
        assertEquals("0:1:0x0/21->7 1:2:0x0/21->9", cache.toString());
    }
}
