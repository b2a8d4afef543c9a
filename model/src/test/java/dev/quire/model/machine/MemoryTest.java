package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.geometry.Geometry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryTest {
    /** Tables of 16 pages of 4 KiB: 64 KiB each. */
    private static final Geometry SMALL = new Geometry(12, 2, 4);

    private static Memory memory(Memory.Stretch... stretches) {
        return new Memory(SMALL, List.of(stretches));
    }

    private static Memory.Stretch stretch(int mm, long start, long end) {
        return new Memory.Stretch(mm, start, end);
    }

    @Test
    void slots_partOfOneTable_areThatTable() {
        assertEquals(16, memory(stretch(1, 0x3000, 0x5000)).slots());
    }

    @Test
    void slots_rangeOverTwoTables_areBoth() {
        assertEquals(32, memory(stretch(1, 0xf000, 0x11000)).slots());
    }

    @Test
    void slots_rangeToTableEnd_needsNoNextTable() {
        assertEquals(16, memory(stretch(1, 0x8000, 0x10000)).slots());
    }

    @Test
    void slots_twoStretchesInOneTable_shareIt() {
        assertEquals(16, memory(stretch(1, 0, 0x1000), stretch(1, 0x8000, 0x9000)).slots());
    }

    @Test
    void slots_sameAddressesInTwoSpaces_areTwoTables() {
        assertEquals(32, memory(stretch(1, 0, 0x1000), stretch(2, 0, 0x1000)).slots());
    }

    @Test
    void slots_nothingMapped_areNone() {
        assertEquals(0, memory().slots());
    }

    @Test
    void slot_addressInFirstTable_isItsIndex() {
        assertEquals(3, memory(stretch(1, 0, 0x10000)).slot(1, 0x3000));
    }

    @Test
    void slot_addressInFirstTableAfterTheSecond_isItsIndex() {
        Memory memory = memory(stretch(1, 0, 0x20000));
        memory.slot(1, 0x12000);
        assertEquals(3, memory.slot(1, 0x3000));
    }

    @Test
    void slot_tablesFarApart_areTheirOwn() {
        Memory memory = memory(stretch(1, 0, 33 * 0x10000L));
        assertEquals(32 * 16 + 3, memory.slot(1, 32 * 0x10000L + 0x3000));
        assertEquals(3, memory.slot(1, 0x3000));
    }

    @Test
    void slot_addressInSecondTable_isBehindTheFirst() {
        assertEquals(18, memory(stretch(1, 0, 0x20000)).slot(1, 0x12000));
    }

    @Test
    void slot_byteInsidePage_isThatOfThePage() {
        assertEquals(3, memory(stretch(1, 0, 0x10000)).slot(1, 0x3fff));
    }

    @Test
    void slot_otherSpace_isInItsTable() {
        Memory memory = memory(stretch(1, 0, 0x1000), stretch(2, 0, 0x1000));
        assertEquals(16, memory.slot(2, 0));
    }

    @Test
    void slot_unmappedAddress_isMinusOne() {
        assertEquals(-1, memory(stretch(1, 0, 0x10000)).slot(1, 0x10000));
    }

    @Test
    void slot_unknownSpace_isMinusOne() {
        assertEquals(-1, memory(stretch(1, 0, 0x10000)).slot(2, 0));
    }

    @Test
    void addr_everySlot_leadsBackToIt() {
        Memory memory = memory(stretch(1, 0x30000, 0x50000), stretch(2, 0x10000, 0x11000));
        for (int slot = 0; slot < memory.slots(); slot++) {
            assertEquals(slot, memory.slot(memory.mm(slot), memory.addr(slot)));
        }
    }

    @Test
    void addr_slotOfSecondTable_isItsOwn() {
        assertEquals(0x45000, memory(stretch(1, 0x30000, 0x50000)).addr(21));
    }

    @Test
    void mm_slotOfSecondSpace_isThatSpace() {
        assertEquals(7, memory(stretch(1, 0, 0x1000), stretch(7, 0, 0x1000)).mm(31));
    }

    @Test
    void raw_freshMemory_isNone() {
        assertEquals(0, memory(stretch(1, 0, 0x10000)).raw(15));
    }

    @Test
    void raw_afterPut_isThatValue() {
        Memory memory = memory(stretch(1, 0, 0x10000));
        memory.put(5, -7);
        assertEquals(-7, memory.raw(5));
    }

    @Test
    void raw_oneTableBehindTheLast_isReadable() {
        assertEquals(0, memory(stretch(1, 0, 0x10000)).raw(31));
    }

    @Test
    void raw_twoTablesBehindTheLast_isNot() {
        Memory memory = memory(stretch(1, 0, 0x10000));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.raw(32));
    }

    @Test
    void memory_asManyTablesAsAllowed_isMade() {
        assertEquals(256 * 16, memory(stretch(1, 0, 256 * 0x10000L)).slots());
    }

    @Test
    void memory_tooManyTables_isRefused() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> memory(stretch(1, 0, 256 * 0x10000L + 1)));
        assertEquals("address spaces must need at most 256 tables", refused.getMessage());
    }
}
