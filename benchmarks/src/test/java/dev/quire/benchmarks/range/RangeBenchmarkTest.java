package dev.quire.benchmarks.range;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.entry.Encoding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One invocation of each benchmark of a range call: all sides compute the same. */
class RangeBenchmarkTest {
    private static final Encoding ENCODING = FullTable.ENCODING;

    private final RangeBenchmark benchmark = new RangeBenchmark();
    private final FullTable table = new FullTable();

    @BeforeEach
    void fill() {
        table.fill();
    }

    @Test
    void batch_foldedTable_isTheWholeTableOnEachSide() {
        assertEquals(FullTable.ENTRIES, benchmark.batchContpte(table));
        assertEquals(FullTable.ENTRIES, benchmark.batchMachine(table));
        assertEquals(FullTable.ENTRIES, benchmark.batchReference(table));
    }

    @Test
    void set_table_isTheSameOnEachSide() {
        long[] expected = benchmark.setArray(table).clone();

        assertArrayEquals(expected, benchmark.setContpte(table));
        benchmark.setMachine(table);
        assertArrayEquals(expected, memory());
        benchmark.setReference(table);
        assertReference(expected);
    }

    @Test
    void set_table_isBornFolded() {
        for (long entry : benchmark.setContpte(table)) {
            assertEquals(entry, ENCODING.mkcont(entry));
        }
    }

    @Test
    void wrprotect_table_isTheSameOnEachSide() {
        long[] expected = benchmark.wrprotectArray(table).clone();

        assertArrayEquals(expected, benchmark.wrprotectContpte(table));
        benchmark.wrprotectMachine(table);
        assertArrayEquals(expected, memory());
        benchmark.wrprotectReference(table);
        assertReference(expected);
    }

    @Test
    void clear_table_returnsTheSameAndEmptiesEachSide() {
        long first = benchmark.clearArray(table);

        assertEquals(ENCODING.mknoncont(first), benchmark.clearContpte(table));
        assertEquals(ENCODING.mknoncont(first), benchmark.clearMachine(table));
        benchmark.clearReference(table);
        long[] none = new long[FullTable.ENTRIES];
        assertArrayEquals(none, table.bare);
        assertArrayEquals(none, table.lean);
        assertArrayEquals(none, memory());
        assertReference(none);
    }

    private long[] memory() {
        long[] entries = new long[FullTable.ENTRIES];
        for (int slot = 0; slot < entries.length; slot++) {
            entries[slot] = table.memory.raw(slot);
        }
        return entries;
    }

    private void assertReference(long[] expected) {
        for (int slot = 0; slot < expected.length; slot++) {
            assertEquals(ENCODING.meaning(expected[slot]), table.reference.meaning(slot));
        }
    }
}
