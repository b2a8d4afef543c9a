package dev.quire.model.machine;

import static dev.quire.model.entry.arm64.Arm64Bits.AF;
import static dev.quire.model.entry.arm64.Arm64Bits.CONT;
import static dev.quire.model.entry.arm64.Arm64Bits.DIRTY;
import static dev.quire.model.entry.arm64.Arm64Bits.NONE;
import static dev.quire.model.entry.arm64.Arm64Bits.RDONLY;
import static dev.quire.model.entry.arm64.Arm64Bits.RO;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_CLEAN;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_DIRTY;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.entry.arm64.Arm64Bits;
import dev.quire.model.subject.MachineEncodings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accesses on blocks of 4: CPU 0 manages access and dirty by itself, CPU 1 does not. */
final class WalkerTest {
    private static final String SMALL = "arm64-small";
    private static final int MANAGED = 0;
    private static final int UNMANAGED = 1;

    private final MachineSpec spec =
            new MachineSpec(
                    SMALL,
                    "for tests",
                    MachineEncodings.geometry(SMALL),
                    MachineEncodings.of(SMALL),
                    2,
                    1,
                    BreakBeforeMake.NEEDED);
    private final Memory memory =
            new Memory(spec.geometry(), List.of(new Memory.Stretch(1, 0, 0x10000)));
    private final StepLog log = new StepLog();
    private final Walker walker = new Walker(spec, memory, new Tlb(spec, memory), log);

    /** Slots 4 to 7 become a contiguous block of frames 0x40 to 0x43. */
    private void block(long prot) {
        for (int i = 0; i < 4; i++) {
            memory.put(4 + i, page(0x40 + i, prot | CONT));
        }
    }

    private static long constant(String name) throws ReflectiveOperationException {
        long value = 0;
        for (String part : name.split(" ")) {
            boolean without = part.startsWith("-");
            long bits = Arm64Bits.class.getField(without ? part.substring(1) : part).getLong(null);
            value = without ? value & ~bits : value | bits;
        }
        return value;
    }

    private static int kind(String name) {
        return List.of("READ", "WRITE", "EXECUTE").indexOf(name);
    }

    @ParameterizedTest
    @CsvSource({
        "0, READ,    RO,                      true,  RO",
        "0, READ,    RO -AF,                  true,  RO",
        "0, WRITE,   RO,                      false, RO",
        "0, WRITE,   RO -AF,                  false, RO -AF",
        "0, WRITE,   RW_CLEAN,                true,  RW_CLEAN -RDONLY",
        "0, WRITE,   RW_CLEAN -AF,            true,  RW_CLEAN -RDONLY",
        "0, WRITE,   RW_DIRTY,                true,  RW_DIRTY",
        "0, WRITE,   RW_DIRTY -AF,            true,  RW_DIRTY",
        "0, WRITE,   RW_DIRTY RDONLY,         true,  RW_DIRTY",
        "0, READ,    RW_CLEAN -AF,            true,  RW_CLEAN",
        "0, READ,    RO -USER,                false, RO -USER",
        "0, WRITE,   RW_DIRTY -USER,          false, RW_DIRTY -USER",
        "0, EXECUTE, RO,                      false, RO",
        "0, EXECUTE, RO -UXN,                 true,  RO -UXN",
        "0, EXECUTE, RO -UXN -AF,             true,  RO -UXN",
        "0, EXECUTE, RO -UXN -USER,           true,  RO -UXN -USER",
        "0, READ,    NONE,                    false, NONE",
        "0, READ,    RO -VALID,               false, RO -VALID",
        "1, READ,    RO,                      true,  RO",
        "1, READ,    RO -AF,                  false, RO -AF",
        "1, WRITE,   RW_CLEAN,                false, RW_CLEAN",
        "1, WRITE,   RW_DIRTY,                true,  RW_DIRTY",
        "1, WRITE,   RW_DIRTY -AF,            false, RW_DIRTY -AF",
        "1, WRITE,   RW_DIRTY RDONLY,         false, RW_DIRTY RDONLY",
        "1, EXECUTE, RO -UXN,                 true,  RO -UXN",
        "1, EXECUTE, RO -UXN -AF,             false, RO -UXN -AF",
    })
    void access_singleEntry_completesAndMarksAsItMay(
            int cpu, String kind, String before, boolean completes, String after)
            throws ReflectiveOperationException {
        memory.put(3, page(0x43, constant(before)));
        boolean completed = walker.access(cpu, kind(kind), 3, 3) == Walker.COMPLETED;
        assertEquals(
                completes + " " + Long.toHexString(page(0x43, constant(after))),
                completed + " " + Long.toHexString(memory.raw(3)));
    }

    @Test
    void access_none_faults() {
        assertEquals(Walker.FAULTED, walker.access(MANAGED, Walker.READ, 3, 3));
    }

    @Test
    void access_softleaf_faults() {
        memory.put(3, 0x7f0);
        assertEquals(Walker.FAULTED, walker.access(MANAGED, Walker.READ, 3, 3));
    }

