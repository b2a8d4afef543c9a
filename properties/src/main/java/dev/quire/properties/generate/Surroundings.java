package dev.quire.properties.generate;

import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.LockStep;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Tlb;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.Pages;
import dev.quire.model.range.Vma;
import dev.quire.properties.choice.Choices;

/** Where operations take place: the block in focus, and what the slots around it hold. */
final class Surroundings {
    private static final Protection[] USER_PROTECTIONS = {
        Protection.READ,
        Protection.WRITE,
        Protection.READ_EXECUTE,
        Protection.WRITE_EXECUTE,
        Protection.EXECUTE,
        Protection.NONE
    };

    final Scene scene;
    final Geometry geometry;
    final Memory memory;
    final Pages pages;
    final Folios folios;
    final Tlb tlb;

    private final LockStep run;
    private final Vma[] vmas;

    private Vma vma;
    private int focus;

    Surroundings(Scene scene, LockStep run) {
        this.scene = scene;
        this.run = run;
        this.geometry = scene.setup().machine().geometry();
        this.memory = run.memory();
        this.pages = run.pages();
        this.tlb = run.tlb();
        this.folios = scene.folios();
        this.vmas = scene.setup().vmas().toArray(new Vma[0]);
    }

    /** Forgets where it was. */
    void restart() {
        vma = null;
    }

    boolean somewhere() {
        return vma != null;
    }

    /** The area that is in focus. */
    Vma vma() {
        return vma;
    }

    /** The first slot of the block that is in focus. */
    int focus() {
        return focus;
    }

    /** Takes another block of the same area into focus. */
    void focusOn(int start) {
        focus = start;
    }

    /** Where a move may go: the first two areas, of the same address space as the focus. */
    Vma destination(Choices choices) {
        Vma to = vmas[choices.below(Math.min(2, vmas.length))];
        return to.mm() == vma.mm() ? to : vma;
    }

    /** Takes a block into focus. */
    void move(Choices choices) {
        vma = choices.chance(2, 3) ? vmas[0] : vmas[choices.below(vmas.length)];
        int size = (int) ((vma.end() - vma.start()) >>> geometry.pageShift());
        long addr = geometry.advance(vma.start(), choices.below(size));
        focus = geometry.blockStart(memory.slot(vma.mm(), addr));
    }

    /** A slot of the focused block, more often at its edges. */
    int place(Choices choices) {
        int entries = geometry.blockEntries();
        int offset =
                switch (choices.below(8)) {
                    case 0, 1, 2, 3 -> 0;
                    case 4 -> entries - 1;
                    default -> choices.below(entries);
                };
        int slot = focus + offset;
        long addr = memory.addr(slot);
        if (addr < vma.start()) {
            return memory.slot(vma.mm(), vma.start());
        }
        return addr < vma.end() ? slot : memory.slot(vma.mm(), vma.end() - geometry.pageSize());
    }

    Protection protection(Choices choices, Vma area) {
        boolean writes = (area.permissions() & Vma.WRITE) != 0;
        if (run.contract().mm(area.mm()).kind() != AddressSpace.Kind.USER) {
            return writes ? Protection.KERNEL_WRITE : Protection.KERNEL_READ;
        }
        if (choices.chance(4, 5)) {
            return writes ? Protection.WRITE : Protection.READ;
        }
        Protection chosen = USER_PROTECTIONS[choices.below(USER_PROTECTIONS.length)];
        boolean executes =
                chosen == Protection.READ_EXECUTE
                        || chosen == Protection.WRITE_EXECUTE
                        || chosen == Protection.EXECUTE;
        boolean permitted =
                (writes || !chosen.writes())
                        && (!executes || (area.permissions() & Vma.EXECUTE) != 0);
        return permitted ? chosen : Protection.READ;
    }

    Vma vmaOf(int slot) {
        for (Vma candidate : vmas) {
            if (candidate.mm() == memory.mm(slot)
                    && candidate.start() <= memory.addr(slot)
                    && memory.addr(slot) < candidate.end()) {
                return candidate;
            }
        }
        throw new AssertionError("harness bug: no vma holds slot " + slot);
    }

    boolean inVma(int slot) {
        return vma.start() <= memory.addr(slot) && memory.addr(slot) < vma.end();
    }

    int room(int slot) {
        return roomAt(vma.mm(), memory.addr(slot));
    }

    /** How far present slots go on with the pages of one folio. */
    int present(int slot, int most, boolean valid) {
        long first = pages.meaning(slot);
        if (Meaning.has(first, Meaning.SPECIAL)) {
            return 1;
        }
        long pfn = Meaning.pfn(first);
        long left = folios.end(pfn) - pfn;
        long state = Meaning.STATE | Meaning.SPECIAL | (valid ? Meaning.VALID : 0);
        int nr = 1;
        while (nr < most && nr < left) {
            long meaning = pages.meaning(slot + nr);
            boolean follows = Meaning.pfn(meaning) == pfn + nr;
            if (!follows || (meaning & state) != (first & state)) {
                break;
            }
            nr++;
        }
        return nr;
    }

    int absent(int slot, int most) {
        int nr = 1;
        while (nr < most && !Meaning.present(pages.meaning(slot + nr))) {
            nr++;
        }
        return nr;
    }

    int alike(int slot, int most) {
        int present = present(slot, most, true);
        int nr = 1;
        while (nr < present
                && pages.meaning(slot + nr) == Meaning.advance(pages.meaning(slot), nr)) {
            nr++;
        }
        return nr;
    }

    /** Whether the area in focus is the kernel's or of firmware. */
    boolean kernel() {
        return run.contract().mm(vma.mm()).kind() != AddressSpace.Kind.USER;
    }

    boolean permitsWrite() {
        return (vma.permissions() & Vma.WRITE) != 0;
    }

    /** Whether a store through what a CPU keeps would mark no descriptor. */
    boolean dirty(int entry) {
        return scene.setup().machine().encoding().hardwareWritable(tlb.pte(entry));
    }

    /** Slots to the end of an area or its table from an address. */
    int roomAt(int mm, long addr) {
        return run.contract().room(mm, addr);
    }

    boolean folded() {
        return scene.setup().machine().encoding().validCont(memory.raw(focus))
                && vma.start() <= memory.addr(focus)
                && run.contract().room(vma.mm(), memory.addr(focus)) >= geometry.blockEntries();
    }

    /** Whether the focused block is not contiguous but could be: it is in one area, one folio. */
    boolean foldable() {
        return foldableFrom(focus)
                && !scene.setup().machine().encoding().validCont(memory.raw(focus));
    }

    /** Whether what belongs into a block would fold. */
    boolean foldableFrom(int start) {
        int entries = geometry.blockEntries();
        if (start < 0 || start + entries > memory.slots()) {
            return false;
        }
        long pfn = scene.home()[start];
        return pfn >= 0
                && (pfn & entries - 1) == 0
                && scene.home()[start + entries - 1] == pfn + entries - 1;
    }

    Operation of(Call call, int slot, int nr) {
        return Operation.of(call, vma.mm(), memory.addr(slot), nr);
    }

    Operation of(Call call, int slot, int nr, int flags) {
        return Operation.of(call, vma.mm(), memory.addr(slot), nr, flags);
    }
}
