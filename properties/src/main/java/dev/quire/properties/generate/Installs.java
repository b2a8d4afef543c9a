package dev.quire.properties.generate;

import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.folio.Folio;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.properties.choice.Choices;

/** Operations that give values: what belongs at a slot, and now and then what does not. */
final class Installs {
    private final Surroundings at;
    private final Folio[] allFolios;

    Installs(Surroundings at) {
        this.at = at;
        this.allFolios = at.scene.setup().folios().toArray(new Folio[0]);
    }

    Operation set(Choices choices, int slot) {
        long pfn = at.scene.home()[slot];
        if (pfn < 0 || choices.chance(1, 12)) {
            Folio folio = allFolios[choices.below(allFolios.length)];
            pfn = folio.pfn() + choices.below(folio.pages());
        }
        int most = (int) Math.min(at.room(slot), at.folios.end(pfn) - pfn);
        int nr = at.absent(slot, length(choices, slot, most));
        Protection prot = at.protection(choices, at.vma());
        return Operation.set(
                at.vma().mm(), at.memory.addr(slot), pfn, nr, prot, attributes(choices, prot));
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

    Operation softleaf(Choices choices, int slot) {
        long value = (long) choices.below(1 << 20) << 12 | (long) choices.below(64) << 4;
        if (choices.chance(1, 4)) {
            value |= (long) choices.below(1 << 20) << 44 | (long) choices.below(1 << 12) << 32;
        }
        value |= choices.chance(1, 8) ? choices.below(1 << 11) & ~3L : 0;
        long raw = value == 0 ? 0x1000 : value;
        return new Operation(
                Call.SET_PTE_AT,
                0,
                at.vma().mm(),
                at.memory.addr(slot),
                1,
                raw,
                Protection.NONE,
                0);
    }

    Operation special(Choices choices, int slot) {
        long pfn = at.scene.home()[slot] < 0 ? 0x10 : at.scene.home()[slot];
        Protection prot = at.protection(choices, at.vma());
        return Operation.set(at.vma().mm(), at.memory.addr(slot), pfn, 1, prot, Operation.SPECIAL);
    }

    Operation advance(Choices choices, int slot) {
        long frames = at.scene.setup().machine().encoding().frames();
        long boundary = 1L << choices.between(16, Long.numberOfTrailingZeros(frames));
        int nr = choices.below(64);
        long pfn = Math.max(0, Math.min(boundary, frames - 65) - choices.below(64));
        if (at.folios.pages(pfn) > 0) {
            pfn = at.scene.home()[slot] < 0 ? allFolios[0].pfn() : at.scene.home()[slot];
            nr = (int) Math.min(nr, at.folios.end(pfn) - 1 - pfn);
        }
        Protection prot = at.protection(choices, at.vma());
        return new Operation(
                Call.PTE_ADVANCE_PFN,
                0,
                at.vma().mm(),
                at.memory.addr(slot),
                nr,
                pfn,
                prot,
                attributes(choices, prot) & ~Operation.SPECIAL);
    }

    /** Whether {@link #replaced} may set a slot again: young, and plain but for its protection. */
    boolean replaceable(int slot) {
        long plain = Protection.READ.attributes | Meaning.NO_KERNEL_EXEC;
        long differs = (at.pages.meaning(slot) ^ plain) & Meaning.ATTRIBUTES & ~Meaning.WRITE;
        return differs == 0 && at.pages.young(slot);
    }

    /** Sets a present slot again, with or without write; dirty if it was writable. */
    Operation replaced(Choices choices, int slot) {
        long meaning = at.pages.meaning(slot);
        boolean writes = at.permitsWrite() && choices.chance(3, 4);
        boolean dirty = Meaning.has(meaning, Meaning.WRITE) || choices.chance(1, 3);
        return Operation.set(
                at.vma().mm(),
                at.memory.addr(slot),
                Meaning.pfn(meaning),
                1,
                writes ? Protection.WRITE : Protection.READ,
                dirty ? Operation.DIRTY : 0);
    }

    /** A length: to a block's end, whole blocks, all there is, or any. */
    int length(Choices choices, int slot, int most) {
        int entries = at.geometry.blockEntries();
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
}
