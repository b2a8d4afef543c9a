package dev.quire.properties.generate;

import dev.quire.model.folio.Folio;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.properties.choice.Choices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A configuration, and which frame each slot is mapped to by preference: neighbours in one folio,
 * so
 * that blocks come about.
 *
 * @param home the frame of each slot, -1 where none is preferred
 */
public record Scene(Setup setup, long[] home) {
    /** How many blocks an area has at least and at most. */
    private static final int BLOCKS_MIN = 3;

    private static final int BLOCKS_MAX = 7;

    /** A scene of up to three address spaces, laid so that ranges meet every kind of edge. */
    public static Scene choose(Choices choices, MachineSpec machine) {
        MachineSpec chosen =
                machine.with(2, 1 + choices.below(3), breakBeforeMake(choices, machine.bbm()));
        Geometry geometry = chosen.geometry();
        List<AddressSpace> mms = new ArrayList<>();
        List<Vma> vmas = new ArrayList<>();
        mms.add(new AddressSpace(1, AddressSpace.Kind.USER));
        long blockSize = geometry.pageSize() * geometry.blockEntries();
        long tableEnd = 2 * geometry.tableReach();
        long room = geometry.tableEntries() / geometry.blockEntries();
        long before = Math.min(room, choices.between(BLOCKS_MIN, BLOCKS_MAX)) * blockSize;
        long after = choices.between(0, 2) * blockSize;
        vmas.add(new Vma(1, 1, tableEnd - before, tableEnd + after, permissions(choices)));
        long start = tableEnd + after + choices.below(3) * geometry.pageSize();
        long length =
                Math.min(room - 3, choices.between(1, BLOCKS_MIN)) * blockSize
                        + choices.below(geometry.blockEntries()) * geometry.pageSize();
        vmas.add(new Vma(2, 1, start, start + Math.max(length, blockSize), permissions(choices)));
        if (choices.chance(1, 3)) {
            mms.add(new AddressSpace(2, AddressSpace.Kind.USER));
            vmas.add(new Vma(3, 2, tableEnd - before, tableEnd, permissions(choices)));
        }
        if (choices.chance(1, 4)) {
            boolean efi = choices.chance(1, 3);
            mms.add(new AddressSpace(3, efi ? AddressSpace.Kind.EFI : AddressSpace.Kind.KERNEL));
            vmas.add(new Vma(4, 3, 0, 2 * blockSize, Vma.WRITE));
        }
        List<Folio> folios = new ArrayList<>();
        return laid(choices, chosen, mms, vmas, folios);
    }

    /** A machine that asks for breaks now and then asks for fewer. */
    private static BreakBeforeMake breakBeforeMake(Choices choices, BreakBeforeMake asked) {
        if (asked != BreakBeforeMake.NEEDED) {
            return asked;
        }
        return switch (choices.below(12)) {
            case 0, 1 -> BreakBeforeMake.NO_ABORT;
            case 2, 3, 4 -> BreakBeforeMake.LEVEL_2;
            default -> BreakBeforeMake.NEEDED;
        };
    }

    private static int permissions(Choices choices) {
        return choices.chance(3, 4) ? Vma.WRITE : choices.below(4);
    }

    /** Folios over the areas of the first address space; the others map the same ones. */
    private static Scene laid(
            Choices choices,
            MachineSpec machine,
            List<AddressSpace> mms,
            List<Vma> vmas,
            List<Folio> folios) {
        Geometry geometry = machine.geometry();
        Setup bare = new Setup(machine, mms, vmas, folios);
        Memory memory = bare.memory();
        long[] home = new long[memory.slots()];
        Arrays.fill(home, -1);
        long pfn = firstFrame(choices, machine);
        long blockSize = geometry.pageSize() * geometry.blockEntries();
        for (Vma vma : vmas.subList(0, 2)) {
            long skew = choices.chance(1, 5) ? 1 + choices.below(geometry.blockEntries()) : 0;
            long at = (vma.start() & -blockSize) - skew * geometry.pageSize();
            int halves = 0;
            while (at < vma.end()) {
                boolean startsBlock = (at & blockSize - 1) == 0;
                if (halves == 0 && startsBlock && choices.chance(1, 6)) {
                    halves = 2;
                    pfn = pfn + geometry.blockEntries() - 1 & -geometry.blockEntries();
                }
                boolean half = halves > 0;
                halves = half ? halves - 1 : 0;
                int order = half ? geometry.blockShift() - 1 : order(choices, geometry);
                order = skew > 0 ? order : Math.min(order, alignment(geometry, at));
                long pages = 1L << order;
                pfn = pfn + pages - 1 & -pages;
                Folio folio = new Folio(folios.size() + 1, pfn, order);
                folios.add(folio);
                for (int i = 0; i < pages; i++) {
                    long addr = at + i * geometry.pageSize();
                    int slot =
                            addr >= vma.start() && addr < vma.end()
                                    ? memory.slot(vma.mm(), addr)
                                    : -1;
                    if (slot >= 0) {
                        home[slot] = pfn + i;
                    }
                }
                pfn += pages;
                at += pages * geometry.pageSize();
            }
        }
        borrow(choices, geometry, memory, vmas, home);
        return new Scene(new Setup(machine, mms, vmas, folios), home);
    }

    /** The other address spaces map what the first one maps at its first area. */
    private static void borrow(
            Choices choices, Geometry geometry, Memory memory, List<Vma> vmas, long[] home) {
        for (Vma vma : vmas.subList(2, vmas.size())) {
            long shift = choices.chance(1, 4) ? geometry.pageSize() : 0;
            for (long at = vma.start(); at < vma.end(); at += geometry.pageSize()) {
                long from = vmas.get(0).start() + shift + (at - vma.start());
                int slot = from < vmas.get(0).end() ? memory.slot(1, from) : -1;
                home[memory.slot(vma.mm(), at)] = slot < 0 ? -1 : home[slot];
            }
        }
    }

    /** The order of the largest folio that lies naturally at an address. */
    private static int alignment(Geometry geometry, long addr) {
        return Long.numberOfTrailingZeros(addr >>> geometry.pageShift());
    }

    private static int order(Choices choices, Geometry geometry) {
        int block = geometry.blockShift();
        return switch (choices.below(8)) {
            case 0 -> choices.below(block + 1);
            case 1 -> choices.chance(1, 2) ? Math.max(0, block - 1) : block;
            case 2, 3, 4 -> block;
            case 5, 6 -> block + 1;
            default -> block + 2;
        };
    }

    /** Low frames, or frames around the boundaries at which layouts split the address. */
    private static long firstFrame(Choices choices, MachineSpec machine) {
        long frames = machine.encoding().frames();
        long reserve = 1L << 13;
        return switch (choices.below(4)) {
            case 0 -> (1L << 48 - machine.geometry().pageShift()) % frames + reserve;
            case 1 -> frames - 4 * reserve;
            default -> 0x100;
        };
    }

    /** The folios by frame. */
    public Folios folios() {
        return new Folios(setup.folios());
    }
}
