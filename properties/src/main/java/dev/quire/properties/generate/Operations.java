package dev.quire.properties.generate;

import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.folio.Folio;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.LockStep;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Transaction;
import dev.quire.model.range.ClearFlag;
import dev.quire.model.range.Pages;
import dev.quire.model.range.Vma;
import dev.quire.properties.choice.Choices;

/**
 * Legal operations out of choices, for the state that a run is in.
 *
 * <p>It keeps to a block for a while, so that operations meet; it maps what belongs there, so that
 * blocks fold; and it cuts every range at the first slot that the contract would refuse. Young,
 * dirty and write-protect calls are kept away from entries that are present but not valid: core
 * code
 * never makes them there, and kernel subjects may differ.
 */
public final class Operations {
    private static final Protection[] USER_PROTECTIONS = {
        Protection.READ,
        Protection.WRITE,
        Protection.READ_EXECUTE,
        Protection.WRITE_EXECUTE,
        Protection.EXECUTE,
        Protection.NONE
    };

    private final Scene scene;
    private final Geometry geometry;
    private final Memory memory;
    private final Pages pages;
    private final Folios folios;
    private final Transaction transaction;
    private final LockStep run;
    private final Vma[] vmas;
    private final Folio[] allFolios;

    private Vma vma;
    private int focus;
    private boolean building;
    private Protection buildProt = Protection.NONE;
    private int buildFlags;

    /** Operations for a run on the scene's configuration. */
    public Operations(Scene scene, LockStep run) {
        this.scene = scene;
        this.run = run;
        this.geometry = scene.setup().machine().geometry();
        this.memory = run.memory();
        this.pages = run.pages();
        this.folios = scene.folios();
        this.transaction = run.transaction();
        this.vmas = scene.setup().vmas().toArray(new Vma[0]);
        this.allFolios = scene.setup().folios().toArray(new Folio[0]);
    }

    /** Forgets where it was, for a new sequence. */
    public void restart() {
        vma = null;
        building = false;
    }

    /** The block that operations keep to: its first slot. */
    int focus() {
        return focus;
    }

    /** The next operation; legal, up to rules that are cheaper to check than to construct. */
    public Operation next(Choices choices) {
        if (transaction.isOpen()) {
            return whileOpen(choices);
        }
        if (vma == null || !building && choices.chance(1, 8)) {
            move(choices);
        }
        if (building || choices.chance(1, 4) && foldable()) {
            return build(choices);
        }
        if (choices.chance(1, 2) && folded() && Meaning.present(pages.meaning(focus))) {
            return gentle(choices);
        }
        int slot = place(choices);
        if (choices.chance(1, 9)) {
            return access(choices, slot);
        }
        long meaning = pages.meaning(slot);
        if (Meaning.none(meaning)) {
            return onNone(choices, slot);
        }
        return Meaning.present(meaning) ? onPresent(choices, slot) : onSoftleaf(choices, slot);
    }

    private void move(Choices choices) {
        vma = vmas[choices.below(vmas.length)];
        int size = (int) ((vma.end() - vma.start()) >>> geometry.pageShift());
        long addr = geometry.advance(vma.start(), choices.below(size));
        focus = geometry.blockStart(memory.slot(vma.mm(), addr));
        building = false;
        if (choices.chance(3, 4) && foldable()) {
            startBuilding(choices);
        }
    }

    /** Whether the focused block is not contiguous but could be: it is in one area, one folio. */
    private boolean foldable() {
        int entries = geometry.blockEntries();
        long pfn = scene.home()[focus];
        return pfn >= 0
                && (pfn & entries - 1) == 0
                && focus + entries <= memory.slots()
                && scene.home()[focus + entries - 1] == pfn + entries - 1
                && !scene.setup().machine().encoding().validCont(memory.raw(focus));
    }

