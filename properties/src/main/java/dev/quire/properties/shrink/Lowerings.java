package dev.quire.properties.shrink;

import dev.quire.model.entry.Protection;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Argument;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The one-step lowerings of a step: each makes one argument smaller or plainer, by an order in
 * which nothing can be lowered for ever.
 */
final class Lowerings {
    private final Geometry geometry;

    Lowerings(Geometry geometry) {
        this.geometry = geometry;
    }

    /** All of a step: of its operation, and of each act in it. */
    List<Step> of(Step step) {
        List<Step> lower = new ArrayList<>();
        for (Operation operation : of(step.operation())) {
            lower.add(new Step(operation, step.acts()));
            if (step.acts().size() == 1) {
                earlier(operation, step.acts().get(0), lower);
            }
        }
        for (int i = 0; i < step.acts().size(); i++) {
            Act act = step.acts().get(i);
            int earliest = i == 0 ? 0 : step.acts().get(i - 1).access();
            for (int access : new int[] {earliest, act.access() / 2, act.access() - 1}) {
                if (access >= earliest && access < act.access()) {
                    lower.add(with(step, i, new Act(access, act.operation())));
                }
            }
            for (Operation operation : of(act.operation())) {
                lower.add(with(step, i, new Act(act.access(), operation)));
            }
        }
        return lower;
    }

    /** A lowered operation may make fewer accesses: what others do inside comes earlier, too. */
    private static void earlier(Operation operation, Act act, List<Step> lower) {
        for (int access = act.access() - 1; access >= 0; access--) {
            lower.add(new Step(operation, List.of(new Act(access, act.operation()))));
        }
    }

    private static Step with(Step step, int index, Act act) {
        List<Act> acts = new ArrayList<>(step.acts());
        acts.set(index, act);
        return new Step(step.operation(), acts);
    }

    private List<Operation> of(Operation operation) {
        List<Operation> lower = new ArrayList<>();
        if (operation.cpu() > 0) {
            lower.add(operation.withCpu(0));
        }
        if (operation.mm() > 1 && operation.call() != Call.RESUME) {
            lower.add(operation.withMm(1));
        }
        for (Argument argument : operation.call().arguments) {
            switch (argument) {
                case NR, NR_OPTIONAL, MAX_NR -> counts(operation, lower);
                case PROT -> protections(operation, lower);
                case SLOT -> {
                    if (operation.value() >= 0) {
                        lower.add(operation.withValue(-1));
                    }
                }
                case PTE -> {
                    if (operation.value() > 0x1000 || operation.value() < 0) {
                        lower.add(operation.withValue(0x1000));
                    }
                }
                case PFN, TO -> {}
                case READS -> reads(operation, lower);
                case WITH, ENTRY, CLEAR, BATCH, DIRTY, FULL, BLOCK, FAULT ->
                        flags(operation, argument, lower);
            }
        }
        if (operation.call() != Call.RESUME) {
            places(operation, lower);
        }
        return lower;
    }

    private void counts(Operation operation, List<Operation> lower) {
        int nr = operation.nr();
        for (int less : new int[] {1, nr / 2, nr - 1}) {
            if (less >= 1 && less < nr) {
                lower.add(operation.withNr(less));
            }
        }
        if (operation.call() == Call.PTE_ADVANCE_PFN) {
            for (int less : new int[] {1, nr / 2, nr - 1}) {
                if (less >= 1 && less < nr) {
                    lower.add(operation.withNr(less).withValue(operation.value() + nr - less));
                }
            }
        } else if (nr > 1) {
            lower.add(shifted(operation, 1).withNr(nr - 1));
        }
    }

    /** The fewest preemptions first: none. */
    private static void reads(Operation operation, List<Operation> lower) {
        long reads = operation.value();
        for (long less : new long[] {0, reads / 2, reads - 1}) {
            if (less >= 0 && less < reads) {
                lower.add(operation.withValue(less));
            }
        }
    }

    /** The same pages of the folio, some pages later or earlier. */
    private Operation shifted(Operation operation, int pages) {
        Operation moved = operation.withAddr(geometry.advance(operation.addr(), pages));
        return switch (operation.call()) {
            case SET_PTES -> moved.withValue(operation.value() + pages);
            case MOVE_PTES -> moved.withValue(geometry.advance(operation.value(), pages));
            case READ, WRITE, EXECUTE, FILL -> {
                boolean used = operation.value() + pages >= 0 && operation.value() >= 0;
                yield used ? moved.withValue(operation.value() + pages) : moved;
            }
            default -> moved;
        };
    }

    private static void protections(Operation operation, List<Operation> lower) {
        for (Protection plainer : Plainness.PROTECTIONS) {
            if (plainer == operation.prot()) {
                return;
            }
            lower.add(operation.withProt(plainer));
        }
    }

    private static void flags(Operation operation, Argument argument, List<Operation> lower) {
        int set = operation.flags() & argument.flagBits();
        if (Integer.bitCount(set) > 1) {
            lower.add(operation.withFlags(operation.flags() & ~set));
        }
        for (int left = set; left != 0; left &= left - 1) {
            lower.add(operation.withFlags(operation.flags() & ~(left & -left)));
        }
    }

    /** Earlier addresses, with the same page and with an earlier one. */
    private void places(Operation operation, List<Operation> lower) {
        int inBlock = geometry.index(operation.addr()) & geometry.blockEntries() - 1;
        if (inBlock > 0) {
            lower.add(shifted(operation, -inBlock));
            lower.add(operation.withAddr(geometry.advance(operation.addr(), -inBlock)));
            lower.add(shifted(operation, -1));
        }
        int block = geometry.blockEntries();
        if (operation.addr() >= geometry.advance(0, block)) {
            lower.add(shifted(operation, -block));
            lower.add(operation.withAddr(geometry.advance(operation.addr(), -block)));
        }
        if (operation.call() == Call.SET_PTES && operation.value() > 0) {
            lower.add(operation.withValue(operation.value() & -(long) block));
            lower.add(operation.withValue(operation.value() - 1));
        }
        lower.removeIf(operation::equals);
    }
}
