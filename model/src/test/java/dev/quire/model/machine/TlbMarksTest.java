package dev.quire.model.machine;

import static dev.quire.model.entry.arm64.Arm64Bits.CONT;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_CLEAN;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.quire.model.subject.MachineEncodings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is remembered of the slots of kept translations. Pages of 4 KiB, blocks of 4; mm 1 has slots
 * 0 to 15, mm 2 slots 16 to 31, both from 0x0 on.
 */
final class TlbMarksTest {
    private static final String SMALL = "arm64-small";
    private static final long PAGE = 0x1000;

    private final MachineSpec spec =
            new MachineSpec(
                    SMALL,
                    "for tests",
                    MachineEncodings.geometry(SMALL),
                    MachineEncodings.of(SMALL),
                    3,
                    1,
                    BreakBeforeMake.NEEDED);
    private final Memory memory =
            new Memory(
                    spec.geometry(),
                    List.of(new Memory.Stretch(1, 0, 0x10000), new Memory.Stretch(2, 0, 0x10000)));
    private final Tlb tlb = new Tlb(spec, memory);

    private void keepPage(int cpu, int slot) {
        tlb.add(cpu, slot, page(0x40 + slot, RW_CLEAN), false);
    }

    private void keepBlock(int cpu, int slot) {
        tlb.add(cpu, slot, page(0x40 + slot, RW_CLEAN | CONT), true);
    }

    /** All entries, oldest first: {@code cpu:slot}, of a block {@code cpu:slot+4}. */
    private String kept() {
        List<String> kept = new ArrayList<>();
        for (int entry = 0; entry < tlb.count(); entry++) {
            String size = tlb.wide(entry) ? "+" + tlb.size(entry) : "";
            kept.add(tlb.cpu(entry) + ":" + tlb.slot(entry) + size);
        }
        return String.join(" ", kept);
    }

    private void flush(int cpu, int mm, long start, long end, long stride, int flags) {
        tlb.invalidate(cpu, mm, start, end, stride, flags);
        tlb.complete(cpu);
    }

    /** Every CPU keeps as many pages as it can: slots 8 to 15. */
    private void fillAll() {
        for (int i = 0; i < 2 * Tlb.ENTRIES; i++) {
            keepPage(0, i);
            keepPage(1, i);
            keepPage(2, i);
        }
    }

    /** The slots of an entry for which something holds. */
    private List<Integer> slots(int entry, IntPredicate holds) {
        int start = tlb.slot(entry);
        return IntStream.range(start, start + tlb.size(entry)).filter(holds).boxed().toList();
    }

    private List<Integer> excused(int entry) {
        return slots(entry, slot -> tlb.excused(entry, slot));
    }

    private List<Integer> emptied(int entry) {
        return slots(entry, slot -> tlb.emptied(entry, slot));
    }

    private List<Integer> losing(int entry) {
        return slots(entry, slot -> tlb.mayLoseStores(entry, slot));
    }

    @Test
    void excused_newEntry_hasNoSlot() {
        keepBlock(0, 4);
        assertEquals(List.of(List.of(), List.of()), List.of(excused(0), losing(0)));
    }

    @Test
    void excuse_slotThatStaysValid_isExcusedAndLosesNoStores() {
        keepBlock(0, 4);
        tlb.excuse(0, 6, page(0x46, RW_CLEAN));
        assertEquals(
                List.of(List.of(6), List.of(), List.of()),
                List.of(excused(0), emptied(0), losing(0)));
    }

    @Test
    void excuse_slotThatWasEmptied_mayLoseStoresToItsPageAlone() {
        keepBlock(0, 4);
        tlb.excuse(0, 7, 0);
        assertEquals(
                List.of(List.of(7), List.of(7), List.of(7)),
                List.of(excused(0), emptied(0), losing(0)));
    }

