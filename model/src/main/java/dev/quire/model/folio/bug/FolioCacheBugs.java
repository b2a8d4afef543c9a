package dev.quire.model.folio.bug;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.model.folio.packed.PageArchFolios;
import dev.quire.model.invariant.Invariant;

/** Bugs in what PG_arch_1 says. */
final class FolioCacheBugs {
    private FolioCacheBugs() {}

    static void list(FolioSubjects.Catalogue bugs) {
        clean(bugs);
        dirtyOrSecure(bugs);
    }

    private static void clean(FolioSubjects.Catalogue bugs) {
        bugs.add(
                "tests-and-sets-clean",
                "tests and sets the clean bit in one, then does the work",
                Invariant.ARCH_BIT_TRUE,
                "H-15",
                FolioSubjects.CLEAN,
                TestsAndSetsClean::new);
        bugs.add(
                "trusts-who-lets-go-early",
                "a CPU that finds another at work and then no longer skips the work, though the"
                        + " last page is still to be done",
                Invariant.ARCH_BIT_TRUE,
                "",
                FolioSubjects.CLEAN,
                TrustsWhoLetsGoEarly::new);
        bugs.add(
                "marks-clean-before-the-last-page",
                "the clean bit is set while the work on the last page is still to be done",
                Invariant.ARCH_BIT_TRUE,
                "",
                FolioSubjects.CLEAN,
                MarksCleanBeforeTheLastPage::new);
        bugs.add(
                "keeps-clean-after-a-write-to-the-last-page",
                "a kernel write to the last page leaves the folio marked clean",
                Invariant.ARCH_BIT_TRUE,
                "",
                FolioSubjects.CLEAN,
                KeepsCleanAfterAWriteToTheLastPage::new);
        bugs.add(
                "flushes-one-page-of-the-folio",
                "keeps PG_arch_1 per page, and the flush of a folio clears that of one page",
                Invariant.ARCH_BIT_TRUE,
                "",
                FolioSubjects.CLEAN,
                FlushesOnePageOfTheFolio::new);
        bugs.add(
                "syncs-mapped-pages-only",
                "the work is done on the pages of the range, and the whole folio marked clean",
                Invariant.ARCH_BIT_TRUE,
                "",
                FolioSubjects.CLEAN,
                SyncsMappedPagesOnly::new);
        bugs.add(
                "forks-before-the-work",
                "fork copies an executable slot first, then does the work",
                Invariant.ARCH_BIT_TRUE,
                "",
                FolioSubjects.CLEAN,
                ForksBeforeTheWork::new);
    }

    private static void dirtyOrSecure(FolioSubjects.Catalogue bugs) {
        bugs.add(
                "pays-before-the-work",
                "the bit of a flush that is owed is cleared before the work",
                Invariant.ARCH_BIT_TRUE,
                "",
                FolioSubjects.DIRTY,
                PaysBeforeTheWork::new);
        bugs.add(
                "loses-the-flush-on-split",
                "a flush that is owed is forgotten for the tails of a split",
                Invariant.ARCH_BIT_TRUE,
                "",
                FolioSubjects.DIRTY,
                LosesTheFlushOnSplit::new);
        bugs.add(
                "secures-pages-of-large-folios",
                "a page of a large folio is made secure, and the bit means the folio",
                Invariant.ARCH_BIT_TRUE,
                "H-16",
                FolioSubjects.SECURE,
                SecuresPagesOfLargeFolios::new);
    }

    private static final class TestsAndSetsClean extends PackedFolios {
        TestsAndSetsClean(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void syncBeforeInstall(FolioPort port, int pfn, int nr) {
            int head = head(port, pfn);
            boolean works = means(ArchBit.CLEAN);
            if (works && (port.setBits(flagsAt(head), FolioFlag.ARCH_1) & FolioFlag.ARCH_1) == 0) {
                syncFolio(port, head);
            }
        }
    }

    /** Shows only where two calls alternate: neither inside the other sees the first let go. */
    private static final class TrustsWhoLetsGoEarly extends PackedFolios {
        private static final long BUSY = 1L << 30;

