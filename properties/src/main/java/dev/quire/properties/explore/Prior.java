package dev.quire.properties.explore;

import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of operations in a state before they are tried: that they are illegal, as they or
 * others were for a reason that holds here, too. Most operations are illegal in most states.
 *
 * <p>What a rule says of one slot, or of two neighbours, depends on what these hold; and what it
 * asks of each slot of a range, it asks of a longer range, too. What an open change of protection
 * bars or wants depends on how far it is. The contract alone says what is illegal: nothing is known
 * here that it did not say before. Sets of operations are bits in words.
 */
final class Prior {
    private static final int HELD_BITS = Codes.BITS + 2;
    private static final int PAIRS_BITS = 14;

    private final Operation[] operations;
    private final int[] first;
    private final long[][] around;
    private final int base;
    private final int pages;
    private final int words;

    private final long[][] ofPage;
    private final long[][] ofPair;
    private final long[] pairs;
    private final long[] barred;
    private final long[] closed;
    private final long[][] ofCommit;
    private final long[] nothing;
    private final int[] held;
    private long[] ofChange;

    /** Of these operations, on an area of some pages from a slot on. */
    Prior(List<Operation> operations, Memory memory, int base, int pages) {
        this.operations = operations.toArray(new Operation[0]);
        this.base = base;
        this.pages = pages;
        this.words = words(operations.size());
        first = new int[this.operations.length];
        for (int i = 0; i < first.length; i++) {
            Operation operation = this.operations[i];
            first[i] = memory.slot(operation.mm(), operation.addr()) - base;
        }
        around = new long[first.length][];
        ofPage = new long[pages << HELD_BITS][];
        ofPair = new long[1 << PAIRS_BITS][];
        pairs = new long[1 << PAIRS_BITS];
        barred = new long[words];
        closed = new long[words];
        ofCommit = new long[(pages + 1) * (pages + 1)][];
        nothing = new long[words];
        held = new int[pages];
        ofChange = closed;
    }

    /** The words of a set of so many operations. */
    static int words(int operations) {
        return (operations + Long.SIZE - 1) / Long.SIZE;
    }

    /** The slot of an operation's address. */
    int slot(int operation) {
        return base + first[operation];
    }

    /** A page of the state that is entered. */
    void enter(int page, int code, boolean young, boolean dirty) {
        held[page] = code << 2 | (young ? 2 : 0) | (dirty ? 1 : 0);
    }

    /** The change of protection of the state that is entered, which is not open yet. */
    void enterClosed() {
        ofChange = closed;
    }

    /** The change of protection of the state that is entered: its next slot and its end. */
    void enterOpen(int next, int end) {
        int at = (next - base) * (pages + 1) + end - base;
        if (ofCommit[at] == null) {
            ofCommit[at] = new long[words];
        }
        ofChange = ofCommit[at];
    }

    /** Takes those that are known to be illegal in the entered state out of a set. */
    void without(long[] set) {
        remove(set, ofChange);
        if (ofChange != closed) {
            remove(set, barred);
        }
        for (int page = 0; page < pages; page++) {
            long[] single = ofPage[page << HELD_BITS | held[page]];
            if (single != null) {
                remove(set, single);
            }
            if (page + 1 < pages) {
                long pair = pair(page);
                int at = place(pair);
                if (pairs[at] == pair && ofPair[at] != null) {
                    remove(set, ofPair[at]);
                }
            }
        }
    }

    /** Takes a set out of another. */
    static void remove(long[] set, long[] others) {
        for (int word = 0; word < set.length; word++) {
            set[word] &= ~others[word];
        }
    }

    private long pair(int page) {
        return ((long) page << HELD_BITS | held[page]) << HELD_BITS | held[page + 1];
    }

    private static int place(long pair) {
        return (int) (pair * 0x9e3779b97f4a7c15L >>> Long.SIZE - PAIRS_BITS);
    }

    /** Learns why an operation was illegal in the entered state; which others are, too. */
    long[] illegal(int operation, Rule rule) {
        switch (rule) {
            case OPEN -> add(barred, operation);
            case CLOSED, COMMIT -> add(ofChange, operation);
            case SAFE -> {
                if (operations[operation].nr() == 1 && inside(operation)) {
                    add(ofPage(first[operation]), operation);
                }
            }
            case PRESENT, NOT_PRESENT, ABSENT, VALID, ALIKE, FOLIO -> {
                return ofSlots(operation, rule);
            }
            default -> {}
        }
        return nothing;
    }

    /** What a rule says of the slots of a range, it says of each range around it. */
    private long[] ofSlots(int operation, Rule rule) {
        Call call = operations[operation].call();
        boolean ofValue = rule == Rule.FOLIO && carriesFrame(call);
        if (ofValue || !inside(operation)) {
            return nothing;
        }
        long[] others = around(operation);
        int nr = operations[operation].nr();
        if (nr == 1) {
            add(ofPage(first[operation]), others);
        } else if (nr == 2) {
            add(ofPair(first[operation]), others);
        }
        return others;
    }

    private static boolean carriesFrame(Call call) {
        return call == Call.SET_PTES || call == Call.PTE_ADVANCE_PFN;
    }

    private boolean inside(int operation) {
        int end = first[operation] + operations[operation].nr();
        return first[operation] >= 0
                && end <= pages
                && operations[operation].call() != Call.MOVE_PTES;
    }

    private long[] ofPage(int page) {
        int at = page << HELD_BITS | held[page];
        if (ofPage[at] == null) {
            ofPage[at] = new long[words];
        }
        return ofPage[at];
    }

    /** Of a pair; another one that has its place is forgotten. */
    private long[] ofPair(int page) {
        long pair = pair(page);
        int at = place(pair);
        if (ofPair[at] == null) {
            ofPair[at] = new long[words];
        } else if (pairs[at] != pair) {
            Arrays.fill(ofPair[at], 0);
        }
        pairs[at] = pair;
        return ofPair[at];
    }

    /** The operations alike whose range holds that of one: that one, if its first slot counts. */
    private long[] around(int operation) {
        if (around[operation] == null) {
            long[] all = new long[words];
            Operation one = operations[operation];
            int end = first[operation] + one.nr();
            for (int i = 0; i < operations.length; i++) {
                Operation other = operations[i];
                boolean holds =
                        asksOfFirst(one.call())
                                ? first[i] == first[operation]
                                : first[i] <= first[operation] && end <= first[i] + other.nr();
                if (other.call() == one.call() && other.mm() == one.mm() && holds) {
                    add(all, i);
                }
            }
            around[operation] = all;
        }
        return around[operation];
    }

    /** Whether a call asks something of the first slot of its range alone. */
    private static boolean asksOfFirst(Call call) {
        return switch (call) {
            case PTE_BATCH_HINT, UNMAP_BATCH, FOLIO_PTE_BATCH_FLAGS -> true;
            default -> false;
        };
    }

    private static void add(long[] set, int operation) {
        set[operation >>> 6] |= 1L << operation;
    }

    private static void add(long[] set, long[] others) {
        for (int word = 0; word < set.length; word++) {
            set[word] |= others[word];
        }
    }
}
