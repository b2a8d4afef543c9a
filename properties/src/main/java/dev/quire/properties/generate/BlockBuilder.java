package dev.quire.properties.generate;

import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.properties.choice.Choices;

/**
 * Builds blocks that can fold: empties the block in focus, then maps it whole, in parts that end
 * with its last slot, or with special pages one by one.
 */
final class BlockBuilder {
    private final Surroundings at;

    private boolean building;
    private Protection buildProt = Protection.NONE;
    private int buildFlags;

    /** How far from here the slots lie whose frames are mapped. */
    private int buildShift;

    BlockBuilder(Surroundings at) {
        this.at = at;
    }

    boolean building() {
        return building;
    }

    void stop() {
        building = false;
    }

    /** Empties the focused block, then maps it: whole, in parts, or special pages one by one. */
    Operation build(Choices choices) {
        int end = at.focus() + at.geometry.blockEntries();
        if (!building) {
            start(choices);
        }
        int slot = at.focus();
        while (slot < end && filled(slot)) {
            slot++;
        }
        if (slot == end) {
            return emptied(choices, at.focus(), at.geometry.blockEntries());
        }
        int left = end - slot;
        for (int other = slot; other < end; other++) {
            if (!Meaning.none(at.pages.meaning(other))) {
                return emptied(choices, other, end - other);
            }
        }
        long pfn = frame(slot);
        int inFolio = (int) (at.folios.end(pfn) - pfn);
        int nr = buildFlags != 0 ? 1 : Math.min(left, inFolio);
        boolean leavesLast = left < at.geometry.blockEntries() || choices.chance(1, 3);
        if (nr == left && nr > 1 && leavesLast) {
            nr--;
        }
        Operation set =
                Operation.set(at.vma().mm(), at.memory.addr(slot), pfn, nr, buildProt, buildFlags);
        building = nr < left || buildShift == 0 && goesOn(choices, end);
        return set;
    }

    private long frame(int slot) {
        return at.scene.home()[slot + buildShift];
    }

    /** Moves on to the next block, to build it too, where the folio goes on into it. */
    private boolean goesOn(Choices choices, int end) {
        boolean inVma =
                at.roomAt(at.vma().mm(), at.memory.addr(end - 1)) > at.geometry.blockEntries();
        int before = at.focus();
        if (inVma && choices.chance(1, 2)) {
            at.focusOn(end);
            long pfn = at.scene.home()[before];
            if (at.foldable() && at.scene.home()[at.focus()] < at.folios.end(pfn)) {
                return true;
            }
            at.focusOn(before);
        }
        return false;
    }

    /** Maps what belongs to a neighbouring block, if that would fold here: as a migration does. */
    void startOther(Choices choices) {
        start(choices);
        int shift = (choices.chance(1, 2) ? 1 : -1) * at.geometry.blockEntries();
        if (at.foldableFrom(at.focus() + shift)) {
            buildShift = shift;
        } else if (at.foldableFrom(at.focus() - shift)) {
            buildShift = -shift;
        }
    }

    void start(Choices choices) {
        building = true;
        buildShift = 0;
        buildProt = at.protection(choices, at.vma());
        buildFlags = choices.chance(1, 30) ? Operation.SPECIAL : 0;
    }

    /** Whether a slot already maps what is being built. */
    private boolean filled(int slot) {
        long special = buildFlags != 0 ? Meaning.SPECIAL : 0;
        long attributes = buildProt.attributes | special;
        return at.pages.meaning(slot) == Meaning.present(frame(slot), attributes);
    }

    private Operation emptied(Choices choices, int slot, int most) {
        if (Meaning.isSoftleaf(at.pages.meaning(slot))) {
            return at.of(Call.CLEAR_NONPRESENT_PTES, slot, at.absent(slot, most));
        }
        Call call = choices.chance(1, 2) ? Call.CLEAR_FULL_PTES : Call.GET_AND_CLEAR_FULL_PTES;
        return at.of(call, slot, at.present(slot, most, false));
    }
}
