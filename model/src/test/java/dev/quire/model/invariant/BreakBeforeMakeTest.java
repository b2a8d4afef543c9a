package dev.quire.model.invariant;

import static dev.quire.model.entry.arm64.Arm64Bits.CONT;
import static dev.quire.model.entry.arm64.Arm64Bits.NG;
import static dev.quire.model.entry.arm64.Arm64Bits.NONE;
import static dev.quire.model.entry.arm64.Arm64Bits.RO;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.entry.arm64.Arm64Bits;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.Port;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which changes of an entry go through none and an invalidation, within one call. */
@DisplayName("INV-41 break before make")
final class BreakBeforeMakeTest {
    private static final long BLOCK = RO | CONT;
    private static final long DEVICE = 0x10;

    private static OrderBench single() {
        return OrderBench.strict().put(4, 0x104, 1, RO);
    }

    @ParameterizedTest
    @CsvSource({
        "0x1000,     the frame of a live entry changed without a store of none",
        "0x10,       the memory type of a live entry changed without a store of none",
        "0x100,      the shareability of a live entry changed without a store of none",
        "0x800,      the global bit of a live entry changed without a store of none",
        "0x810,      the global bit of a live entry changed without a store of none",
    })
    void change_ofALiveEntry_isFound(String bits, String why) {
        assertEquals("INV-41 4 " + why, single().flip(4, Long.decode(bits)).judged());
    }

    @ParameterizedTest
    @CsvSource({
        "TAGGED",
        "USER",
        "RDONLY",
        "AF",
        "GP",
        "WRITE",
        "PXN",
        "UXN",
        "DIRTY",
        "SPECIAL",
        "SOFTWARE_57",
        "UFFD_WP",
        "KEY_LOWEST",
        "SOFTWARE_63"
    })
    void change_ofPermissionsAndSoftware_needsNoBreak(String bits)
            throws ReflectiveOperationException {
        long flipped = Arm64Bits.class.getField(bits).getLong(null);
        assertEquals("", single().flip(4, flipped).judged());
    }

    @Test
    void change_fromGlobal_needsNoBreak() {
        assertEquals("", OrderBench.strict().put(4, 0x104, 1, RO & ~NG).flip(4, NG).judged());
    }

    @Test
    void size_ofALiveEntry_isFound() {
        assertEquals(
                "INV-41 4 the size of a live entry changed without a store of none",
                single().flip(4, CONT).judged());
    }

    @ParameterizedTest
    @CsvSource({"0x104, 0x10, memory type", "0x108, 0, frame", "0x104, 0x10000000000000, size"})
    void change_ofAnEmptiedEntry_isFoundUnlessInvalidated(String pfn, String bits, String what) {
        long next = page(Long.decode(pfn), RO ^ Long.decode(bits));
        assertEquals(
                "INV-41 4 the "
                        + what
                        + " of an entry changed without an invalidation:"
                        + " nothing was invalidated",
                single().empty(4, 5).write(4, next).judged());
        assertEquals("", single().empty(4, 5).flush(4, 5).write(4, next).judged());
    }

    private static void why(String cause, OrderBench bench) {
        String what = "INV-41 4 the frame of an entry changed without an invalidation: ";
        assertEquals(what + cause, bench.judged());
    }

    @Test
    void frame_invalidatedBeforeItWasEmptied_isFound() {
        why(
                "it was invalidated before the entry was changed and not after",
                single().flush(4, 5).empty(4, 5).write(4, page(0x108, RO)));
    }

    @Test
    void frame_invalidatedAfterItWasSet_isFound() {
        why(
                "it was invalidated only after the new entry was stored",
                single().empty(4, 5).write(4, page(0x108, RO)).flush(4, 5));
    }

    @Test
    void frame_invalidatedOnOneCpu_isFound() {
        why(
                "it was invalidated on the calling cpu only",
                single().empty(4, 5).flush(4, 5, Port.LOCAL).write(4, page(0x108, RO)));
    }

    @Test
    void frame_invalidatedNextToIt_isFound() {
        why(
                "other addresses were invalidated: 0x5000..0x8000",
                single().empty(4, 5).flush(5, 8).write(4, page(0x108, RO)));
    }

    @Test
    void frame_changedThroughPresentInvalid_isFoundUnlessInvalidated() {
        OrderBench bench = single().write(4, page(0x104, NONE));
        assertEquals("INV-41", bench.write(4, page(0x108, RO)).numbers());
        OrderBench flushed = single().write(4, page(0x104, NONE)).flush(4, 5);
        assertEquals("", flushed.write(4, page(0x108, RO)).numbers());
    }