        TrustsWhoLetsGoEarly(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void syncBeforeInstall(FolioPort port, int pfn, int nr) {
            int head = head(port, pfn);
            if (!means(ArchBit.CLEAN) || archBit(port, head)) {
                return;
            }
            boolean busy = (port.setBits(flagsAt(head), BUSY) & BUSY) != 0;
            if (busy && (port.readShared(flagsAt(head)) & BUSY) == 0) {
                return;
            }
            int last = folioEnd(port, head) - 1;
            port.sync(head, last - head);
            if (!busy) {
                port.clearBits(flagsAt(head), BUSY);
            }
            port.sync(last, 1);
            port.setBits(flagsAt(head), FolioFlag.ARCH_1);
        }
    }

    private static final class MarksCleanBeforeTheLastPage extends PackedFolios {
        MarksCleanBeforeTheLastPage(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void syncBeforeInstall(FolioPort port, int pfn, int nr) {
            int head = head(port, pfn);
            int last = folioEnd(port, head) - 1;
            if (means(ArchBit.CLEAN) && !archBit(port, head)) {
                port.sync(head, last - head);
                port.setBits(flagsAt(head), FolioFlag.ARCH_1);
                port.sync(last, 1);
            }
        }
    }

    private static final class KeepsCleanAfterAWriteToTheLastPage extends PackedFolios {
        KeepsCleanAfterAWriteToTheLastPage(FolioMachine machine) {
            super(machine);
        }

        @Override
        public void flushDcachePage(FolioPort port, int pfn) {
            if (!large(port, head(port, pfn)) || pfn + 1 < folioEnd(port, pfn)) {
                super.flushDcachePage(port, pfn);
            }
        }
    }

    private static final class FlushesOnePageOfTheFolio extends PageArchFolios {
        FlushesOnePageOfTheFolio(FolioMachine machine) {
            super(machine);
        }

        @Override
        public void flushDcacheFolio(FolioPort port, int pfn) {
            flushDcachePage(port, pfn);
        }
    }

    private static final class SyncsMappedPagesOnly extends PackedFolios {
        SyncsMappedPagesOnly(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void syncBeforeInstall(FolioPort port, int pfn, int nr) {
            int head = head(port, pfn);
            if (means(ArchBit.CLEAN) && !archBit(port, head)) {
                port.sync(pfn, nr);
                port.setBits(flagsAt(head), FolioFlag.ARCH_1);
            }
        }
    }

    private static final class PaysBeforeTheWork extends PackedFolios {
        PaysBeforeTheWork(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void syncAfterInstall(FolioPort port, int pfn) {
            int head = head(port, pfn);
            boolean owed = means(ArchBit.DIRTY) && archBit(port, head);
            if (owed) {
                port.clearBits(flagsAt(head), FolioFlag.ARCH_1);
                syncFolio(port, head);
            }
        }
    }

    private static final class LosesTheFlushOnSplit extends PackedFolios {
        LosesTheFlushOnSplit(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void payFlush(FolioPort port, int head) {
            // The bit stays with the first folio.
        }
    }

    private static final class SecuresPagesOfLargeFolios extends PackedFolios {
        SecuresPagesOfLargeFolios(FolioMachine machine) {
            super(machine);
        }

        @Override
        public int makeSecure(FolioPort port, int pfn) {
            port.setBits(flagsAt(head(port, pfn)), FolioFlag.ARCH_1);
            port.convertToSecure(pfn);
            return 1;
        }

        @Override
        public void makeAccessible(FolioPort port, int pfn) {
            int head = head(port, pfn);
            if (archBit(port, head)) {
                port.export(pfn);
                port.clearBits(flagsAt(head), FolioFlag.ARCH_1);
            }
        }
    }

    private static final class ForksBeforeTheWork extends PackedFolios {
        ForksBeforeTheWork(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void storeCopy(FolioPort port, int slot, long value) {
            port.setSlot(slot, value);
            if (TableSlot.isExecutable(value)) {
                syncBeforeInstall(port, TableSlot.pfn(value), 1);
            }
        }
    }
}
