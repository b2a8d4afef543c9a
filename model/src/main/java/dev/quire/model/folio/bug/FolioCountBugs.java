package dev.quire.model.folio.bug;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.model.invariant.Invariant;

/** Bugs in counts, kinds and exclusive pages. */
final class FolioCountBugs {
    private FolioCountBugs() {}

    static void list(FolioSubjects.Catalogue bugs) {
        counts(bugs);
        sharing(bugs);
    }

    private static void counts(FolioSubjects.Catalogue bugs) {
        bugs.add(
                "takes-one-reference-per-call",
                "mapping several pages takes one reference",
                Invariant.REFERENCES_COUNTED,
                "",
                FolioSubjects.CLEAN,
                TakesOneReferencePerCall::new);
        bugs.add(
                "counts-mappings-per-call",
                "mapping several pages counts one mapping",
                Invariant.MAPPINGS_COUNTED,
                "",
                FolioSubjects.CLEAN,
                CountsMappingsPerCall::new);
        bugs.add(
                "clears-shared-with-a-slot",
                "an address space that leaves takes the shared bit along, whoever is left",
                Invariant.SHARERS_KNOWN,
                "",
                FolioSubjects.CLEAN,
                ClearsSharedWithASlot::new);
        bugs.add(
                "maps-typed-pages",
                "maps a folio that is a slab or a table",
                Invariant.ONE_KIND,
                "H-29",
                FolioSubjects.CLEAN,
                MapsTypedPages::new);
    }

    private static void sharing(FolioSubjects.Catalogue bugs) {
        bugs.add(
                "forks-without-write-protect",
                "fork leaves the parent's slots writable",
                Invariant.WRITABLE_ALONE,
                "",
                FolioSubjects.CLEAN,
                ForksWithoutWriteProtect::new);
        bugs.add(
                "maps-exclusive-writable",
                "mapping an exclusive page makes its slot writable, whatever was asked for",
                Invariant.MEANING_EQUAL,
                "",
                FolioSubjects.CLEAN,
                MapsExclusiveWritable::new);
        bugs.add(
                "forgets-last-page-in-table-check",
                "unmapping several pages tells the checker of tables of all but one",
                Invariant.TABLE_CHECK_COUNTS,
                "",
                FolioSubjects.CLEAN,
                ForgetsLastPageInTableCheck::new);
        bugs.add(
                "keeps-exclusive-after-fork",
                "fork shares a page and leaves it exclusive",
                Invariant.EXCLUSIVE_TRUE,
                "",
                FolioSubjects.CLEAN,
                KeepsExclusiveAfterFork::new);
        bugs.add(
                "shares-before-unmapping",
                "looks for pins and clears exclusive while the slot is live",
                Invariant.EXCLUSIVE_TRUE,
                "H-09",
                FolioSubjects.CLEAN,
                SharesBeforeUnmapping::new);
        bugs.add(
                "reuses-shared-folios",
                "makes a page of a large folio writable without asking who else has it",
                Invariant.EXCLUSIVE_TRUE,
                "",
                FolioSubjects.CLEAN,
                ReusesSharedFolios::new);
        bugs.add(
                "counts-the-zero-page",
                "mapping the zero page takes references of it",
                Invariant.ZERO_PAGE_UNCOUNTED,
                "",
                FolioSubjects.CLEAN,
                CountsTheZeroPage::new);
        bugs.add(
                "maps-past-its-table",
                "a range goes on where its table ends",
                Invariant.ONE_RANGE,
                "H-06",
                FolioSubjects.CLEAN,
                MapsPastItsTable::new);
    }

    private static final class TakesOneReferencePerCall extends PackedFolios {
        TakesOneReferencePerCall(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void countMapped(FolioPort port, int pfn, int mm, int nr) {
            int head = head(port, pfn);
            addReferences(port, head, 1);
            addMappings(port, head, mm, nr);
        }
    }

    private static final class CountsMappingsPerCall extends PackedFolios {
        CountsMappingsPerCall(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void countMapped(FolioPort port, int pfn, int mm, int nr) {
            int head = head(port, pfn);
            addReferences(port, head, nr);
            addMappings(port, head, mm, 1);
        }
    }

    private static final class ClearsSharedWithASlot extends PackedFolios {
        ClearsSharedWithASlot(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected boolean oneHasAll(long word, int total) {
            return true;
        }
    }

    private static final class MapsTypedPages extends PackedFolios {
        MapsTypedPages(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected boolean anyTyped(FolioPort port, int pfn, int nr) {
            return false;
        }
    }

    private static final class ForksWithoutWriteProtect extends PackedFolios {
        ForksWithoutWriteProtect(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void writeProtect(FolioPort port, int slot, int nr) {
            // The slots stay as they are.
        }
    }

    private static final class ForgetsLastPageInTableCheck extends PackedFolios {
        ForgetsLastPageInTableCheck(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void uncheck(FolioPort port, int pfn, int nr) {
            super.uncheck(port, pfn, nr > 1 ? nr - 1 : nr);
        }
    }

    private static final class KeepsExclusiveAfterFork extends PackedFolios {
        KeepsExclusiveAfterFork(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void duplicate(FolioPort port, int pfn, int nr) {
            // The pages stay exclusive.
        }
    }

    private static final class SharesBeforeUnmapping extends PackedFolios {
        SharesBeforeUnmapping(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected boolean takeFrom(FolioPort port, int slot, int pfn, boolean exclusive) {
            if (exclusive && maybePinned(port, head(port, pfn))) {
                return false;
            }
            if (exclusive) {
                setExclusive(port, pfn, 1, false);
            }
            port.setSlot(slot, 0);
            return true;
        }
    }

    private static final class ReusesSharedFolios extends PackedFolios {
        ReusesSharedFolios(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected boolean mappedByOne(FolioPort port, int head) {
            return large(port, head) || super.mappedByOne(port, head);
        }
    }

    private static final class CountsTheZeroPage extends PackedFolios {
        CountsTheZeroPage(FolioMachine machine) {
            super(machine);
        }

        @Override
        public void mapZero(FolioPort port, int slot, int nr) {
            super.mapZero(port, slot, nr);
            addReferences(port, machine.zeroPage(), nr);
        }
    }

    private static final class MapsPastItsTable extends PackedFolios {
        MapsPastItsTable(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected int room(FolioPort port, int slot, int pfn, int nr) {
            return Math.min(nr, folioEnd(port, pfn) - pfn);
        }
    }

    private static final class MapsExclusiveWritable extends PackedFolios {
        MapsExclusiveWritable(FolioMachine machine) {
            super(machine);
        }

        @Override
        public int mapAnon(
                FolioPort port, int slot, int pfn, int nr, long permissions, boolean exclusive) {
            long more = exclusive ? permissions | TableSlot.WRITE : permissions;
            return super.mapAnon(port, slot, pfn, nr, more, exclusive);
        }
    }
}
