package dev.quire.model.range;

import dev.quire.model.folio.Folio;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a sequence starts from: a machine, address spaces, their areas and the folios. All table
 * memory is empty.
 */
public record Setup(
        MachineSpec machine, List<AddressSpace> mms, List<Vma> vmas, List<Folio> folios) {
    /**
     * A checked configuration.
     *
     * @throws IllegalArgumentException naming the rule that does not hold and the values
     */
    public Setup {
        mms = List.copyOf(mms);
        vmas = List.copyOf(vmas);
        folios = List.copyOf(folios);
        new Folios(folios);
        Set<Integer> ids = new HashSet<>();
        for (AddressSpace mm : mms) {
            check(ids.add(mm.id()), "mm ids must differ: " + mm.id());
        }
        Set<Integer> vmaIds = new HashSet<>();
        for (int i = 0; i < vmas.size(); i++) {
            Vma vma = vmas.get(i);
            check(vmaIds.add(vma.id()), "vma ids must differ: " + vma.id());
            check(ids.contains(vma.mm()), "a vma must name an mm of the trace: mm=" + vma.mm());
            checkBounds(machine.geometry(), vma);
            for (Vma other : vmas.subList(0, i)) {
                boolean apart =
                        other.mm() != vma.mm()
                                || other.end() <= vma.start()
                                || vma.end() <= other.start();
                check(apart, "vmas must not overlap: ids " + other.id() + " and " + vma.id());
            }
        }
        for (Folio folio : folios) {
            check(
                    folio.end() <= machine.encoding().frames(),
                    "a folio must lie below frame "
                            + Numbers.hex(machine.encoding().frames())
                            + ": pfn="
                            + Numbers.hex(folio.pfn()));
        }
    }

    private static void checkBounds(Geometry geometry, Vma vma) {
        check(
                geometry.pageAligned(vma.start()) && geometry.pageAligned(vma.end()),
                "a vma must be page aligned: start="
                        + Numbers.hex(vma.start())
                        + " end="
                        + Numbers.hex(vma.end()));
        check(
                vma.end() <= 1L << 52,
                "a vma must end below 0x10000000000000: end=" + Numbers.hex(vma.end()));
        check(
                vma.end() - vma.start() <= Memory.TABLES_MAX * geometry.tableReach(),
                "a vma must need at most " + Memory.TABLES_MAX + " tables: id=" + vma.id());
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** Fresh table memory for these areas. */
    public Memory memory() {
        List<Memory.Stretch> stretches = new ArrayList<>();
        for (Vma vma : vmas) {
            stretches.add(new Memory.Stretch(vma.mm(), vma.start(), vma.end()));
        }
        return new Memory(machine.geometry(), stretches);
    }
}