    /** Empties the focused block, then maps it: whole, in parts, or special pages one by one. */
    private Operation build(Choices choices) {
        int end = focus + geometry.blockEntries();
        if (!building) {
            startBuilding(choices);
        }
        int slot = focus;
        while (slot < end && filled(slot)) {
            slot++;
        }
        if (slot == end) {
            return emptied(choices, focus, geometry.blockEntries());
        }
        int left = end - slot;
        for (int other = slot; other < end; other++) {
            if (!Meaning.none(pages.meaning(other))) {
                return emptied(choices, other, end - other);
            }
        }
        long pfn = scene.home()[slot];
        int inFolio = (int) (folios.end(pfn) - pfn);
        int nr = buildFlags != 0 ? 1 : Math.min(left, inFolio);
        boolean leavesLast = left < geometry.blockEntries() || choices.chance(1, 3);
        if (nr == left && nr > 1 && leavesLast) {
            nr--;
        }
        Operation set = Operation.set(vma.mm(), memory.addr(slot), pfn, nr, buildProt, buildFlags);
        building = nr < left || goesOn(choices, end);
        return set;
    }

    /** Moves on to the next block, to build it too, where the folio goes on into it. */
    private boolean goesOn(Choices choices, int end) {
        boolean inVma =
                run.contract().room(vma.mm(), memory.addr(end - 1)) > geometry.blockEntries();
        int before = focus;
        if (inVma && choices.chance(1, 2)) {
            focus = end;
            long pfn = scene.home()[before];
            if (foldable() && scene.home()[focus] < folios.end(pfn)) {
                return true;
            }
            focus = before;
        }
        return false;
    }

    private void startBuilding(Choices choices) {
        building = true;
        buildProt = protection(choices, vma);
        buildFlags = choices.chance(1, 12) ? Operation.SPECIAL : 0;
    }

    /** Whether a slot already maps what is being built. */
    private boolean filled(int slot) {
        long special = buildFlags != 0 ? Meaning.SPECIAL : 0;
        long attributes = buildProt.attributes | special;
        return pages.meaning(slot) == Meaning.present(scene.home()[slot], attributes);
    }

    private boolean folded() {
        return scene.setup().machine().encoding().validCont(memory.raw(focus))
                && vma.start() <= memory.addr(focus)
                && run.contract().room(vma.mm(), memory.addr(focus)) >= geometry.blockEntries();
    }

    /** What leaves a block contiguous: reads, and changes of whole blocks. */
    private Operation gentle(Choices choices) {
        int blocks = choices.chance(2, 3) ? 1 : 2 + choices.below(2);
        int most = Math.min(room(focus), blocks * geometry.blockEntries());
        int nr = present(focus, most, true) & -geometry.blockEntries();
        int inside = focus + choices.below(geometry.blockEntries());
        return switch (choices.below(12)) {
            case 0 -> of(Call.PTEP_GET, inside, 1);
            case 1 -> of(Call.PTEP_GET_LOCKLESS, inside, 1);
            case 2 -> of(Call.PTE_BATCH_HINT, inside, 1);
            case 3 -> of(Call.FOLIO_PTE_BATCH_FLAGS, focus, most, choices.below(32));
            case 4, 5 -> of(Call.WRPROTECT_PTES, focus, nr);
            case 6 -> accessFlags(choices, inside);
            case 7 -> of(Call.TEST_AND_CLEAR_YOUNG_PTES, focus, nr);
            case 8 -> of(Call.CLEAR_FLUSH_YOUNG_PTES, inside, 1);
            case 9, 10 ->
                    of(
                            Call.CLEAR_YOUNG_DIRTY_PTES,
                            focus,
                            nr,
                            choices.between(1, ClearFlag.YOUNG | ClearFlag.DIRTY));
            default -> access(choices, inside);
        };
    }

    /** What another CPU does to the block of a lockless read: changes a page of it. */
    Operation disturbing(Choices choices, Operation read) {
        int slot = memory.slot(read.mm(), read.addr());
        int other = geometry.blockStart(slot) + choices.below(geometry.blockEntries());
        boolean here = vma != null && vma.mm() == read.mm() && inVma(other);
        if (transaction.isOpen() || !here || !Meaning.valid(pages.meaning(other))) {
            return next(choices);
        }
        return switch (choices.below(3)) {
            case 0 -> replaced(choices, other);
            case 1 -> accessFlags(choices, other);
            default -> onPresent(choices, other);
        };
    }

    private boolean inVma(int slot) {
        return vma.start() <= memory.addr(slot) && memory.addr(slot) < vma.end();
    }

