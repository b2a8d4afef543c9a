package dev.quire.model.contpte;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.arm64.Arm64Bits;
import dev.quire.model.folio.Folio;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import dev.quire.model.subject.MachineEncodings;
import java.util.List;

/**
 * Contpte on bare memory, with a record of all it does: blocks of 4, slots 0 to 31 of one address
 * space from address 0x40000 on.
 *
 * <p>The record is one line: {@code r5} reads slot 5, {@code w5} writes it, {@code x5} exchanges
 * it, {@code c5} compares and exchanges it, {@code c5!} in vain; an invalidation is {@code
 * inv:START-END/STRIDE/FLAGS}; barriers are {@code dsb} and {@code dsbst}. Folios: frames 0x100 to
 * 0x11f, 0x210 and 0x211, 0x212 and 0x213.
 */
final class Bench {
    static final AddressSpace USER = new AddressSpace(1, AddressSpace.Kind.USER);
    static final AddressSpace KERNEL = new AddressSpace(1, AddressSpace.Kind.KERNEL);
    static final AddressSpace EFI = new AddressSpace(1, AddressSpace.Kind.EFI);

    private static final int ACCESSES_MAX = 1000;

    final Memory memory;
    final StepLog log = new StepLog();
    final MachinePort machine;
    final Port port = new Recorder();
    final Contpte api;
    private final StringBuilder record = new StringBuilder();

    private Bench(boolean contVisible, BreakBeforeMake bbm) {
        String small = "arm64-small";
        Geometry geometry = MachineEncodings.geometry(small);
        MachineSpec spec =
                new MachineSpec(
                        small, "for tests", geometry, MachineEncodings.of(small), 1, 1, bbm);
        memory = new Memory(geometry, List.of(new Memory.Stretch(1, 0x40000, 0x60000)));
        Folios folios =
                new Folios(
                        List.of(
                                new Folio(1, 0x100, 5),
                                new Folio(2, 0x210, 1),
                                new Folio(3, 0x212, 1)));
        machine = new MachinePort(spec, memory, new Tlb(spec, memory), log, new Owners(folios));
        machine.begin(0, ACCESSES_MAX, 0, memory.slots() - 1);
        api = new Contpte(contVisible);
    }

    static Bench strict() {
        return new Bench(false, BreakBeforeMake.NEEDED);
    }

    static Bench visible() {
        return new Bench(true, BreakBeforeMake.NEEDED);
    }

    static Bench nobbm() {
        return new Bench(false, BreakBeforeMake.NO_ABORT);
    }

    /** Puts an entry of each of these kinds, for consecutive frames, without an access. */
    Bench put(int slot, long pfn, long... prots) {
        for (int i = 0; i < prots.length; i++) {
            memory.put(slot + i, Arm64Bits.page(pfn + i, prots[i]));
        }
        return this;
    }

    /** Puts a folded block, without an access. */
    Bench folded(int slot, long pfn, long... prots) {
        for (int i = 0; i < 4; i++) {
            long prot = prots[i % prots.length];
            memory.put(slot + i, Arm64Bits.page(pfn + i, prot | Arm64Bits.CONT));
        }
        return this;
    }

    /** Another CPU or hardware stores before the access of this number. */
    Bench before(int access, int slot, long pte) {
        machine.interruptAt(access, number -> memory.put(slot, pte));
        return this;
    }

    /** The same, and something else before a later access. */
    Bench before(int access, int slot, long pte, int later, long laterPte) {
        machine.interruptAt(
                access,
                number -> {
                    memory.put(slot, pte);
                    machine.interruptAt(later, again -> memory.put(slot, laterPte));
                });
        return this;
    }

    static long addr(int slot) {
        return 0x40000 + slot * 0x1000L;
    }

    /** Raw entries. */
    String raw(int start, int end) {
        StringBuilder text = new StringBuilder();
        for (int slot = start; slot < end; slot++) {
            text.append(Numbers.hex(memory.raw(slot))).append(' ');
        }
        return text.toString().trim();
    }

    /** Entries of these kinds for consecutive frames, as {@link #raw} writes them. */
    static String pages(long pfn, long... prots) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < prots.length; i++) {
            long pte = prots[i] == 0 ? 0 : Arm64Bits.page(pfn + i, prots[i]);
            text.append(Numbers.hex(pte)).append(' ');
        }
        return text.toString().trim();
    }

    /** What was done, in order. */
    String record() {
        return record.toString().trim();
    }

    private void add(String what) {
        record.append(what).append(' ');
    }

    /** Notes each call before it goes to the machine. */
    private final class Recorder implements Port {
        @Override
        public int cpu() {
            return machine.cpu();
        }

        @Override
        public Geometry geometry() {
            return machine.geometry();
        }

        @Override
        public Encoding encoding() {
            return machine.encoding();
        }

        @Override
        public boolean nobbm() {
            return machine.nobbm();
        }

        @Override
        public long read(int slot) {
            add("r" + slot);
            return machine.read(slot);
        }

        @Override
        public void write(int slot, long value) {
            add("w" + slot);
            machine.write(slot, value);
        }

        @Override
        public long exchange(int slot, long value) {
            add("x" + slot);
            return machine.exchange(slot, value);
        }

        @Override
        public long compareExchange(int slot, long expected, long next) {
            long found = machine.compareExchange(slot, expected, next);
            add("c" + slot + (found == expected ? "" : "!"));
            return found;
        }

        @Override
        public void invalidate(int mm, long start, long end, long stride, int flags) {
            String kinds =
                    ((flags & Port.LAST_LEVEL) != 0 ? "/last" : "")
                            + ((flags & Port.NO_SYNC) != 0 ? "/nosync" : "")
                            + ((flags & Port.LOCAL) != 0 ? "/local" : "");
            add("inv:" + Numbers.hex(start) + "-" + Numbers.hex(end) + "/" + stride + kinds);
            machine.invalidate(mm, start, end, stride, flags);
        }

        @Override
        public void barrier(int kind) {
            add(kind == Port.BARRIER_DSB ? "dsb" : "dsbst");
            machine.barrier(kind);
        }

        @Override
        public long folioStart(long pfn) {
            return machine.folioStart(pfn);
        }

        @Override
        public int folioPages(long pfn) {
            return machine.folioPages(pfn);
        }

        @Override
        public void warn(String what) {
            machine.warn(what);
        }
    }

    private record Owners(Folios folios) implements MachinePort.FrameOwners {
        @Override
        public long folioStart(long pfn) {
            return folios.start(pfn);
        }

        @Override
        public int folioPages(long pfn) {
            return folios.pages(pfn);
        }
    }
}
