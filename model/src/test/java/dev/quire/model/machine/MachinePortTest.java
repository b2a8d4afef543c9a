package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.subject.MachineEncodings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MachinePortTest {
    private static final String SMALL = "arm64-small";
    private static final int LIMIT = 8;

    private final MachineSpec spec =
            new MachineSpec(
                    SMALL,
                    "for tests",
                    MachineEncodings.geometry(SMALL),
                    MachineEncodings.of(SMALL),
                    2,
                    1,
                    BreakBeforeMake.NO_ABORT);
    private final Memory memory =
            new Memory(spec.geometry(), List.of(new Memory.Stretch(1, 0, 0x10000)));
    private static final int LAST = 1_000;

    private final StepLog log = new StepLog();
    private final Tlb tlb = new Tlb(spec, memory);
    private final MachinePort port = new MachinePort(spec, memory, tlb, log, new OneFolio());
    private final List<String> acts = new ArrayList<>();

    @BeforeEach
    void begin() {
        memory.put(3, 30);
        port.begin(1, LIMIT, 0, LAST);
    }

    @Test
    void begin_onCpu1_isCpu1() {
        assertEquals(1, port.cpu());
    }

    @Test
    void nobbm_ofSpec_isShown() {
        assertTrue(port.nobbm());
    }

    @Test
    void nobbm_ofAnotherSpec_isShown() {
        MachineSpec other = spec.with(2, 1, BreakBeforeMake.NEEDED);
        assertFalse(new MachinePort(other, memory, tlb, log, new OneFolio()).nobbm());
    }

    @Test
    void levelTwo_thatMayAbort_isShownAsALevelAlone() {
        MachineSpec other = spec.with(2, 1, BreakBeforeMake.LEVEL_2);
        MachinePort levelTwo = new MachinePort(other, memory, tlb, log, new OneFolio());
        assertFalse(levelTwo.nobbm());
        assertEquals(List.of(2, 2), List.of(levelTwo.bbmLevel(), port.bbmLevel()));
    }

    @Test
    void encoding_ofSpec_isShown() {
        assertEquals(spec.encoding(), port.encoding());
    }

    @Test
    void geometry_ofSpec_isShown() {
        assertEquals(spec.geometry(), port.geometry());
    }

    @Test
    void read_slot_returnsEntry() {
        assertEquals(30, port.read(3));
    }

    @Test
    void read_slot_isNoStore() {
        port.read(3);
        assertEquals(0, log.stores());
    }

    @Test
    void write_slot_changesMemory() {
        port.write(3, 31);
        assertEquals(31, memory.raw(3));
    }

    @Test
    void write_slot_isLoggedWithOldAndNext() {
        port.write(3, 31);
        assertEquals("0: 3 30 31", logged(0));
    }

    @Test
    void exchange_slot_returnsOldEntry() {
        assertEquals(30, port.exchange(3, 0));
    }

    @Test
    void exchange_slot_changesMemory() {
        port.exchange(3, 7);
        assertEquals(7, memory.raw(3));
    }

    @Test
    void exchange_slot_isLogged() {
        port.exchange(3, 7);
        assertEquals("1: 3 30 7", logged(0));
    }

    @Test
    void compareExchange_expectedFound_changesMemory() {
        port.compareExchange(3, 30, 7);
        assertEquals(7, memory.raw(3));
    }

    @Test
    void compareExchange_expectedFound_returnsIt() {
        assertEquals(30, port.compareExchange(3, 30, 7));
    }

    @Test
    void compareExchange_expectedFound_isLogged() {
        port.compareExchange(3, 30, 7);
        assertEquals("2: 3 30 7", logged(0));
    }

    @Test
    void compareExchange_otherFound_changesNothing() {
        port.compareExchange(3, 29, 7);
        assertEquals(30, memory.raw(3));
    }

    @Test
    void compareExchange_otherFound_returnsIt() {
        assertEquals(30, port.compareExchange(3, 29, 7));
    }

    @Test
    void compareExchange_otherFound_isNotLogged() {
        port.compareExchange(3, 29, 7);
        assertEquals(0, log.stores());
    }

    @Test
    void accesses_eachKindOnce_areCounted() {
        port.read(3);
        port.write(3, 1);
        port.exchange(3, 2);
        port.compareExchange(3, 0, 3);
        assertEquals(4, port.accesses());
    }

    @Test
    void accesses_invalidationsAndBarriers_areNotCounted() {
        port.invalidate(1, 0, 0x1000, 0x1000, Port.LAST_LEVEL);
        port.barrier(Port.BARRIER_DSB);
        assertEquals(0, port.accesses());
    }

    @Test
    void accesses_afterBegin_areNone() {
        port.read(3);
        port.begin(0, LIMIT, 0, LAST);
        assertEquals(0, port.accesses());
    }

    @Test
    void read_belowTheCallsSlots_abortsTheCall() {
        port.begin(0, LIMIT, 2, 5);
        CallAborted aborted = assertThrows(CallAborted.class, () -> port.read(1));
        assertEquals(CallAborted.OUT_OF_RANGE, aborted);
    }

    @Test
    void read_firstAndLastOfTheCallsSlots_isAllowed() {
        port.begin(0, LIMIT, 2, 3);
        assertEquals(List.of(0L, 30L), List.of(port.read(2), port.read(3)));
    }

    @Test
    void write_aboveTheCallsSlots_storesNothing() {
        port.begin(0, LIMIT, 2, 5);
        assertThrows(CallAborted.class, () -> port.write(6, 77));
        assertEquals(0, memory.raw(6));
    }

    @Test
    void interruptAt_access2_actsBeforeThatAccess() {
        port.interruptAt(2, access -> memory.put(3, 99));
        assertEquals(List.of(30L, 30L, 99L), List.of(port.read(3), port.read(3), port.read(3)));
    }

    @Test
    void interruptAt_access0_actsBeforeTheFirst() {
        port.interruptAt(0, access -> memory.put(3, 99));
        assertEquals(99, port.read(3));
    }

    @Test
    void interruptAt_access1_isToldItsNumber() {
        port.interruptAt(1, access -> acts.add("before " + access));
        port.read(3);
        port.read(3);
        port.read(3);
        assertEquals(List.of("before 1"), acts);
    }

    @Test
    void interruptAt_accessAlreadyMade_actsBeforeTheNext() {
        port.read(3);
        port.read(3);
        port.interruptAt(0, access -> acts.add("before " + access));
        port.read(3);
        assertEquals(List.of("before 2"), acts);
    }

    @Test
    void interruptAt_askedForAgainInside_actsAgain() {
        port.interruptAt(
                0,
                access -> {
                    acts.add("first " + access);
                    port.interruptAt(1, later -> acts.add("second " + later));
                });
        port.read(3);
        port.read(3);
        assertEquals(List.of("first 0", "second 1"), acts);
    }

    @Test
    void interruptAt_sameAccessAgainInside_actsBeforeTheAccessIsMade() {
        port.interruptAt(
                0, access -> port.interruptAt(0, later -> acts.add("again " + port.accesses())));
        port.read(3);
        assertEquals(List.of("again 0"), acts);
    }

    @Test
    void interruptAt_compareExchange_losesTheRace() {
        long seen = port.read(3);
        port.interruptAt(1, access -> memory.put(3, 99));
        assertEquals(99, port.compareExchange(3, seen, 7));
    }

    @Test
    void begin_afterInterruptionAskedFor_forgetsIt() {
        port.interruptAt(0, access -> acts.add("late"));
        port.begin(0, LIMIT, 0, LAST);
        port.read(3);
        assertEquals(List.of(), acts);
    }

    @Test
    void limit_lastAllowedAccess_isMade() {
        for (int i = 0; i < LIMIT; i++) {
            port.read(3);
        }
        assertEquals(LIMIT, port.accesses());
    }

    @Test
    void limit_oneAccessMore_abortsCall() {
        for (int i = 0; i < LIMIT; i++) {
            port.read(3);
        }
        assertThrows(CallAborted.class, () -> port.read(3));
    }

    @Test
    void limit_abortedStore_changesNothing() {
        port.begin(0, 0, 0, LAST);
        assertThrows(CallAborted.class, () -> port.write(3, 77));
        assertEquals(30, memory.raw(3));
    }

    @Test
    void limit_interruptionBeyondIt_abortsInstead() {
        port.interruptAt(LIMIT + 1, access -> acts.add("beyond"));
        for (int i = 0; i < LIMIT; i++) {
            port.read(3);
        }
        assertThrows(CallAborted.class, () -> port.read(3));
        assertEquals(List.of(), acts);
    }

    @Test
    void invalidate_range_isLogged() {
        port.invalidate(1, 0, 0x2000, 0x1000, Port.LAST_LEVEL);
        assertTrue(log.invalidated(1, 0, 0x2000, -1, 0, false));
    }

    @Test
    void barrier_any_isCounted() {
        port.barrier(Port.BARRIER_DSB_ST);
        assertEquals(1, log.barriers());
    }

    @Test
    void invalidate_notWaitedFor_endsNoTranslation() {
        tlb.add(0, 3, 30, false);
        port.invalidate(1, 0x3000, 0x4000, 0x1000, Port.LAST_LEVEL);
        assertEquals(1, tlb.count());
    }

    @Test
    void barrier_dsb_endsWhatWasInvalidated() {
        tlb.add(0, 3, 30, false);
        tlb.add(1, 3, 30, false);
        port.invalidate(1, 0x3000, 0x4000, 0x1000, Port.LAST_LEVEL);
        port.barrier(Port.BARRIER_DSB);
        assertEquals(0, tlb.count());
    }

    @Test
    void barrier_dsbForStores_endsNothing() {
        tlb.add(0, 3, 30, false);
        port.invalidate(1, 0x3000, 0x4000, 0x1000, Port.LAST_LEVEL);
        port.barrier(Port.BARRIER_DSB_ST);
        assertEquals(1, tlb.count());
    }

    @Test
    void barrier_dsbOfAnotherCpu_endsNothing() {
        tlb.add(0, 3, 30, false);
        port.invalidate(1, 0x3000, 0x4000, 0x1000, Port.LAST_LEVEL);
        port.begin(0, LIMIT, 0, LAST);
        port.barrier(Port.BARRIER_DSB);
        assertEquals(1, tlb.count());
    }

    @Test
    void barrier_dsbInALaterCallOfThatCpu_endsWhatWasInvalidated() {
        tlb.add(0, 3, 30, false);
        port.invalidate(1, 0x3000, 0x4000, 0x1000, Port.LAST_LEVEL | Port.NO_SYNC);
        port.begin(1, LIMIT, 0, LAST);
        port.barrier(Port.BARRIER_DSB);
        assertEquals(0, tlb.count());
    }

    @Test
    void invalidate_local_isThatOfTheCallingCpu() {
        tlb.add(0, 3, 30, false);
        tlb.add(1, 3, 30, false);
        port.invalidate(1, 0x3000, 0x4000, 0x1000, Port.LOCAL);
        port.barrier(Port.BARRIER_DSB);
        assertEquals(List.of(1, 0), List.of(tlb.count(), tlb.cpu(0)));
    }

    @Test
    void reach_ofACall_namesItsFirstAndLastSlot() {
        port.begin(0, LIMIT, 4, 7);
        assertEquals("slots 4 to 7", port.reach());
    }

    @Test
    void folioStart_ownedFrame_isAsked() {
        assertEquals(0x40, port.folioStart(0x41));
    }

    @Test
    void folioPages_ownedFrame_isAsked() {
        assertEquals(4, port.folioPages(0x41));
    }

    @Test
    void warn_text_isKept() {
        port.warn("mixed block");
        assertEquals("mixed block", port.warning());
    }

    @Test
    void warning_afterBegin_isEmpty() {
        port.warn("mixed block");
        port.begin(0, LIMIT, 0, LAST);
        assertEquals("", port.warning());
    }

    @Test
    void interruptionNone_called_doesNothing() {
        MachinePort.Interruption.NONE.before(0);
        assertFalse(log.stores() > 0);
    }

    private String logged(int store) {
        return log.kind(store)
                + ": "
                + log.slot(store)
                + " "
                + log.old(store)
                + " "
                + log.next(store);
    }

    /** Frames 0x40 to 0x43 are a folio. */
    private static final class OneFolio implements MachinePort.FrameOwners {
        @Override
        public long folioStart(long pfn) {
            return pfn >> 2 == 0x10 ? 0x40 : -1;
        }

        @Override
        public int folioPages(long pfn) {
            return pfn >> 2 == 0x10 ? 4 : 0;
        }
    }
}
