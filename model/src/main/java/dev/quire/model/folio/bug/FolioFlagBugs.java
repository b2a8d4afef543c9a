package dev.quire.model.folio.bug;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.PagePolicy;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.model.invariant.Invariant;

/** Bugs in flags, their words, and poison. */
final class FolioFlagBugs {
    private FolioFlagBugs() {}

    static void list(FolioSubjects.Catalogue bugs) {
        bugs.add(
                "sets-flags-through-tails",
                "a flag that redirects is set in the word of the tail",
                Invariant.FLAG_POLICY,
                "",
                FolioSubjects.CLEAN,
                SetsFlagsThroughTails::new);
        bugs.add(
                "changes-head-flags-through-tails",
                "a flag that only the head may change is changed through a tail",
                Invariant.FLAG_POLICY,
                "",
                FolioSubjects.CLEAN,
                ChangesHeadFlagsThroughTails::new);
        bugs.add(
                "keeps-second-page-flags-in-the-head",
                "a bit of the second page is taken for the head's",
                Invariant.FLAG_POLICY,
                "",
                FolioSubjects.CLEAN,
                KeepsSecondPageFlagsInTheHead::new);
        bugs.add(
                "poisons-the-head",
                "poison is marked on the head, whatever page is broken",
                Invariant.POISON_PER_PAGE,
                "",
                FolioSubjects.CLEAN,
                PoisonsTheHead::new);
        bugs.add(
                "frees-with-a-flag-left",
                "PG_arch_1 stays set on a page that is freed",
                Invariant.BORN_WITHOUT_FLAGS,
                "",
                FolioSubjects.CLEAN,
                FreesWithAFlagLeft::new);
        bugs.add(
                "frees-with-the-second-page-marked",
                "the flags of the second page stay when a large folio is freed",
                Invariant.BORN_WITHOUT_FLAGS,
                "",
                FolioSubjects.CLEAN,
                FreesWithTheSecondPageMarked::new);
    }

    private static final class SetsFlagsThroughTails extends PackedFolios {
        SetsFlagsThroughTails(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected int word(FolioFlag flag, int pfn, int order) {
            return flag.policy == PagePolicy.HEAD ? flagsAt(pfn) : super.word(flag, pfn, order);
        }
    }

    private static final class ChangesHeadFlagsThroughTails extends PackedFolios {
        ChangesHeadFlagsThroughTails(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected int refusal(FolioFlag flag, int pfn, int order, boolean changes) {
            return flag.policy == PagePolicy.NO_TAIL ? 0 : super.refusal(flag, pfn, order, changes);
        }
    }

    private static final class KeepsSecondPageFlagsInTheHead extends PackedFolios {
        KeepsSecondPageFlagsInTheHead(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected int word(FolioFlag flag, int pfn, int order) {
            return flag.policy == PagePolicy.SECOND
                    ? flagsAt(head(pfn, order))
                    : super.word(flag, pfn, order);
        }
    }

    private static final class PoisonsTheHead extends PackedFolios {
        PoisonsTheHead(FolioMachine machine) {
            super(machine);
        }

        @Override
        public void poison(FolioPort port, int pfn) {
            super.poison(port, head(port, pfn));
        }
    }

    private static final class FreesWithAFlagLeft extends PackedFolios {
        FreesWithAFlagLeft(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void clearFlags(FolioPort port, int head, int order) {
            long left = flags(port, head) & FolioFlag.ARCH_1;
            super.clearFlags(port, head, order);
            setFlags(port, head, left);
        }
    }

    private static final class FreesWithTheSecondPageMarked extends PackedFolios {
        FreesWithTheSecondPageMarked(FolioMachine machine) {
            super(machine);
        }

        @Override
        protected void clearFlags(FolioPort port, int head, int order) {
            super.clearFlags(port, head, 0);
        }
    }
}