    @Test
    void access_fault_isNoStore() {
        memory.put(3, page(0x43, RO & ~AF));
        walker.access(MANAGED, Walker.WRITE, 3, 3);
        assertEquals(0, log.stores());
    }

    @Test
    void access_nothingToMark_isNoStore() {
        memory.put(3, page(0x43, RW_DIRTY));
        walker.access(MANAGED, Walker.WRITE, 3, 3);
        assertEquals(0, log.stores());
    }

    @Test
    void access_marked_isLoggedAsHardware() {
        memory.put(3, page(0x43, RO & ~AF));
        walker.access(MANAGED, Walker.READ, 3, 3);
        assertEquals(
                List.of(1, StepLog.HARDWARE, 3), List.of(log.stores(), log.kind(0), log.slot(0)));
    }

    @Test
    void access_marked_logsOldAndNext() {
        memory.put(3, page(0x43, RO & ~AF));
        walker.access(MANAGED, Walker.READ, 3, 3);
        assertEquals(
                List.of(page(0x43, RO & ~AF), page(0x43, RO)), List.of(log.old(0), log.next(0)));
    }

    @Test
    void access_blockThroughNeighbour_marksNeighbour() {
        block(RW_CLEAN);
        walker.access(MANAGED, Walker.WRITE, 4, 7);
        assertEquals(page(0x43, RW_CLEAN & ~RDONLY | CONT), memory.raw(7));
    }

    @Test
    void access_blockThroughNeighbour_leavesOwnEntry() {
        block(RW_CLEAN);
        walker.access(MANAGED, Walker.WRITE, 4, 7);
        assertEquals(page(0x40, RW_CLEAN | CONT), memory.raw(4));
    }

    @Test
    void access_blockThroughEarlierNeighbour_marksNeighbour() {
        block(RO & ~AF);
        walker.access(MANAGED, Walker.READ, 6, 5);
        assertEquals(page(0x41, RO | CONT), memory.raw(5));
    }

    @Test
    void access_blockThroughDirtyNeighbour_isPermittedByIt() {
        block(RW_CLEAN);
        memory.put(6, page(0x42, RW_DIRTY | CONT));
        assertEquals(Walker.COMPLETED, walker.access(UNMANAGED, Walker.WRITE, 4, 6));
    }

    @Test
    void access_blockThroughProtectedNeighbour_isJudgedOnIt() {
        block(RW_DIRTY);
        memory.put(6, page(0x42, RO | DIRTY | CONT));
        assertEquals(Walker.FAULTED, walker.access(MANAGED, Walker.WRITE, 4, 6));
    }

    @Test
    void access_neighbourOfOtherBlock_usesOwnEntry() {
        block(RO & ~AF);
        memory.put(8, page(0x44, RO & ~AF | CONT));
        walker.access(MANAGED, Walker.READ, 7, 8);
        assertEquals(page(0x43, RO | CONT), memory.raw(7));
    }

    @Test
    void access_ownEntryNotContiguous_usesOwnEntry() {
        block(RO & ~AF);
        memory.put(5, page(0x41, RO & ~AF));
        walker.access(MANAGED, Walker.READ, 5, 6);
        assertEquals(List.of(page(0x41, RO), page(0x42, RO & ~AF | CONT)), slots(5, 6));
    }

    @Test
    void access_neighbourNotContiguous_usesOwnEntry() {
        block(RO & ~AF);
        memory.put(6, page(0x42, RO & ~AF));
        walker.access(MANAGED, Walker.READ, 5, 6);
        assertEquals(List.of(page(0x41, RO | CONT), page(0x42, RO & ~AF)), slots(5, 6));
    }

    @Test
    void access_neighbourEmptiedByChange_usesOwnEntry() {
        block(RO & ~AF);
        memory.put(6, 0);
        walker.access(MANAGED, Walker.READ, 5, 6);
        assertEquals(List.of(page(0x41, RO | CONT), 0L), slots(5, 6));
    }

    @Test
    void access_ownEntryEmptiedByChange_faults() {
        block(RW_DIRTY);
        memory.put(5, 0);
        assertEquals(Walker.FAULTED, walker.access(MANAGED, Walker.READ, 5, 6));
    }

    @Test
    void access_neighbourOfOtherFrame_usesOwnEntry() {
        block(RO & ~AF);
        memory.put(6, page(0x77, RO & ~AF | CONT));
        walker.access(MANAGED, Walker.READ, 5, 6);
        assertEquals(List.of(page(0x41, RO | CONT), page(0x77, RO & ~AF | CONT)), slots(5, 6));
    }

    @Test
    void access_contiguousButInvalid_faults() {
        block(NONE);
        assertEquals(Walker.FAULTED, walker.access(MANAGED, Walker.READ, 5, 6));
    }

    private List<Long> slots(int first, int second) {
        return List.of(memory.raw(first), memory.raw(second));
    }
}
