package dev.quire.model.invariant;

import dev.quire.model.entry.arm64.Arm64Bits;
import dev.quire.model.folio.Folio;
import dev.quire.model.folio.Folios;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import dev.quire.model.operation.Contract;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Transaction;
import dev.quire.model.range.Pages;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.MachineEncodings;
import java.util.ArrayList;
import java.util.List;

/** Stores of one call, made by hand and judged by their order alone; blocks of 4 pages. */
final class OrderBench {
    private static final String SMALL = "arm64-small";

    final Memory memory;
    private final StepLog log = new StepLog();
    private final MachinePort port;
    private final Findings findings = new Findings();
    private final LogChecks checks;
    private final StepRecord step = new StepRecord();

    private OrderBench(BreakBeforeMake bbm) {
        MachineSpec machine =
                new MachineSpec(
                        SMALL,
                        "for tests",
                        MachineEncodings.geometry(SMALL),
                        MachineEncodings.of(SMALL),
                        2,
                        1,
                        bbm);
        Setup setup =
                new Setup(
                        machine,
                        List.of(new AddressSpace(1, AddressSpace.Kind.USER)),
                        List.of(new Vma(1, 1, 0, 0x10000, Vma.WRITE)),
                        List.of(new Folio(1, 0x100, 4)));
        memory = setup.memory();
        Tlb tlb = new Tlb(machine, memory);
        Folios folios = new Folios(setup.folios());
        Pages pages = new NoPages();
        Contract contract = new Contract(setup, memory, pages, new Transaction());
        checks =
                new LogChecks(
                        new Checks.Context(
                                setup, memory, tlb, log, folios, pages, contract, true, false),
                        findings);
        port = new MachinePort(machine, memory, tlb, log, new NoFolios());
        call("ptep_get_and_clear mm=1 addr=0x0");
    }

    static OrderBench strict() {
        return of(BreakBeforeMake.NEEDED);
    }

    static OrderBench of(BreakBeforeMake bbm) {
        return new OrderBench(bbm);
    }

    /** A new call begins: what came before is at rest. */
    OrderBench call(String line) {
        log.clear();
        step.begin(Operation.parse(line), 0);
        port.begin(0, MachinePort.ACCESSES_MAX, 0, memory.slots() - 1);
        return this;
    }

    /** What is there before the call: entries of consecutive frames. */
    OrderBench put(int slot, long pfn, int entries, long prot) {
        for (int i = 0; i < entries; i++) {
            memory.put(slot + i, Arm64Bits.page(pfn + i, prot));
        }
        return this;
    }

    OrderBench write(int slot, long pte) {
        port.write(slot, pte);
        return this;
    }

    /** Changes bits of an entry in one atomic step. */
    OrderBench flip(int slot, long bits) {
        long seen = memory.raw(slot);
        port.compareExchange(slot, seen, seen ^ bits);
        return this;
    }

    /** Empties slots, {@code start} to {@code end}, the last excluded. */
    OrderBench empty(int start, int end) {
        for (int slot = start; slot < end; slot++) {
            port.exchange(slot, 0);
        }
        return this;
    }

    /** Invalidates the pages of slots, the last excluded, on all CPUs. */
    OrderBench flush(int start, int end) {
        return flush(start, end, Port.LAST_LEVEL);
    }

    OrderBench flush(int start, int end, int flags) {
        return flushUnwaited(start, end, flags).wait(Port.BARRIER_DSB);
    }

    OrderBench flushUnwaited(int start, int end, int flags) {
        port.invalidate(1, (long) start << 12, (long) end << 12, 1L << 12, flags);
        return this;
    }

    OrderBench wait(int kind) {
        port.barrier(kind);
        return this;
    }

    /** What is wrong with the stores of the call, the first of each invariant. */
    String judged() {
        checks.check(step);
        List<String> found = new ArrayList<>();
        Invariant last = null;
        for (Findings.Violation violation : findings.sorted()) {
            if (violation.invariant() != last) {
                last = violation.invariant();
                found.add(last.id() + " " + violation.slot() + " " + violation.detail());
            }
        }
        return String.join("; ", found);
    }

    /** The numbers of the invariants that the stores of the call break. */
    String numbers() {
        checks.check(step);
        return String.join(
                " ",
                findings.sorted().stream()
                        .map(found -> found.invariant().id())
                        .distinct()
                        .toList());
    }

    int count() {
        checks.check(step);
        return findings.sorted().size();
    }

    /** The order of stores is judged without the pages that they are for. */
    private static final class NoPages implements Pages {
        @Override
        public long meaning(int slot) {
            return 0;
        }

        @Override
        public int bounds(int slot) {
            return 0;
        }

        @Override
        public int batch(int slot, int most, int flags) {
            return 0;
        }
    }

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
