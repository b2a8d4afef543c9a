package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.Folio;
import dev.quire.model.folio.Folios;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.CallAborted;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import dev.quire.model.subject.Machines;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A read that is preempted after some reads and goes on by reading from its begin again. */
final class PreemptedReadTest {
    private static final int ALL = Integer.MAX_VALUE;

    private final MachineSpec spec =
            Machines.named("arm64-small").with(2, 1, BreakBeforeMake.NO_ABORT);
    private final Memory memory =
            new Memory(spec.geometry(), List.of(new Memory.Stretch(1, 0, 0x10000)));
    private final StepLog log = new StepLog();
    private final MachinePort port =
            new MachinePort(
                    spec,
                    memory,
                    new Tlb(spec, memory),
                    log,
                    new FolioOwners(new Folios(List.of(new Folio(1, 0x100, 2)))));
    private final PreemptedRead read = new PreemptedRead(port);

    @BeforeEach
    void begin() {
        memory.put(3, 30);
        memory.put(4, 40);
        port.begin(1, 1_000, 0, 15);
        read.begin(false);
    }

    private static void preempted(Executable reading) {
        assertSame(CallAborted.PREEMPTED, assertThrows(CallAborted.class, reading));
    }

    @Test
    void read_asManyAsItMay_areThoseOfMemory() {
        read.goOn(2);
        assertEquals(List.of(30L, 40L), List.of(read.read(3), read.read(4)));
    }

    @Test
    void read_oneMoreThanItMay_isPreempted() {
        read.goOn(2);
        read.read(3);
        read.read(4);
        preempted(() -> read.read(3));
    }

    @Test
    void read_oneMoreThanItMay_isNoAccess() {
        read.goOn(1);
        read.read(3);
        preempted(() -> read.read(4));
        assertEquals(1, port.accesses());
    }

    @Test
    void goOn_afterAPreemption_givesOnceMoreWhatWasRead() {
        read.goOn(1);
        read.read(3);
        memory.put(3, 31);
        read.goOn(1);
        assertEquals(30, read.read(3));
    }

    @Test
    void goOn_afterAPreemption_readsOnFromMemory() {
        read.goOn(1);
        read.read(3);
        memory.put(4, 41);
        read.goOn(1);
        read.read(3);
        assertEquals(41, read.read(4));
    }

    @Test
    void goOn_afterAPreemption_countsNewReadsAlone() {
        read.goOn(1);
        read.read(3);
        read.goOn(1);
        read.read(3);
        read.read(4);
        preempted(() -> read.read(5));
    }

    @Test
    void goOn_whatWasReadIsGivenAgain_isNoAccess() {
        read.goOn(1);
        read.read(3);
        read.goOn(1);
        read.read(3);
        assertEquals(1, port.accesses());
    }

    @Test
    void goOn_thirdPiece_givesWhatBothOthersRead() {
        read.goOn(1);
        read.read(3);
        memory.put(3, 31);
        read.goOn(1);
        read.read(3);
        read.read(3);
        memory.put(3, 32);
        read.goOn(ALL);
        assertEquals(List.of(30L, 31L, 32L), List.of(read.read(3), read.read(3), read.read(3)));
    }

    @Test
    void read_moreThanItsFirstRoom_givesAllAgain() {
        read.goOn(100);
        for (int i = 0; i < 100; i++) {
            memory.put(3, i);
            read.read(3);
        }
        read.goOn(ALL);
        for (int i = 0; i < 100; i++) {
            assertEquals(i, read.read(3));
        }
    }

    @Test
    void begin_afterAnotherRead_forgetsWhatItRead() {
        read.goOn(1);
        read.read(3);
        memory.put(3, 31);
        read.begin(false);
        read.goOn(1);
        assertEquals(31, read.read(3));
    }

    @Test
    void read_outsideTheCallsSlots_abortsTheCall() {
        port.begin(1, 1_000, 4, 7);
        read.goOn(ALL);
        CallAborted aborted = assertThrows(CallAborted.class, () -> read.read(3));
        assertSame(CallAborted.OUT_OF_RANGE, aborted);
    }

    @Test
    void read_moreThanTheCallMay_isEndless() {
        port.begin(1, 1, 0, 15);
        read.goOn(ALL);
        read.read(3);
        CallAborted aborted = assertThrows(CallAborted.class, () -> read.read(3));
        assertSame(CallAborted.ENDLESS, aborted);
    }

    @Test
    void goOn_afterItWasEndless_readsOnFromMemory() {
        port.begin(1, 1, 0, 15);
        read.goOn(ALL);
        read.read(3);
        assertThrows(CallAborted.class, () -> read.read(4));
        port.begin(1, 9, 0, 15);
        read.goOn(ALL);
        assertEquals(List.of(30L, 40L), List.of(read.read(3), read.read(4)));
    }

    @Test
    void stores_ofEachKind_areRefused() {
        read.goOn(ALL);
        List<Executable> stores =
                List.of(
                        () -> read.write(3, 1),
                        () -> read.exchange(3, 1),
                        () -> read.compareExchange(3, 30, 1),
                        () -> read.invalidate(1, 0, 0x1000, 0x1000, Port.LAST_LEVEL));
        for (Executable store : stores) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, store);
            assertEquals("a read without the lock must not store", refused.getMessage());
        }
    }

    @Test
    void stores_refused_changeNothing() {
        read.goOn(ALL);
        assertThrows(IllegalStateException.class, () -> read.write(3, 1));
        assertEquals(List.of(30L, 0), List.of(memory.raw(3), log.stores()));
    }

    @Test
    void barrier_any_isAllowedAndEndsNothing() {
        read.barrier(Port.BARRIER_DSB);
        assertEquals(0, log.barriers());
    }

    @Test
    void port_whatItKnows_isShown() {
        assertEquals(
                List.of(1, spec.geometry(), spec.encoding(), true, 0x100L, 4),
                List.of(
                        read.cpu(),
                        read.geometry(),
                        read.encoding(),
                        read.nobbm(),
                        read.folioStart(0x102),
                        read.folioPages(0x102)));
    }

    @Test
    void nobbm_whereABreakIsNeeded_isFalse() {
        MachineSpec other = spec.with(2, 1, BreakBeforeMake.NEEDED);
        FolioOwners owners = new FolioOwners(new Folios(List.of()));
        MachinePort breaking = new MachinePort(other, memory, new Tlb(other, memory), log, owners);
        assertFalse(new PreemptedRead(breaking).nobbm());
        assertEquals(
                List.of(2, 0), List.of(read.bbmLevel(), new PreemptedRead(breaking).bbmLevel()));
    }

    @Test
    void port_frameOfNoFolio_isSaid() {
        assertEquals(List.of(-1L, 0), List.of(read.folioStart(0x104), read.folioPages(0x104)));
    }

    @Test
    void warn_text_isThePorts() {
        read.warn("block is mixed");
        assertTrue(port.warning().equals("block is mixed"));
    }
}
