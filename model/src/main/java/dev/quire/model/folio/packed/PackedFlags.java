package dev.quire.model.folio.packed;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.PagePolicy;

/**
 * Flags by their policies: one atomic change of one word, or a refusal.
 *
 * <p>Source: Linux, include/linux/page-flags.h.
 */
class PackedFlags extends PackedWords {
    PackedFlags(FolioMachine machine) {
        super(machine);
    }

    public int setFlag(FolioPort port, FolioFlag flag, int pfn) {
        int order = order(port, pfn);
        int refused = refusal(flag, pfn, order, true);
        if (refused == 0) {
            port.setBits(word(flag, pfn, order), mask(flag, pfn));
        }
        return refused == 0 ? 1 : refused;
    }

    public int clearFlag(FolioPort port, FolioFlag flag, int pfn) {
        int order = order(port, pfn);
        int refused = refusal(flag, pfn, order, true);
        if (refused == 0) {
            port.clearBits(word(flag, pfn, order), mask(flag, pfn));
        }
        return refused == 0 ? 1 : refused;
    }

    public int testFlag(FolioPort port, FolioFlag flag, int pfn) {
        int order = order(port, pfn);
        int refused = refusal(flag, pfn, order, false);
        if (refused != 0) {
            return refused;
        }
        long shown = mask(flag, pfn);
        if (flag == FolioFlag.SWAPCACHE) {
            shown |= FolioFlag.SWAPBACKED.mask;
        }
        return (port.read(word(flag, pfn, order)) & shown) == shown ? 1 : 0;
    }

    public int testSetFlag(FolioPort port, FolioFlag flag, int pfn) {
        int order = order(port, pfn);
        int refused = refusal(flag, pfn, order, true);
        if (refused != 0) {
            return refused;
        }
        long before = port.setBits(word(flag, pfn, order), mask(flag, pfn));
        return (before & mask(flag, pfn)) != 0 ? 1 : 0;
    }

    public int testClearFlag(FolioPort port, FolioFlag flag, int pfn) {
        int order = order(port, pfn);
        int refused = refusal(flag, pfn, order, true);
        if (refused != 0) {
            return refused;
        }
        long before = port.clearBits(word(flag, pfn, order), mask(flag, pfn));
        return (before & mask(flag, pfn)) != 0 ? 1 : 0;
    }

    /** 0, or what a call returns that breaks the flag's policy; of a folio of this order. */
    protected int refusal(FolioFlag flag, int pfn, int order, boolean changes) {
        int index = pfn - head(pfn, order);
        return flag.policy.allows(index, order, changes) ? 0 : flag.policy.refusal();
    }

    /** The word that holds a flag, reached through a page of a folio of this order. */
    protected int word(FolioFlag flag, int pfn, int order) {
        if (flag == FolioFlag.HWPOISON) {
            return poisonAt(pfn);
        }
        if (flag.policy == PagePolicy.NO_COMPOUND) {
            return flagsAt(pfn);
        }
        int head = head(pfn, order);
        return flagsAt(flag.policy == PagePolicy.SECOND ? head + 1 : head);
    }

    private static long mask(FolioFlag flag, int pfn) {
        return flag == FolioFlag.HWPOISON ? bit(pfn) : flag.mask;
    }
}
