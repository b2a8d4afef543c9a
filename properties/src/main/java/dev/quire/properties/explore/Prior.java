package dev.quire.properties.explore;

import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import java.util.List;

/**
 * What is known of an operation in a state before it is tried: that it is illegal, as another one
 * was for a reason that holds of it, too. Most operations are illegal in most states.
 *
 * <p>What a rule says of the slots alone, it says of every operation with the same call and the
 * same slots. Whether one slot may be set over is a matter of what it holds; and what an open
 * change of protection bars, each one does.
 */
final class Prior {
    private final int[] alikeEnd;
    private final int[] slots;
    private final long[] single;
    private final int base;
    private final long[][] unsafe;
    private final int[] held;
    private final boolean[] barred;
    private boolean open;

    /** Of these operations, on an area of some pages from a slot on. */
    Prior(List<Operation> operations, Memory memory, int base, int pages) {
        this.base = base;
        alikeEnd = new int[operations.size()];
        slots = new int[operations.size()];
        single = new long[operations.size()];
        unsafe = new long[pages][Codes.COUNT << 2];
        held = new int[pages];
        barred = new boolean[operations.size()];
        int[] singles = new int[pages];
        for (int i = operations.size() - 1; i >= 0; i--) {
            Operation operation = operations.get(i);
            boolean last = i + 1 == alikeEnd.length || !alike(operation, operations.get(i + 1));
            alikeEnd[i] = last ? i + 1 : alikeEnd[i + 1];
            slots[i] = memory.slot(operation.mm(), operation.addr());
            int page = slots[i] - base;
            boolean alone = operation.call() == Call.SET_PTES && operation.nr() == 1;
            if (alone && page >= 0 && page < pages && singles[page] < Long.SIZE) {
                single[i] = 1L << singles[page]++;
            }
        }
    }

    private static boolean alike(Operation one, Operation other) {
        return one.call() == other.call()
                && one.mm() == other.mm()
                && one.addr() == other.addr()
                && one.nr() == other.nr();
    }

    /** The slot of an operation's address. */
    int slot(int operation) {
        return slots[operation];
    }

    /** Whether a change of protection is open in the state that is entered. */
    void enter(boolean isOpen) {
        open = isOpen;
    }

    /** A page of the state that is entered. */
    void enter(int page, int code, boolean young, boolean dirty) {
        held[page] = code << 2 | (young ? 2 : 0) | (dirty ? 1 : 0);
    }

    /** Whether an operation is known to be illegal in the entered state. */
    boolean illegal(int operation) {
        if (single[operation] == 0 || open) {
            return open && barred[operation];
        }
        int page = slots[operation] - base;
        return (unsafe[page][held[page]] & single[operation]) != 0;
    }

    /** Learns why an operation was illegal; the next one of which that does not hold. */
    int afterIllegal(int operation, Call call, Rule rule) {
        barred[operation] |= rule == Rule.OPEN;
        if (rule == Rule.SAFE && single[operation] != 0) {
            int page = slots[operation] - base;
            unsafe[page][held[page]] |= single[operation];
        }
        return ofSlotsAlone(call, rule) ? alikeEnd[operation] : operation + 1;
    }

    private static boolean ofSlotsAlone(Call call, Rule rule) {
        return switch (rule) {
            case PRESENT, NOT_PRESENT, ABSENT, VALID -> true;
            case FOLIO -> call != Call.SET_PTES && call != Call.PTE_ADVANCE_PFN;
            default -> false;
        };
    }
}
