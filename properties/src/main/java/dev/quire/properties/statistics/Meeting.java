package dev.quire.properties.statistics;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Tlb;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.Pages;
import dev.quire.model.range.Setup;

/** Reads off a run which pair an operation is about to meet. It allocates nothing. */
public final class Meeting {
    /** What is answered for an operation that meets no state, or names slots that are not there. */
    public static final int NO_PAIR = -1;

    private final Geometry geometry;
    private final Encoding encoding;
    private final Folios folios;
    private final Memory memory;
    private final Pages pages;
    private final Tlb tlb;

    /** Looks at the state of a run: its raw entries, their meanings, and what CPUs keep. */
    public Meeting(Setup setup, Memory memory, Pages pages, Tlb tlb) {
        this.geometry = setup.machine().geometry();
        this.encoding = setup.machine().encoding();
        this.folios = new Folios(setup.folios());
        this.memory = memory;
        this.pages = pages;
        this.tlb = tlb;
    }

    /** The number of the pair, or {@link #NO_PAIR}; of a legal operation only the first counts. */
    public int pair(Operation operation) {
        Call call = operation.call();
        int slot = memory.slot(operation.mm(), operation.addr());
        int nr = operation.nr();
        if (call == Call.PTE_ADVANCE_PFN || slot < 0 || nr < 1 || nr > memory.slots() - slot) {
            return NO_PAIR;
        }
        int end = slot + nr;
        boolean folded = folded(slot);
        return Pair.number(
                call,
                (folded ? BlockState.FOLDED : blockOf(slot)).ordinal(),
                folded && geometry.blockStart(slot) != slot,
                geometry.blockStart(end) != end && folded(end - 1),
                kept(slot, end),
                extent(nr).ordinal());
    }

    private boolean folded(int slot) {
        return encoding.validCont(memory.raw(slot));
    }

    private boolean kept(int slot, int end) {
        for (int entry = 0; entry < tlb.count(); entry++) {
            if (tlb.overlaps(entry, slot, end)) {
                return true;
            }
        }
        return false;
    }

    private Extent extent(int nr) {
        if (nr == 1) {
            return Extent.ONE;
        }
        int beside = nr - geometry.blockEntries();
        return beside < 0 ? Extent.BELOW_BLOCK : beside == 0 ? Extent.BLOCK : Extent.ABOVE_BLOCK;
    }

    private BlockState blockOf(int slot) {
        int start = geometry.blockStart(slot);
        int entries = geometry.blockEntries();
        long first = pages.meaning(start);
        long differs = 0;
        int states = 0;
        for (int i = 0; i < entries; i++) {
            long meaning = pages.meaning(start + i);
            differs |= meaning ^ Meaning.advance(first, i);
            states |= 1 << (meaning & Meaning.STATE);
        }
        boolean softleaf = (states & 1 << Meaning.SOFTLEAF) != 0;
        if ((states & 1) != 0) {
            return softleaf
                    ? BlockState.PART_SOFTLEAF
                    : states == 1 ? BlockState.NONE : BlockState.PART;
        }
        long pfn = Meaning.pfn(first);
        boolean alike = differs == 0 && pfn + entries <= folios.end(pfn);
        return softleaf ? BlockState.MIXED_SOFTLEAF : alike ? BlockState.ALIKE : BlockState.MIXED;
    }
}
