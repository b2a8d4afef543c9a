package dev.quire.properties.shrink;

import dev.quire.model.folio.Folio;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import java.util.ArrayList;
import java.util.List;

/** The lowerings of a configuration: fewer and smaller parts, a plainer machine. */
final class SetupLowerings {
    private SetupLowerings() {}

    static List<Setup> of(Setup setup) {
        List<Setup> lower = new ArrayList<>();
        machines(setup, lower);
        for (Vma vma : setup.vmas()) {
            lower.add(
                    new Setup(
                            setup.machine(),
                            setup.mms(),
                            without(setup.vmas(), vma),
                            setup.folios()));
        }
        for (AddressSpace mm : setup.mms()) {
            if (setup.vmas().stream().noneMatch(vma -> vma.mm() == mm.id())) {
                lower.add(
                        new Setup(
                                setup.machine(),
                                without(setup.mms(), mm),
                                setup.vmas(),
                                setup.folios()));
            }
        }
        for (Folio folio : setup.folios()) {
            lower.add(withFolios(setup, without(setup.folios(), folio)));
            if (folio.order() > 0) {
                Folio half = new Folio(folio.id(), folio.pfn(), folio.order() - 1);
                lower.add(withFolios(setup, replaced(setup.folios(), folio, half)));
            }
        }
        joined(setup, lower);
        smaller(setup, lower);
        return lower;
    }

    private static void machines(Setup setup, List<Setup> lower) {
        MachineSpec machine = setup.machine();
        for (BreakBeforeMake stricter : BreakBeforeMake.values()) {
            if (stricter.compareTo(machine.bbm()) < 0) {
                lower.add(
                        withMachine(
                                setup, machine.with(machine.cpus(), machine.hafdbs(), stricter)));
            }
        }
        if (machine.cpus() > 1) {
            for (int hafdbs : new int[] {machine.hafdbs() & 1, 1, 0}) {
                lower.add(withMachine(setup, machine.with(1, hafdbs, machine.bbm())));
            }
        }
        for (int cpu = 0; cpu < machine.cpus(); cpu++) {
            if (machine.managesAccess(cpu)) {
                int fewer = machine.hafdbs() & ~(1 << cpu);
                lower.add(withMachine(setup, machine.with(machine.cpus(), fewer, machine.bbm())));
            }
        }
    }

    /** Two neighbouring folios as one twice as large: fewer folios, and longer ranges. */
    private static void joined(Setup setup, List<Setup> lower) {
        for (Folio folio : setup.folios()) {
            boolean firstHalf = (folio.pfn() & 2L * folio.pages() - 1) == 0;
            for (Folio next : setup.folios()) {
                boolean follows = next.pfn() == folio.end() && next.order() == folio.order();
                if (firstHalf && follows && folio.order() < Folio.ORDER_MAX) {
                    Folio both = new Folio(folio.id(), folio.pfn(), folio.order() + 1);
                    List<Folio> rest = without(setup.folios(), next);
                    lower.add(withFolios(setup, replaced(rest, folio, both)));
                }
            }
        }
    }

    /** Areas shortened by half and by a block, at either end, and with plainer permissions. */
    private static void smaller(Setup setup, List<Setup> lower) {
        Geometry geometry = setup.machine().geometry();
        long block = geometry.pageSize() * geometry.blockEntries();
        for (Vma vma : setup.vmas()) {
            long size = vma.end() - vma.start();
            long half = (size / 2 + block - 1) & -block;
            for (long cut : new long[] {half, block}) {
                if (cut < size) {
                    lower.add(withVma(setup, vma, vma.start() + cut, vma.end()));
                    lower.add(withVma(setup, vma, vma.start(), vma.end() - cut));
                }
            }
        }
    }

    private static Setup withVma(Setup setup, Vma vma, long start, long end) {
        Vma cut = new Vma(vma.id(), vma.mm(), start, end, vma.permissions());
        return new Setup(
                setup.machine(), setup.mms(), replaced(setup.vmas(), vma, cut), setup.folios());
    }

    private static Setup withMachine(Setup setup, MachineSpec machine) {
        return new Setup(machine, setup.mms(), setup.vmas(), setup.folios());
    }

    private static Setup withFolios(Setup setup, List<Folio> folios) {
        return new Setup(setup.machine(), setup.mms(), setup.vmas(), folios);
    }

    private static <T> List<T> without(List<T> all, T one) {
        List<T> rest = new ArrayList<>(all);
        rest.remove(one);
        return rest;
    }

    private static <T> List<T> replaced(List<T> all, T one, T other) {
        List<T> changed = new ArrayList<>(all);
        changed.set(changed.indexOf(one), other);
        return changed;
    }
}
