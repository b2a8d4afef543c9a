package dev.quire.model.harness;

import dev.quire.model.machine.StepLog;
import dev.quire.model.operation.Call;

/** What a call costs: the entries it looks at or stores, what it asks of the TLBs, its hint. */
final class Cost {
    private Cost() {}

    /** Whether the last call of two runs cost the same. */
    static boolean alike(LockStep first, LockStep second) {
        StepLog one = first.goals().log();
        StepLog other = second.goals().log();
        boolean hints = first.last().call == Call.PTE_BATCH_HINT;
        return one.stores() == other.stores()
                && first.accesses() == second.accesses()
                && one.invalidations() == other.invalidations()
                && one.barriers() == other.barriers()
                && (!hints || first.last().result == second.last().result);
    }

    /** In words. */
    static String text(LockStep run) {
        StepLog log = run.goals().log();
        return counted(run.accesses(), "access", "es")
                + ", "
                + counted(log.stores(), "store", "s")
                + ", "
                + counted(log.invalidations(), "invalidation", "s")
                + ", "
                + counted(log.barriers(), "barrier", "s")
                + (run.last().call == Call.PTE_BATCH_HINT ? ", hint " + run.last().result : "");
    }

    private static String counted(int count, String word, String plural) {
        return count + " " + word + (count == 1 ? "" : plural);
    }
}
