package dev.quire.model.invariant;

import dev.quire.model.machine.Port;
import dev.quire.model.machine.StepLog;

/** Tells why the invalidations of a step do not reach pages: what was done instead. */
final class FlushCause {
    private final StepLog log;

    FlushCause(StepLog log) {
        this.log = log;
    }

    /**
     * What was seen instead of an invalidation on all CPUs, after one store and before another.
     *
     * @param start the first address that had to be invalidated
     * @param afterStore the store after which it had to come, or -1
     * @param beforeStore the store before which it had to come, or their count
     */
    String of(int mm, long start, long end, int afterStore, int beforeStore) {
        int last = log.stores();
        if (log.invalidations() == 0) {
            return "nothing was invalidated";
        }
        if (log.invalidated(mm, start, end, afterStore, beforeStore, false)) {
            return "its invalidation was not waited for, or names another size or stride";
        }
        if (log.invalidated(mm, start, end, afterStore, beforeStore, true)) {
            return "it was invalidated on the calling cpu only";
        }
        if (log.invalidated(mm, start, end, -1, afterStore, true)) {
            return "it was invalidated before the entry was changed and not after";
        }
        if (log.invalidated(mm, start, end, beforeStore, last, true)) {
            return "it was invalidated only after the new entry was stored";
        }
        if (overlapped(mm, start, end, -1, last, Port.HIGHER_LEVEL)) {
            return "its invalidation names level 1 or 2, where there are no pages";
        }
        return overlapped(mm, start, end, afterStore, beforeStore, 0)
                ? "only a part of it was invalidated: " + named(mm)
                : "other addresses were invalidated: " + named(mm);
    }

    private boolean overlapped(
            int mm, long start, long end, int afterStore, int beforeStore, int level) {
        for (int event = 0; event < log.events(); event++) {
            boolean inTime =
                    log.storesBefore(event) > afterStore && log.storesBefore(event) <= beforeStore;
            boolean here = log.mm(event) == mm && log.start(event) < end && start < log.end(event);
            if (inTime && here && (log.flags(event) & Port.HIGHER_LEVEL) == level) {
                return true;
            }
        }
        return false;
    }

    /** The first invalidation of the step, of this address space if there is one. */
    private String named(int mm) {
        int found = -1;
        for (int event = 0; event < log.events(); event++) {
            boolean better = found < 0 || log.mm(found) != mm && log.mm(event) == mm;
            if (log.isInvalidation(event) && better) {
                found = event;
            }
        }
        return (log.mm(found) == mm ? "" : "mm=" + log.mm(found) + " ") + range(log, found);
    }

    /** The addresses of an invalidation. */
    static String range(StepLog log, int event) {
        boolean all = log.start(event) == 0 && log.end(event) == Long.MAX_VALUE;
        String local = (log.flags(event) & Port.LOCAL) == 0 ? "" : " local";
        String level = (log.flags(event) & Port.HIGHER_LEVEL) == 0 ? "" : " at level 1 or 2";
        return (all
                        ? "all"
                        : "0x"
                                + Long.toHexString(log.start(event))
                                + "..0x"
                                + Long.toHexString(log.end(event)))
                + local
                + level;
    }
}
