package dev.quire.benchmarks.range;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.folio.Folio;
import dev.quire.model.folio.Folios;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import dev.quire.model.range.PteCopy;
import dev.quire.model.range.RangeApi;
import dev.quire.model.reference.Reference;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subjects;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A full table of arm64-4k, 512 entries in 32 folded blocks of one folio, kept four times: behind a
 * lean port, behind the harness's port, as a bare array, and by the reference.
 */
@State(Scope.Thread)
public class FullTable {
    static final MachineSpec MACHINE = Machines.named("arm64-4k");
    static final int ENTRIES = MACHINE.geometry().tableEntries();
    static final Encoding ENCODING = MACHINE.encoding();

    /** What the value of one slot is beyond that of the slot before. */
    static final long STEP = MACHINE.geometry().pageSize();

    private static final int ORDER = MACHINE.geometry().tableShift();
    private static final long PFN = 4L << ORDER;
    private static final AddressSpace MM = new AddressSpace(1, AddressSpace.Kind.USER);
    private static final long ADDR = 0;

    final RangeApi api = Subjects.CONTPTE.api();
    final long[] lean = new long[ENTRIES];
    final long[] bare = new long[ENTRIES];
    final Memory memory =
            new Memory(
                    MACHINE.geometry(),
                    List.of(new Memory.Stretch(MM.id(), ADDR, MACHINE.geometry().tableReach())));
    final Reference reference;
    final long meaning = Meaning.present(PFN, Protection.WRITE.attributes);
    final long pte = ENCODING.encode(meaning, true, true);

    private final long[] full = new long[ENTRIES];
    private final PteCopy copy = new PteCopy();
    private final StepLog log = new StepLog();
    private final LeanPort leanPort;
    private final MachinePort machinePort;

    /** Tables that are still empty. */
    public FullTable() {
        Folios folios = new Folios(List.of(new Folio(1, PFN, ORDER)));
        reference = new Reference(MACHINE.geometry(), ENTRIES, folios);
        leanPort = new LeanPort(MACHINE, folios, lean);
        machinePort =
                new MachinePort(
                        MACHINE,
                        memory,
                        new Tlb(MACHINE, memory),
                        log,
                        new MachinePort.FrameOwners() {
                            @Override
                            public long folioStart(long pfn) {
                                return folios.start(pfn);
                            }

                            @Override
                            public int folioPages(long pfn) {
                                return folios.pages(pfn);
                            }
                        });
        ArrayLoops.set(full, ENCODING.mkcont(pte), STEP);
    }

    /** Fills all four. */
    @Setup(Level.Iteration)
    public void fill() {
        refillLean();
        refillBare();
        refillMemory();
        reference.set(0, ENTRIES, meaning, true, true);
    }

    /** The lean table as it was filled: a copy of the array, as on the other side. */
    long[] refillLean() {
        System.arraycopy(full, 0, lean, 0, ENTRIES);
        return lean;
    }

    long[] refillBare() {
        System.arraycopy(full, 0, bare, 0, ENTRIES);
        return bare;
    }

    void refillMemory() {
        for (int slot = 0; slot < ENTRIES; slot++) {
            memory.put(slot, full[slot]);
        }
    }

    Port leanPort() {
        return leanPort;
    }

    /** The harness's port at the begin of a call. */
    Port machinePort() {
        log.clear();
        machinePort.begin(0, MachinePort.ACCESSES_MAX, 0, ENTRIES - 1);
        return machinePort;
    }

    /** The batch of the whole table, given what a read of its first entry returns. */
    int batch(Port port) {
        copy.pte = pte;
        return api.folioPteBatchFlags(port, 0, copy, ENTRIES, 0);
    }

    void set(Port port) {
        api.setPtes(port, MM, ADDR, 0, pte, ENTRIES);
    }

    void wrprotect(Port port) {
        api.wrprotectPtes(port, MM, ADDR, 0, ENTRIES);
    }

    long getAndClear(Port port) {
        return api.getAndClearFullPtes(port, MM, ADDR, 0, ENTRIES, false);
    }
}
