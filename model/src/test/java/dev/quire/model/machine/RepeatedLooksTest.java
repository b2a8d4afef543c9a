package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.subject.MachineEncodings;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls that look again and again, on blocks of 4; one that nobody stores to is noticed. */
final class RepeatedLooksTest {
    private static final String SMALL = "arm64-small";
    private static final int LIMIT = 20_000;
    private static final int LOOKS_MAX = MachinePort.RETRIES_MAX + 8 * 4;

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
    private final MachinePort port =
            new MachinePort(spec, memory, new Tlb(spec, memory), log, new NoFolios());

    @BeforeEach
    void begin() {
        port.begin(0, LIMIT, 0, 15);
    }

    private void read(int slot, int times) {
        for (int i = 0; i < times; i++) {
            port.read(slot);
        }
    }

    /** Looks at these slots in turn until the call is ended. */
    private CallAborted spin(int... slots) {
        return assertThrows(
                CallAborted.class,
                () -> {
                    while (true) {
                        for (int slot : slots) {
                            port.read(slot);
                        }
                    }
                });
    }

    @Test
    void read_asOftenAsItMay_isAllowed() {
        read(3, MachinePort.WATCHED_FROM + LOOKS_MAX);
        assertEquals(MachinePort.WATCHED_FROM + LOOKS_MAX, port.accesses());
    }

    @Test
    void read_onceMoreThanItMay_endsTheCall() {
        read(3, MachinePort.WATCHED_FROM + LOOKS_MAX);
        assertSame(CallAborted.UNCHANGED, assertThrows(CallAborted.class, () -> port.read(3)));
    }

    @Test
    void lookedAt_afterTheCallEnded_tellsTheSlotAndHowOften() {
        spin(3);
        assertEquals("1033 times at slot 3", port.lookedAt());
    }

    @Test
    void retriesMax_fewer_endsTheCallSooner() {
        port.retriesMax(10);
        spin(3);
        assertEquals("43 times at slot 3", port.lookedAt());
    }

    @Test
    void read_inTheFirstAccesses_isNotCounted() {
        port.begin(0, MachinePort.WATCHED_FROM, 0, 15);
        port.retriesMax(0);
        assertSame(CallAborted.ENDLESS, spin(3));
    }

    @Test
    void read_whileTheCallStores_goesOnToItsLimit() {
        CallAborted ended =
                assertThrows(
                        CallAborted.class,
                        () -> {
                            while (true) {
                                port.read(3);
                                port.write(4, 1);
                            }
                        });
        assertSame(CallAborted.ENDLESS, ended);
    }

    @Test
    void read_afterAStore_isCountedAnew() {
        read(3, MachinePort.WATCHED_FROM + LOOKS_MAX - 1);
        port.write(3, 7);
        spin(3);
        assertEquals(MachinePort.WATCHED_FROM + 2 * LOOKS_MAX, port.accesses());
    }

    @Test
    void read_severalSlotsInTurn_endsTheCallToo() {
        assertSame(CallAborted.UNCHANGED, spin(0, 1, 2, 3));
    }

    @Test
    void lookedAt_secondLookAtAnother_isOfThatSlot() {
        read(1, MachinePort.WATCHED_FROM + 1);
        spin(2, 3);
        assertEquals("1033 times at slot 2", port.lookedAt());
    }

    @Test
    void lookedAt_fourthLookAtAnother_isOfThatSlot() {
        read(1, MachinePort.WATCHED_FROM + 1);
        read(2, 1);
        spin(3, 4);
        assertEquals("1033 times at slot 4", port.lookedAt());
    }

    @Test
    void endless_reasonsToEndACall_isTrueOfThoseThatNeverReturn() {
        assertEquals(
                List.of(true, true, false, false),
                List.of(
                        CallAborted.ENDLESS.endless(),
                        CallAborted.UNCHANGED.endless(),
                        CallAborted.OUT_OF_RANGE.endless(),
                        CallAborted.PREEMPTED.endless()));
    }

    @Test
    void undisturbed_nothingAskedFor_isTrue() {
        assertTrue(port.undisturbed());
    }

    @Test
    void calledInto_interruptionAskedFor_isWhatItSaysUntilItCame() {
        assertFalse(port.calledInto());
        port.interruptAt(1, access -> {});
        assertTrue(port.calledInto());
        port.interruptAt(
                1,
                new MachinePort.Interruption() {
                    @Override
                    public void before(int access) {
                        // Hardware that does nothing.
                    }

                    @Override
                    public boolean calls() {
                        return false;
                    }
                });
        assertFalse(port.calledInto());
        assertFalse(port.undisturbed());
    }

    @Test
    void undisturbed_interruptionAskedFor_isFalseUntilItCame() {
        port.interruptAt(1, access -> {});
        port.read(3);
        assertFalse(port.undisturbed());
        port.read(3);
        assertTrue(port.undisturbed());
    }

    /** No frame has a folio. */
    private static final class NoFolios implements MachinePort.FrameOwners {
        @Override
        public long folioStart(long pfn) {
            return -1;
        }

        @Override
        public int folioPages(long pfn) {
            return 0;
        }
    }
}