    @Test
    void excuse_emptiedSlotSetAgain_staysEmptied() {
        keepPage(0, 5);
        tlb.excuse(0, 5, 0);
        tlb.excuse(0, 5, page(0x50, RW_CLEAN));
        assertEquals(List.of(5), emptied(0));
    }

    @Test
    void excuse_entryOfABlock_staysOne() {
        keepBlock(0, 4);
        tlb.excuse(0, 4, 0);
        assertEquals("0:4+4", kept());
    }

    @Test
    void excuse_entryThatMovesUp_movesWithIt() {
        keepPage(0, 1);
        keepBlock(0, 8);
        keepBlock(0, 4);
        tlb.excuse(1, 10, 0);
        tlb.cleaned(2, 5, 6);
        tlb.evict(0, 1);
        assertEquals(
                List.of(List.of(10), List.of(), List.of(5)),
                List.of(excused(0), excused(1), losing(1)));
    }

    @Test
    void add_inThePlaceOfAnExcusedEntry_beginsWithNone() {
        keepBlock(0, 4);
        tlb.excuse(0, 5, 0);
        tlb.cleaned(0, 6, 7);
        tlb.evict(0, 5);
        keepBlock(0, 4);
        assertEquals(List.of(List.of(), List.of()), List.of(excused(0), losing(0)));
    }

    @Test
    void excuse_everyCpuFull_reachesTheLastEntry() {
        fillAll();
        tlb.excuse(23, 15, 0);
        assertEquals(List.of(List.of(15), List.of()), List.of(excused(23), excused(22)));
    }

    @Test
    void invalidate_excusedEntry_endsIt() {
        keepPage(0, 1);
        tlb.excuse(0, 1, 0);
        flush(0, 1, PAGE, 2 * PAGE, PAGE, Port.LAST_LEVEL);
        assertEquals("", kept());
    }

    @ParameterizedTest
    @CsvSource({
        "5, 6, '5'",
        "4, 8, '4 5 6 7'",
        "3, 4, ''",
        "0, 5, '4'",
        "7, 9, '7'",
        "8, 9, ''",
    })
    void cleaned_slots_mayLoseStoresToTheirPages(int start, int end, String slots) {
        keepBlock(0, 4);
        tlb.cleaned(0, start, end);
        assertEquals(slots, losing(0).stream().map(String::valueOf).collect(joining(" ")));
    }

    @Test
    void cleaned_entry_isNotExcused() {
        keepPage(0, 6);
        tlb.cleaned(0, 6, 7);
        assertEquals(List.of(), excused(0));
    }

    @Test
    void cleaned_entryOfAnother_losesNothing() {
        keepPage(0, 6);
        keepPage(1, 6);
        tlb.cleaned(0, 6, 7);
        assertEquals(List.of(), losing(1));
    }

    @Test
    void ending_invalidationUnderWay_isOfItsCpu() {
        keepPage(1, 6);
        tlb.invalidate(0, 1, 6 * PAGE, 7 * PAGE, PAGE, Port.LAST_LEVEL);
        assertEquals(
                List.of(true, true, false),
                List.of(tlb.ending(0), tlb.endedBy(0, 0), tlb.endedBy(0, 1)));
    }

    @Test
    void ending_twoCpusInvalidate_isOfBoth() {
        keepPage(0, 6);
        tlb.invalidate(1, 1, 6 * PAGE, 7 * PAGE, PAGE, Port.LAST_LEVEL);
        boolean one = tlb.endedBy(0, 0);
        tlb.invalidate(2, 1, 6 * PAGE, 7 * PAGE, PAGE, Port.LAST_LEVEL);
        assertEquals(
                List.of(false, true, true), List.of(one, tlb.endedBy(0, 1), tlb.endedBy(0, 2)));
    }

    @Test
    void ending_nothingNamed_isFalse() {
        keepPage(1, 6);
        tlb.invalidate(1, 1, 7 * PAGE, 8 * PAGE, PAGE, Port.LAST_LEVEL);
        assertFalse(tlb.ending(0));
    }
}
