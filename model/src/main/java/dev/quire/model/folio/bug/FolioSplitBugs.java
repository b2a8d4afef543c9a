package dev.quire.model.folio.bug;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.model.folio.packed.RemarkingFolios;
import dev.quire.model.invariant.Invariant;

/** Bugs in splits. */
final class FolioSplitBugs {
    private FolioSplitBugs() {}

    static void list(FolioSubjects.Catalogue bugs) {
        bugs.add(
                "split-forgets-poison",
                "a new large folio does not know that it has a poisoned page",
                Invariant.POISON_PER_PAGE,
                "",
                FolioSubjects.CLEAN,
                SplitForgetsPoison::new);
        bugs.add(
                "split-drops-dirty",
                "the new folios are clean though the folio that was is dirty",
                Invariant.SPLIT_CARRIES,
                "",
                FolioSubjects.CLEAN,
                SplitDropsDirty::new);
        bugs.add(
                "split-carries-arch-1",
                "the new folios take over that the caches agree",
                Invariant.SPLIT_CARRIES,
                "",
                FolioSubjects.CLEAN,
                SplitCarriesArch1::new);
        bugs.add(
                "split-marks-what-owes-nothing",
                "the new folios owe a flush that the folio that was did not owe",
                Invariant.SPLIT_CARRIES,
                "",
                FolioSubjects.DIRTY,
                SplitMarksWhatOwesNothing::new);
        bugs.add(
                "split-repeats-the-swap-entry",
                "every new folio gets the first one's swap entry",
                Invariant.SPLIT_CARRIES,
                "",
                FolioSubjects.CLEAN,
                SplitRepeatsTheSwapEntry::new);
    }

    private static final class SplitForgetsPoison extends PackedFolios {
        SplitForgetsPoison(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected long secondPage(FolioPort port, int head, int pages) {
            return FolioFlag.LARGE_RMAPPABLE.mask;
        }
    }

    private static final class SplitDropsDirty extends PackedFolios {
        SplitDropsDirty(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected long carriedMask() {
            return super.carriedMask() & ~FolioFlag.DIRTY.mask;
        }
    }

    private static final class SplitCarriesArch1 extends PackedFolios {
        SplitCarriesArch1(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected long carriedMask() {
            return super.carriedMask() | FolioFlag.ARCH_1;
        }
    }

    private static final class SplitMarksWhatOwesNothing extends RemarkingFolios {
        SplitMarksWhatOwesNothing(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void payFlush(FolioPort port, int head) {
            if (means(ArchBit.DIRTY)) {
                port.setBits(flagsAt(head), FolioFlag.ARCH_1);
            }
        }
    }

    private static final class SplitRepeatsTheSwapEntry extends PackedFolios {
        SplitRepeatsTheSwapEntry(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected int entryOf(int entry, int offset) {
            return entry;
        }
    }
}
