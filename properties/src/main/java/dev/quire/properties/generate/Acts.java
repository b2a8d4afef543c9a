package dev.quire.properties.generate;

import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.properties.choice.Choices;
import java.util.List;

/** What others do inside an operation, out of choices. */
public final class Acts {
    private final Operations operations;
    private final int blockEntries;

    public Acts(Operations operations, int blockEntries) {
        this.operations = operations;
        this.blockEntries = blockEntries;
    }

    /** No act mostly; else up to three, in the order of their accesses. */
    public List<Act> inside(Operation operation, Choices choices) {
        boolean unlocked = operation.call() == Call.PTEP_GET_LOCKLESS;
        if (operation.call().hardware() || !choices.chance(unlocked ? 5 : 1, 7)) {
            return List.of();
        }
        int count = choices.chance(unlocked ? 1 : 3, 4) ? 1 : 2 + choices.below(2);
        Act first = after(0, operation, unlocked, choices);
        if (count == 1) {
            return List.of(first);
        }
        Act second = after(first.access(), operation, false, choices);
        return count == 2
                ? List.of(first, second)
                : List.of(first, second, after(second.access(), operation, false, choices));
    }

    private Act after(int access, Operation operation, boolean anyMay, Choices choices) {
        boolean unlocked = operation.call() == Call.PTEP_GET_LOCKLESS;
        int later = unlocked ? 1 + choices.below(blockEntries) : step(operation, choices);
        return new Act(access + later, act(operation, anyMay, choices));
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
            return operations.disturbing(choices, outer);
        }
        int slot = operations.near(choices, outer);
        if (outer.call() != Call.PTEP_GET_LOCKLESS && choices.chance(1, 4)) {
            return operations.lockless(slot, outer.cpu() == 0 ? 1 : 0);
        }
        return operations.byItself(choices, slot);
    }
}
