package dev.quire.model.invariant;

import dev.quire.model.range.Bounds;

/** Judges young and dirty of a page against its interval, and writes both in words. */
final class AccessDirty {
    private AccessDirty() {}

    static void judge(
            Findings findings, int slot, int bounds, boolean young, boolean dirty, String what) {
        int lacking = Bounds.lacking(bounds, young, dirty);
        int excess = Bounds.excess(bounds, young, dirty);
        if ((lacking | excess) == 0) {
            return;
        }
        String detail = what + " " + text(young, dirty) + ", expected " + text(bounds);
        if ((lacking & Bounds.MUST_DIRTY) != 0) {
            findings.add(Invariant.DIRTY_NOT_LOST, slot, detail);
        }
        if ((excess & Bounds.MAY_DIRTY) != 0) {
            findings.add(Invariant.DIRTY_NOT_INVENTED, slot, detail);
        }
        if (((lacking & Bounds.MUST_YOUNG) | (excess & Bounds.MAY_YOUNG)) != 0) {
            findings.add(Invariant.YOUNG_IN_BOUNDS, slot, detail);
        }
    }

    static String text(boolean young, boolean dirty) {
        return (young ? "young" : "old") + " " + (dirty ? "dirty" : "clean");
    }

    static String text(int bounds) {
        return one(bounds & Bounds.YOUNG, Bounds.YOUNG, "young", "old")
                + " "
                + one(bounds & Bounds.DIRTY, Bounds.DIRTY, "dirty", "clean");
    }

    private static String one(int bits, int both, String set, String clear) {
        return bits == both ? set : bits == 0 ? clear : set + " or " + clear;
    }
}