    private Operation emptied(Choices choices, int slot, int most) {
        if (Meaning.isSoftleaf(pages.meaning(slot))) {
            return of(Call.CLEAR_NONPRESENT_PTES, slot, absent(slot, most));
        }
        Call call = choices.chance(1, 2) ? Call.CLEAR_FULL_PTES : Call.GET_AND_CLEAR_FULL_PTES;
        return of(call, slot, present(slot, most, false));
    }

    /** A slot of the focused block, more often at its edges. */
    private int place(Choices choices) {
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

    /** A hardware access to the page of a slot, through any descriptor of its block. */
    Operation access(Choices choices, int slot) {
        Call call =
                switch (choices.below(8)) {
                    case 0, 1, 2 -> Call.READ;
                    case 3 -> Call.EXECUTE;
                    default -> Call.WRITE;
                };
        int cpu = choices.below(scene.setup().machine().cpus());
        int through =
                choices.chance(1, 3)
                        ? -1
                        : geometry.blockStart(slot) + choices.below(geometry.blockEntries());
        return Operation.access(call, cpu, memory.mm(slot), memory.addr(slot), through);
    }

    /** A page of an operation's range, or of the focused block. */
    int near(Choices choices, Operation operation) {
        int slot = memory.slot(operation.mm(), operation.addr());
        boolean ranged = operation.call() != Call.PTE_ADVANCE_PFN && choices.chance(3, 4);
        return ranged ? slot + choices.below(operation.nr()) : place(choices);
    }

    /** A lockless read on a CPU. */
    Operation lockless(int slot, int cpu) {
        return Operation.of(Call.PTEP_GET_LOCKLESS, memory.mm(slot), memory.addr(slot), 1)
                .withCpu(cpu);
    }

    private Operation whileOpen(Choices choices) {
        int slot = transaction.next();
        int left = transaction.end() - slot;
        if (choices.chance(1, 8)) {
            return access(choices, slot);
        }
        int nr = choices.chance(3, 4) ? left : choices.between(1, left);
        Protection prot = protection(choices, vmaOf(slot));
        return new Operation(
                Call.MODIFY_PROT_COMMIT_PTES,
                0,
                memory.mm(slot),
                memory.addr(slot),
                nr,
                0,
                prot,
                0);
    }

    private Vma vmaOf(int slot) {
        for (Vma candidate : vmas) {
            if (candidate.mm() == memory.mm(slot)
                    && candidate.start() <= memory.addr(slot)
                    && memory.addr(slot) < candidate.end()) {
                return candidate;
            }
        }
        throw new AssertionError("harness bug: no vma holds slot " + slot);
    }

    private Protection protection(Choices choices, Vma area) {
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

    private Operation of(Call call, int slot, int nr) {
        return Operation.of(call, vma.mm(), memory.addr(slot), nr);
    }

    private Operation of(Call call, int slot, int nr, int flags) {
        return Operation.of(call, vma.mm(), memory.addr(slot), nr, flags);
    }

    private int room(int slot) {
        return run.contract().room(vma.mm(), memory.addr(slot));
    }

    private Operation onNone(Choices choices, int slot) {
        return switch (choices.below(16)) {
            case 0 -> of(Call.PTEP_GET, slot, 1);
            case 1 -> of(Call.PTEP_GET_LOCKLESS, slot, 1);
            case 2 -> softleaf(choices, slot);
            case 3 -> choices.chance(1, 2) ? special(choices, slot) : advance(choices, slot);
            default -> set(choices, slot);
        };
    }

    private Operation softleaf(Choices choices, int slot) {
        long value = (long) choices.below(1 << 20) << 12 | (long) choices.below(64) << 4;
        boolean high = choices.chance(1, 4);
        long raw = value == 0 ? 0x1000 : high ? value | 1L << 52 : value;
        return new Operation(
                Call.SET_PTE_AT, 0, vma.mm(), memory.addr(slot), 1, raw, Protection.NONE, 0);
    }

    private Operation special(Choices choices, int slot) {
        long pfn = scene.home()[slot] < 0 ? 0x10 : scene.home()[slot];
        Protection prot = protection(choices, vma);
        return Operation.set(vma.mm(), memory.addr(slot), pfn, 1, prot, Operation.SPECIAL);
    }

    private Operation advance(Choices choices, int slot) {
        long frames = scene.setup().machine().encoding().frames();
        long boundary = 1L << choices.between(16, Long.numberOfTrailingZeros(frames));
        int nr = choices.below(64);
        long pfn = Math.max(0, Math.min(boundary, frames - 65) - choices.below(64));
        if (folios.pages(pfn) > 0) {
            pfn = scene.home()[slot] < 0 ? allFolios[0].pfn() : scene.home()[slot];
            nr = (int) Math.min(nr, folios.end(pfn) - 1 - pfn);
        }
        Protection prot = protection(choices, vma);
        return new Operation(
                Call.PTE_ADVANCE_PFN,
                0,
                vma.mm(),
                memory.addr(slot),
                nr,
                pfn,
                prot,
                attributes(choices, prot) & ~Operation.SPECIAL);
    }

    private Operation set(Choices choices, int slot) {
        long pfn = scene.home()[slot];
        if (pfn < 0 || choices.chance(1, 12)) {
            Folio folio = allFolios[choices.below(allFolios.length)];
            pfn = folio.pfn() + choices.below(folio.pages());
        }
        int most = (int) Math.min(room(slot), folios.end(pfn) - pfn);
        int nr = absent(slot, length(choices, slot, most));
        Protection prot = protection(choices, vma);
        return Operation.set(vma.mm(), memory.addr(slot), pfn, nr, prot, attributes(choices, prot));
    }

    private int attributes(Choices choices, Protection prot) {
        if (choices.chance(7, 8)) {
            return 0;
        }
        return switch (choices.below(8)) {
            case 0, 1 -> Operation.OLD;
            case 2, 3 -> Operation.DIRTY;
            case 4 -> prot.writes() ? Operation.DIRTY : Operation.UFFD_WP;
            case 5 -> Operation.CONT;
            case 6 -> Operation.TAGGED | Operation.OLD;
            default -> choices.chance(1, 2) ? Operation.KEY : Operation.GUARDED;
        };
    }

    /** A length: to a block's end, whole blocks, all there is, or any. */
    private int length(Choices choices, int slot, int most) {
        int entries = geometry.blockEntries();
        int toEnd = entries - (slot & entries - 1);
        int wanted =
                switch (choices.below(12)) {
                    case 0 -> 1;
                    case 1, 2 -> toEnd - 1;
                    case 3, 4, 5, 6 -> toEnd;
                    case 7 -> toEnd + entries;
                    case 8, 10 -> toEnd + choices.below(2 * entries);
                    case 9 -> most;
                    default -> 1 + choices.below(entries);
                };
        return Math.max(1, Math.min(wanted, Math.min(most, 4 * entries)));
    }

    private int absent(int slot, int most) {
        int nr = 1;
        while (nr < most && !Meaning.present(pages.meaning(slot + nr))) {
            nr++;
        }
        return nr;
    }

    private Operation onSoftleaf(Choices choices, int slot) {
        int nr = absent(slot, length(choices, slot, room(slot)));
        return switch (choices.below(6)) {
            case 0 -> of(Call.PTEP_GET, slot, 1);
            case 1 -> set(choices, slot);
            case 2 -> of(Call.PTE_CLEAR, slot, 1);
            case 3 -> moved(choices, slot, 1 + choices.below(room(slot)));
            default -> of(Call.CLEAR_NONPRESENT_PTES, slot, nr);
        };
    }

    private Operation onPresent(Choices choices, int slot) {
        long meaning = pages.meaning(slot);
        int most = length(choices, slot, room(slot));
        boolean valid = Meaning.valid(meaning);
        int roll = choices.below(40);
        if (!valid && roll >= 14 && roll < 32) {
            roll = roll % 14;
        }
        return switch (roll) {
            case 0, 1, 2 -> of(Call.PTEP_GET, slot, 1);
            case 3, 4 -> of(Call.PTEP_GET_LOCKLESS, slot, 1);
            case 5 -> of(Call.PTE_BATCH_HINT, slot, 1);
            case 6, 7, 8 -> of(Call.FOLIO_PTE_BATCH_FLAGS, slot, most, choices.below(32));
            case 9 -> of(Call.UNMAP_BATCH, slot, 1);
            case 10 -> moved(choices, slot, most);
            case 11, 12 -> of(Call.MODIFY_PROT_START_PTES, slot, alike(slot, most));
            case 13 -> replaced(choices, slot);
            case 14, 15, 16, 17, 18 -> of(Call.WRPROTECT_PTES, slot, present(slot, most, true));
            case 19, 20, 21, 22, 23 -> accessFlags(choices, slot);
            case 24 -> of(Call.PTEP_TEST_AND_CLEAR_YOUNG, slot, 1);
            case 25, 26 -> of(Call.TEST_AND_CLEAR_YOUNG_PTES, slot, present(slot, most, true));
            case 27, 28 -> of(Call.CLEAR_FLUSH_YOUNG_PTES, slot, present(slot, most, true));
            case 29, 30, 31 ->
                    of(
                            Call.CLEAR_YOUNG_DIRTY_PTES,
                            slot,
                            present(slot, most, true),
                            choices.between(1, ClearFlag.YOUNG | ClearFlag.DIRTY));
            case 32 -> of(Call.PTEP_CLEAR_FLUSH, slot, 1);
            case 33 -> of(Call.PTEP_GET_AND_CLEAR, slot, 1);
            case 34, 35 ->
                    of(
                            Call.CLEAR_FULL_PTES,
                            slot,
                            present(slot, most, false),
                            choices.below(2) * Operation.FULL);
            default ->
                    of(
                            Call.GET_AND_CLEAR_FULL_PTES,
                            slot,
                            present(slot, most, false),
                            choices.below(2) * Operation.FULL);
        };
    }

    /** How far present slots go on with the pages of one folio. */
    private int present(int slot, int most, boolean valid) {
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

    private int alike(int slot, int most) {
        int present = present(slot, most, true);
        int nr = 1;
        while (nr < present
                && pages.meaning(slot + nr) == Meaning.advance(pages.meaning(slot), nr)) {
            nr++;
        }
        return nr;
    }

    private Operation moved(Choices choices, int slot, int most) {
        Vma to = vmas[choices.below(2)];
        if (to.mm() != vma.mm()) {
            to = vma;
        }
        int size = (int) ((to.end() - to.start()) >>> geometry.pageShift());
        int entries = geometry.blockEntries();
        int page = choices.below(size);
        int aligned = page & -entries | (slot & entries - 1);
        int chosen = choices.chance(3, 4) && aligned < size ? aligned : page;
        long addr = geometry.advance(to.start(), chosen);
        int toSlot = memory.slot(to.mm(), addr);
        int wanted = Math.min(most, run.contract().room(to.mm(), addr));
        wanted = toSlot > slot ? Math.min(wanted, toSlot - slot) : Math.min(wanted, room(slot));
        int nr = 0;
        while (nr < wanted && Meaning.none(pages.meaning(toSlot + nr))) {
            nr++;
        }
        boolean apart = toSlot > slot || toSlot + nr <= slot;
        if (nr == 0 || !apart) {
            return of(Call.PTEP_GET, slot, 1);
        }
        return of(Call.MOVE_PTES, slot, nr).withValue(addr);
    }

    /** Sets a present slot again, a little changed. */
    private Operation replaced(Choices choices, int slot) {
        long meaning = pages.meaning(slot);
        Protection prot = protection(choices, vma);
        boolean dirty = Meaning.has(meaning, Meaning.WRITE) || choices.chance(1, 3);
        int flags = dirty ? Operation.DIRTY : 0;
        return Operation.set(vma.mm(), memory.addr(slot), Meaning.pfn(meaning), 1, prot, flags);
    }

    private Operation accessFlags(Choices choices, int slot) {
        long meaning = pages.meaning(slot);
        boolean mayWrite =
                !Meaning.has(meaning, Meaning.UFFD_WP) && (vma.permissions() & Vma.WRITE) != 0;
        boolean writes = Meaning.has(meaning, Meaning.WRITE);
        int flags = choices.chance(7, 8) ? Operation.ENTRY_YOUNG : 0;
        if (mayWrite && (writes ? choices.chance(7, 8) : choices.chance(1, 4))) {
            flags |= Operation.ENTRY_WRITE;
        }
        if (choices.chance(1, 2)) {
            flags |= Operation.DIRTY | (choices.chance(1, 2) ? Operation.WRITE_FAULT : 0);
        }
        return of(Call.PTEP_SET_ACCESS_FLAGS, slot, 1, flags);
    }
}
