package dev.quire.properties.shrink;

import dev.quire.model.entry.Protection;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Argument;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import java.util.Arrays;
import java.util.List;

/**
 * How plain a list is: fewer operations first, then shorter ranges, fewer flags of what is set,
 * plainer protections, plainer calls, fewer other flags and other slots, lower addresses. No
 * lowering of an argument makes a list less plain, so lists that only get plainer end.
 */
final class Plainness implements Comparable<Plainness> {
    /** Calls that do much with little, the plainest first; all others come after them. */
    private static final List<Call> CALLS =
            List.of(
                    Call.SET_PTES,
                    Call.PTEP_GET_AND_CLEAR,
                    Call.WRPROTECT_PTES,
                    Call.PTEP_SET_ACCESS_FLAGS,
                    Call.READ,
                    Call.WRITE);

    /** The plainest first. */
    static final List<Protection> PROTECTIONS =
            List.of(
                    Protection.WRITE,
                    Protection.READ,
                    Protection.READ_EXECUTE,
                    Protection.WRITE_EXECUTE,
                    Protection.EXECUTE,
                    Protection.NONE,
                    Protection.KERNEL_READ,
                    Protection.KERNEL_WRITE);

    private static final int SUMS = 7;

    /** Sums over all operations, then the addresses in their order. */
    private final long[] key;

    private int at = SUMS;

    private Plainness(int operations) {
        key = new long[SUMS + operations];
        key[0] = operations;
    }

    /** That of a list. */
    static Plainness of(List<Step> steps) {
        Plainness plainness = new Plainness(steps.stream().mapToInt(Step::operations).sum());
        for (Step step : steps) {
            plainness.add(step.operation());
            for (Act act : step.acts()) {
                plainness.add(act.operation());
                plainness.key[6] += act.access();
            }
        }
        return plainness;
    }

    private void add(Operation operation) {
        boolean sets = operation.call() == Call.SET_PTES;
        int bits = Integer.bitCount(operation.flags());
        key[1] += operation.nr();
        key[2] += sets ? bits : 0;
        key[3] += sets ? PROTECTIONS.indexOf(operation.prot()) : 0;
        key[4] += rank(operation.call());
        key[5] += sets ? 0 : bits;
        key[5] +=
                operation.call().arguments.contains(Argument.SLOT) && operation.value() >= 0
                        ? 1
                        : 0;
        key[at++] = operation.addr();
    }

    private static int rank(Call call) {
        int rank = CALLS.indexOf(call);
        return rank < 0 ? CALLS.size() + call.ordinal() : rank;
    }

    @Override
    public int compareTo(Plainness other) {
        return Arrays.compare(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plainness that && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }
}
