package dev.quire.model.invariant;

import static dev.quire.model.entry.arm64.Arm64Bits.AF;
import static dev.quire.model.entry.arm64.Arm64Bits.CONT;
import static dev.quire.model.entry.arm64.Arm64Bits.NONE;
import static dev.quire.model.entry.arm64.Arm64Bits.RDONLY;
import static dev.quire.model.entry.arm64.Arm64Bits.RO;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_CLEAN;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_DIRTY;
import static dev.quire.model.entry.arm64.Arm64Bits.UXN;
import static dev.quire.model.entry.arm64.Arm64Bits.WRITE;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.entry.arm64.Arm64Bits;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a walk could find of a block between two stores; slots 4 to 7 are one. */
@DisplayName("INV-86 block agrees")
final class BlockMomentsTest {
    private static final long BLOCK = RO | CONT;
    private static final long DIRTY_BLOCK = RW_DIRTY | CONT;

    private static OrderBench empty() {
        return OrderBench.strict();
    }

    private static OrderBench block() {
        return empty().put(4, 0x104, 4, BLOCK);
    }

    @ParameterizedTest
    @CsvSource({"AF", "DIRTY", "WRITE", "RDONLY"})
    void block_changedEntryByEntryInAccessFlags_passes(String bits)
            throws ReflectiveOperationException {
        long flipped = Arm64Bits.class.getField(bits).getLong(null);
        OrderBench bench = block();
        for (int slot = 4; slot < 8; slot++) {
            bench.flip(slot, flipped);
        }
        assertEquals("", bench.judged());
    }

    @Test
    void block_writeProtectedEntryByEntry_passes() {
        OrderBench bench = empty().put(4, 0x104, 4, DIRTY_BLOCK);
        for (int slot = 7; slot >= 4; slot--) {
            bench.flip(slot, WRITE | RDONLY | Arm64Bits.DIRTY);
        }
        assertEquals("", bench.judged());
    }

    @ParameterizedTest
    @CsvSource({
        "USER",
        "GP",
        "PXN",
        "UXN",
        "SPECIAL",
        "SOFTWARE_57",
        "UFFD_WP",
        "KEY_LOWEST",
        "SOFTWARE_63",
        "TAGGED",
        "NON_SECURE"
    })
    void block_otherAttributesForAMoment_isFound(String bits) throws ReflectiveOperationException {
        long flipped = Arm64Bits.class.getField(bits).getLong(null);
        assertEquals("INV-86", block().flip(5, flipped).flip(5, flipped).numbers());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7})
    void entry_contiguousBesideASingleOne_isFound(int single) {
        OrderBench bench = empty().put(single, 0x100 + single, 1, RO);
        int slot = single == 4 ? 7 : 4;
        assertEquals(
                "INV-86 "
                        + single
                        + " the entry is pfn=0x10"
                        + single
                        + " ro young while the call stores pfn=0x10"
                        + slot
                        + " ro cont young in its block",
                bench.write(slot, page(0x100 + slot, BLOCK)).judged());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7})
    void entry_singleBesideAContiguousOne_isFound(int cont) {
        int slot = cont == 4 ? 7 : 4;
        OrderBench bench = block().call("ptep_get_and_clear mm=1 addr=0x0");
        for (int other = 4; other < 8; other++) {
            bench.empty(other, other == cont ? other : other + 1);
        }
        bench.flush(4, 8).write(slot, page(0x100 + slot, RO));
        assertEquals("INV-86", bench.numbers());
    }

    @Test
    void entry_contiguousOfAFrameThatDoesNotFollow_isFound() {
        OrderBench bench = empty().write(4, page(0x104, BLOCK)).write(6, page(0x105, BLOCK));
        assertEquals("INV-86", bench.numbers());
    }

    @Test
    void entries_contiguousInAnyOrderWithNoneBetween_pass() {
        OrderBench bench = empty();
        for (int slot : new int[] {6, 4, 7, 5}) {
            bench.write(slot, page(0x100 + slot, BLOCK));
        }
        assertEquals("", bench.judged());
    }

    @Test
    void entries_singleOfAnyFrameAndAttributes_pass() {
        OrderBench bench = empty().put(4, 0x104, 2, RO).put(8, 0x108, 4, BLOCK);
        bench.write(6, page(0x10a, RW_CLEAN)).write(7, page(0x101, RO & ~UXN)).flip(9, AF);
        assertEquals("", bench.judged());
    }

    @Test
    void entry_contiguousBesidePresentInvalidOnes_passes() {
        OrderBench bench = empty().put(4, 0x104, 2, NONE);
        assertEquals("", bench.write(6, page(0x106, BLOCK)).judged());
    }

    @Test
    void entry_contiguousBesideAnotherBlock_passes() {
        OrderBench bench = empty().put(0, 0x100, 4, RO).put(8, 0x10c, 4, RO);
        assertEquals("", bench.write(4, page(0x104, BLOCK)).write(7, page(0x107, BLOCK)).judged());
    }

    @Test
    void conversion_throughNone_passesBothWays() {
        OrderBench bench = block().empty(4, 8).flush(4, 8);
        for (int slot = 4; slot < 8; slot++) {
            bench.write(slot, page(0x100 + slot, RO));
        }
        bench.empty(4, 8).flush(4, 8);
        for (int slot = 7; slot >= 4; slot--) {
            bench.write(slot, page(0x100 + slot, BLOCK));
        }
        assertEquals("", bench.judged());
    }

    @Test
    void conversion_ofOneHalfAfterTheOther_isFoundOnce() {
        OrderBench bench = block();
        for (int half = 4; half < 8; half += 2) {
            bench.empty(half, half + 2).flush(half, half + 2);
            bench.write(half, page(0x100 + half, RO)).write(half + 1, page(0x101 + half, RO));
        }
        assertEquals(1, bench.count());
    }

    @Test
    void moment_thatTheCallPutsRight_isFound() {
        OrderBench bench = empty().put(4, 0x104, 1, RO).write(5, page(0x105, BLOCK));
        assertEquals("INV-86", bench.empty(4, 6).flush(4, 6).numbers());
    }

    @Test
    void moment_beforeAnEntryThatDisagreesWasThere_passes() {
        OrderBench bench = empty().write(4, page(0x104, BLOCK)).empty(4, 5).flush(4, 5);
        assertEquals("", bench.write(5, page(0x10f, RO)).judged());
    }

    @Test
    void memory_onceJudged_isAsItWas() {
        OrderBench bench = block().empty(4, 6).flush(4, 6).write(4, page(0x104, BLOCK)).flip(7, AF);
        bench.judged();
        assertEquals(page(0x104, BLOCK), bench.memory.raw(4));
        assertEquals(0, bench.memory.raw(5));
        assertEquals(page(0x107, BLOCK & ~AF), bench.memory.raw(7));
    }
}
