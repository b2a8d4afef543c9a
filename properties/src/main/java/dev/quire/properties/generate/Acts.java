package dev.quire.properties.generate;

import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.properties.choice.Choices;
import java.util.Arrays;
import java.util.List;

/** What others do inside an operation, out of choices. */
public final class Acts {
    /** One choice throws so many dice of four sides. */
    private static final int DICE = 15;

    private final Operations operations;
    private final int blockEntries;
    private final Races races;
    private Act[] drawn = new Act[64];

    public Acts(Operations operations, int blockEntries, Races races) {
        this.operations = operations;
        this.blockEntries = blockEntries;
        this.races = races;
    }

    /** What others do inside an operation, in the order of its accesses. */
    public List<Act> inside(Operation operation, Choices choices) {
        return switch (races) {
            case NONE -> List.of();
            case SOME -> some(operation, choices);
            case EVERY -> operation.call().hardware() ? List.of() : every(operation, choices);
        };
    }

    /** At one in four accesses, as many as the call is likely to make. */
    private List<Act> every(Operation operation, Choices choices) {
        int accesses = likely(operation, choices);
        int count = 0;
        if (drawn.length < accesses) {
            drawn = new Act[2 * accesses];
        }
        int dice = 0;
        for (int access = 0; access < accesses; access++) {
            dice = access % DICE == 0 ? choices.below(1 << 2 * DICE) : dice >>> 2;
            if ((dice & 3) != 0) {
                continue;
            }
            int slot = operations.near(choices, operation);
            drawn[count++] = new Act(access, operations.byItself(choices, slot));
        }
        return count == 0 ? List.of() : Arrays.asList(Arrays.copyOf(drawn, count));
    }

    /**
     * How many accesses a call makes: on average what is measured of folding subjects on blocks of
     * 16. It stores to each slot; or looks first; it looks at a whole block for one page; or it
     * takes that apart and makes it anew.
     */
    private int likely(Operation operation, Choices choices) {
        int nr = operation.nr();
        return switch (operation.call()) {
            case PTE_ADVANCE_PFN, FLUSH_TLB_RANGE, FLUSH_TLB_PAGE, FLUSH_TLB_MM -> 0;
            case SET_PTES,
                    SET_PTE_AT,
                    PTE_CLEAR,
                    CLEAR_NONPRESENT_PTES,
                    GET_AND_CLEAR_FULL_PTES,
                    CLEAR_FULL_PTES,
                    MODIFY_PROT_COMMIT_PTES ->
                    nr + choices.below(blockEntries / 2);
            case PTEP_SET_ACCESS_FLAGS, CLEAR_FLUSH_YOUNG_PTES, UNMAP_BATCH, MOVE_PTES ->
                    2 * nr + choices.below(3 * blockEntries);
            case FOLIO_PTE_BATCH_FLAGS -> 1 + choices.below(2 * blockEntries);
            case WRPROTECT_PTES,
                    TEST_AND_CLEAR_YOUNG_PTES,
                    CLEAR_YOUNG_DIRTY_PTES,
                    MADVISE_FREE,
                    MODIFY_PROT_START_PTES ->
                    2 * nr + choices.below(blockEntries / 2);
            default -> 1 + choices.below(3 * blockEntries / 2);
        };
    }

    /** No act mostly; else up to three. */
    private List<Act> some(Operation operation, Choices choices) {
        boolean unlocked = operation.call() == Call.PTEP_GET_LOCKLESS;
        if (operation.call().hardware() || operation.preempted()) {
            return List.of();
        }
        if (operations.leftRead() && choices.chance(1, 5)) {
            return goingOn(operation, choices);
        }
        if (!choices.chance(unlocked ? 5 : 1, 7)) {
            return List.of();
        }
        int count = choices.chance(unlocked ? 1 : 3, 4) ? 1 : 2 + choices.below(2);
        Act first = after(0, operation, operation, unlocked, choices);
        if (count == 1) {
            return List.of(first);
        }
        Act second = after(first.access(), first.operation(), operation, false, choices);
        return count == 2
                ? List.of(first, second)
                : List.of(
                        first,
                        second,
                        after(second.access(), second.operation(), operation, false, choices));
    }

    /** A read that an earlier call left goes on in this one, once or twice. */
    private List<Act> goingOn(Operation operation, Choices choices) {
        Operation left = operations.left();
        if (left.cpu() == operation.cpu()) {
            return List.of();
        }
        Operation resume = operations.resume(left, reads(choices));
        Act first = new Act(step(operation, choices), resume);
        return choices.chance(1, 2)
                ? List.of(first)
                : List.of(
                        first, after(first.access(), first.operation(), operation, false, choices));
    }

    /** An act later than another, {@code left}; it goes on with a read that the other left. */
    private Act after(
            int before, Operation left, Operation operation, boolean anyMay, Choices choices) {
        boolean unlocked = operation.call() == Call.PTEP_GET_LOCKLESS;
        int later = unlocked ? 1 + choices.below(blockEntries) : step(operation, choices);
        int access = before + later;
        if (left.preempted() && choices.chance(3, 4)) {
            return new Act(access, operations.resume(left, reads(choices)));
        }
        if (left.call().hardware() && choices.chance(1, 4)) {
            return new Act(before + choices.below(3), operations.again(choices, left));
        }
        return new Act(access, act(operation, anyMay, choices));
    }

    /** How many reads of a lockless read run before others do; mostly all. */
    private int reads(Choices choices) {
        return choices.chance(1, 3) ? 0 : 1 + choices.below(blockEntries + 1);
    }

    /** Slot by slot loops make two accesses a slot, conversions one and then another. */
    private int step(Operation operation, Choices choices) {
        return switch (choices.below(4)) {
            case 0 -> choices.below(4);
            case 1 -> choices.below(blockEntries + 2);
            case 2 -> choices.below(2 * operation.nr() + 4);
            default -> choices.below(3 * blockEntries + 2 * operation.nr());
        };
    }

    private Operation act(Operation outer, boolean anyMay, Choices choices) {
        if (anyMay && choices.chance(3, 4)) {
            Operation act = operations.disturbing(choices, outer);
            boolean faults = act.call().hardware() && act.has(Operation.FAULT);
            return faults ? act.withFlags(act.flags() & ~Operation.FAULT) : act;
        }
        int slot = operations.near(choices, outer);
        boolean whole = outer.nr() >= blockEntries;
        if (outer.call() != Call.PTEP_GET_LOCKLESS && choices.chance(whole ? 2 : 1, 4)) {
            return operations.lockless(slot, outer.cpu() == 0 ? 1 : 0, reads(choices));
        }
        return operations.byItself(choices, slot);
    }
}
