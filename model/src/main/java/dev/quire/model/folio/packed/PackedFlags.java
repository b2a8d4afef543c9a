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
        int refused = refusal(port, flag, pfn, true);
        if (refused == 0) {
            port.setBits(word(port, flag, pfn), mask(flag, pfn));
        }
        return refused == 0 ? 1 : refused;
    }

    public int clearFlag(FolioPort port, FolioFlag flag, int pfn) {
        int refused = refusal(port, flag, pfn, true);
        if (refused == 0) {
            port.clearBits(word(port, flag, pfn), mask(flag, pfn));
        }
        return refused == 0 ? 1 : refused;
    }

    public int testFlag(FolioPort port, FolioFlag flag, int pfn) {
        int refused = refusal(port, flag, pfn, false);
        if (refused != 0) {
            return refused;
        }
        long seen = port.read(word(port, flag, pfn));
        if (flag == FolioFlag.SWAPCACHE && (seen & FolioFlag.SWAPBACKED.mask) == 0) {
            return 0;
        }
        return (seen & mask(flag, pfn)) != 0 ? 1 : 0;
    }

    public int testSetFlag(FolioPort port, FolioFlag flag, int pfn) {
        int refused = refusal(port, flag, pfn, true);
        if (refused != 0) {
            return refused;
        }
        long before = port.setBits(word(port, flag, pfn), mask(flag, pfn));
        return (before & mask(flag, pfn)) != 0 ? 1 : 0;
    }

    public int testClearFlag(FolioPort port, FolioFlag flag, int pfn) {
        int refused = refusal(port, flag, pfn, true);
        if (refused != 0) {
            return refused;
        }
        long before = port.clearBits(word(port, flag, pfn), mask(flag, pfn));
        return (before & mask(flag, pfn)) != 0 ? 1 : 0;
    }

    /** 0, or what a call returns that breaks the flag's policy. */
    protected int refusal(FolioPort port, FolioFlag flag, int pfn, boolean changes) {
        int index = pfn - head(port, pfn);
        return flag.policy.allows(index, order(port, pfn), changes) ? 0 : flag.policy.refusal();
    }

    /** The word that holds a flag, reached through a page. */
    protected int word(FolioPort port, FolioFlag flag, int pfn) {
        if (flag == FolioFlag.HWPOISON) {
            return poisonAt(pfn);
        }
        if (flag.policy == PagePolicy.NO_COMPOUND) {
            return flagsAt(pfn);
        }
        int head = head(port, pfn);
        return flagsAt(flag.policy == PagePolicy.SECOND ? head + 1 : head);
    }

    private static long mask(FolioFlag flag, int pfn) {
        return flag == FolioFlag.HWPOISON ? bit(pfn) : flag.mask;
    }
}
