package dev.quire.properties.lincheck;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.arm64.Arm64Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Port;
import dev.quire.model.range.RangeApi;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Correct lockless reads are explained by an order of whole calls, and wrong ones are not.
 *
 * <p>Scenarios and interleavings are drawn from fixed seeds; each check stops at the first
 * interleaving that nothing explains and shows it access by access. Instruments the running JVM,
 * so the build gives these tests one of their own.
 */
@Tag("lincheck")
final class LocklessReadTest {
    /** Calls in two threads, of which one may change the table; one more call before them. */
    private static final int SCENARIOS = 12;

    private static final int INTERLEAVINGS_EACH = 100;

    /** What only calculates: nothing happens inside that another thread could see. */
    private static final List<ManagedStrategyGuarantee> PURE =
            List.of(
                    forClasses(
                                    Arm64Encoding.class.getName(),
                                    Meaning.class.getName(),
                                    Geometry.class.getName(),
                                    MachineSpec.class.getName(),
                                    AddressSpace.class.getName(),
                                    SharedBlock.Seen.class.getName())
                            .allMethods()
                            .ignore(),
                    forClasses(AtomicPort.class.getName())
                            .methods("geometry", "encoding", "nobbm", "folioStart", "folioPages")
                            .ignore(),
                    forClasses(AtomicPort.class.getName())
                            .methods("invalidate", "barrier")
                            .ignore(),
                    forClasses(SharedBlock.class.getName())
                            .methods("fresh", "addr", "port")
                            .ignore());

    private static void check(
            Class<? extends SharedBlock> block, Class<? extends SharedBlock> oneByOne) {
        ModelCheckingOptions options =
                new ModelCheckingOptions()
                        .iterations(SCENARIOS)
                        .invocationsPerIteration(INTERLEAVINGS_EACH)
                        .actorsBefore(1)
                        .threads(2)
                        .actorsPerThread(3)
                        .actorsAfter(0)
                        .sequentialSpecification(oneByOne);
        PURE.forEach(options::addGuarantee);
        options.check(block);
    }

    private static String failure(
            Class<? extends SharedBlock> block, Class<? extends SharedBlock> oneByOne) {
        return assertThrows(LincheckAssertionError.class, () -> check(block, oneByOne))
                .getMessage();
    }

    @Test
    void contpte_besideLockedCalls_readsWhatASlotMeant() {
        check(Hidden.class, LockedOneByOne.class);
    }

    @Test
    void contpteVisible_besideLockedCalls_readsWhatASlotMeant() {
        check(Visible.class, LockedOneByOne.class);
    }

    @Test
    void readWithoutRetry_besideLockedCalls_isFound() {
        String failure = failure(NoRetry.class, LockedOneByOne.class);
        assertTrue(failure.contains("Invalid execution results"), failure);
    }

    @Test
    void readThatChecksFirstEntryOnly_besideLockedCalls_isFound() {
        String failure = failure(FirstEntryOnly.class, LockedOneByOne.class);
        assertTrue(failure.contains("Invalid execution results"), failure);
    }

    @Test
    void readThatTakesBlockForNone_besideLockedCalls_isFound() {
        String failure = failure(TakesBlockForNone.class, LockedOneByOne.class);
        assertTrue(failure.contains("none must be what a slot held"), failure);
    }

    @Test
    void contpte_besideStores_readsWhatASlotMeantAndEnds() {
        check(HiddenStores.class, StoresOneByOne.class);
    }

    @Test
    void readThatRetriesForEver_besideStores_isFound() {
        String failure = failure(EndlessStores.class, StoresOneByOne.class);
        assertTrue(failure.contains("The execution has hung"), failure);
    }

    private static RangeApi bug(String name) {
        return SeededBugs.named(name).api();
    }

    /** The calls one after another, and reads under the lock. */
    public static final class LockedOneByOne extends LockedCalls {
        public LockedOneByOne() {}
    }

    public static final class Hidden extends LockedCalls {
        public Hidden() {
            super(Subjects.CONTPTE.api());
        }
    }

    public static final class Visible extends LockedCalls {
        public Visible() {
            super(Subjects.CONTPTE_VISIBLE.api());
        }
    }

    public static final class NoRetry extends LockedCalls {
        public NoRetry() {
            super(bug("lockless-read-does-not-retry"));
        }
    }

    public static final class FirstEntryOnly extends LockedCalls {
        public FirstEntryOnly() {
            super(bug("lockless-read-checks-first-entry-only"));
        }
    }

    /** Leaves blocks to the slow path, where what it returns would be right. */
    public static final class TakesBlockForNone extends LockedCalls {
        public TakesBlockForNone() {
            super(
                    new Contpte(false) {
                        @Override
                        public long ptepGetLockless(Port port, int slot) {
                            long pte = port.read(slot);
                            return port.encoding().validCont(pte) ? 0 : pte;
                        }
                    });
        }
    }

    /** The stores one after another, and reads under the lock. */
    public static final class StoresOneByOne extends HardwareStores {
        public StoresOneByOne() {}
    }

    public static final class HiddenStores extends HardwareStores {
        public HiddenStores() {
            super(Subjects.CONTPTE.api());
        }
    }

    public static final class EndlessStores extends HardwareStores {
        public EndlessStores() {
            super(bug("lockless-read-retries-for-ever"));
        }
    }
}