    @Test
    void frame_sameAgain_needsNoInvalidation() {
        assertEquals("", single().empty(4, 5).write(4, page(0x104, RO)).judged());
    }

    @Test
    void frame_emptiedByAnEarlierCall_needsNoInvalidation() {
        OrderBench bench = single().empty(4, 5).call("ptep_get_and_clear mm=1 addr=0x0");
        assertEquals("", bench.write(4, page(0x108, RO)).judged());
    }

    @Test
    void frame_ofAnEntryThatTheCallItselfSet_isJudgedToo() {
        assertEquals(
                "INV-41",
                OrderBench.strict().write(4, page(0x104, RO)).write(4, page(0x105, RO)).numbers());
    }

    @ParameterizedTest
    @EnumSource(BreakBeforeMake.class)
    void frame_notInvalidated_isFoundOnEveryMachine(BreakBeforeMake bbm) {
        OrderBench bench = OrderBench.of(bbm).put(4, 0x104, 1, RO).empty(4, 5);
        assertEquals("INV-41", bench.write(4, page(0x108, RO)).numbers());
    }

    @ParameterizedTest
    @EnumSource(BreakBeforeMake.class)
    void frameAndSize_notInvalidated_isFoundOnEveryMachine(BreakBeforeMake bbm) {
        OrderBench bench = OrderBench.of(bbm).put(4, 0x104, 1, RO).empty(4, 5);
        assertEquals(
                "INV-41 4 the frame of an entry changed without an invalidation:"
                        + " nothing was invalidated",
                bench.write(4, page(0x108, BLOCK)).judged());
    }

    @Test
    void size_invalidationNotWaitedFor_isFound() {
        OrderBench bench = single().empty(4, 5).flushUnwaited(4, 5, Port.LAST_LEVEL);
        assertEquals("INV-41", bench.write(4, page(0x104, BLOCK)).numbers());
    }

    @Test
    void size_invalidationWaitedForTooLate_isFound() {
        OrderBench bench = single().empty(4, 5).flushUnwaited(4, 5, Port.LAST_LEVEL);
        bench.write(4, page(0x104, BLOCK)).wait(Port.BARRIER_DSB);
        assertEquals("INV-41", bench.numbers());
    }

    @Test
    void size_onlyStoresWaitedFor_isFound() {
        OrderBench bench = single().empty(4, 5).flushUnwaited(4, 5, Port.LAST_LEVEL);
        bench.wait(Port.BARRIER_DSB_ST);
        assertEquals("INV-41", bench.write(4, page(0x104, BLOCK)).numbers());
    }

    @Test
    void size_invalidationOfPagesAlone_isFound() {
        OrderBench bench = single().empty(4, 5).flush(4, 5, Port.ONE_PAGE);
        assertEquals("INV-41", bench.write(4, page(0x104, BLOCK)).numbers());
    }

    @ParameterizedTest
    @CsvSource({"NEEDED, INV-41", "LEVEL_2, ''", "NO_ABORT, ''"})
    void size_notInvalidated_isFoundWhereABreakIsNeeded(BreakBeforeMake bbm, String found) {
        OrderBench bench = OrderBench.of(bbm).put(4, 0x104, 1, RO).empty(4, 5);
        assertEquals(found, bench.write(4, page(0x104, BLOCK)).numbers());
    }

    @ParameterizedTest
    @EnumSource(BreakBeforeMake.class)
    void size_ofALiveEntry_isFoundOnEveryMachine(BreakBeforeMake bbm) {
        OrderBench bench = OrderBench.of(bbm).put(4, 0x104, 1, RO);
        assertEquals("INV-41", bench.flip(4, CONT).numbers());
    }

    @Test
    void set_overALiveEntry_isFoundAsUnsafeFirst() {
        OrderBench bench = single().call("set_ptes mm=1 addr=0x4000 pfn=0x108 nr=1 prot=ro");
        assertEquals("INV-31 INV-41", bench.write(4, page(0x108, RO)).numbers());
    }

    @Test
    void memoryType_ofDevices_isNoPairOfNormalOnes() {
        OrderBench bench = OrderBench.strict().put(4, 0x104, 1, RO | DEVICE);
        assertEquals("INV-41", bench.flip(4, Arm64Bits.TAGGED).numbers());
    }
}
