package dev.quire.properties.shrink;

import dev.quire.model.entry.Protection;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists that come to the same by other operations, where no single deletion or lowering leads on: a
 * set may map what later operations made of its pages, and a plainer call may do what another did.
 *
 * <p>Each is shorter than the list, or as long with a call that comes earlier in {@link #PLAIN};
 * so nothing is rewritten for ever.
 */
final class Rewrites {
    /** Stretches of at most so many steps are left out at once. */
    private static final int STRETCH_MAX = 4;

    /** Lists that are longer are not rewritten. */
    private static final int STEPS_MAX = 12;

    /** What may stand for another operation, the plainest first. */
    private static final List<Operation> PLAIN =
            List.of(
                    plain(Call.READ, -1, 0),
                    plain(Call.WRITE, -1, 0),
                    plain(Call.PTEP_GET_AND_CLEAR, 0, 0),
                    plain(Call.WRPROTECT_PTES, 0, 0),
                    plain(Call.PTEP_SET_ACCESS_FLAGS, 0, Operation.DIRTY),
                    plain(Call.PTEP_SET_ACCESS_FLAGS, 0, Operation.ENTRY_YOUNG | Operation.DIRTY));

    /** What a set may map instead: young or old, clean or dirty. */
    private static final int[] MARKS = {
        Operation.DIRTY, Operation.OLD, Operation.OLD | Operation.DIRTY, 0
    };

    private final List<Step> steps;
    private final List<List<Step>> all = new ArrayList<>();

    private Rewrites(List<Step> steps) {
        this.steps = steps;
    }

    private static Operation plain(Call call, long value, int flags) {
        return new Operation(call, 0, 1, 0, 1, value, Protection.NONE, flags);
    }

    /** Shorter lists: steps fall out, and a set or another operation makes up for them. */
    static List<List<Step>> shorter(List<Step> steps) {
        if (steps.size() > STEPS_MAX) {
            return List.of();
        }
        Rewrites rewrites = new Rewrites(steps);
        for (int size = Math.min(STRETCH_MAX, steps.size() - 1); size > 0; size--) {
            for (int from = 0; from + size < steps.size(); from++) {
                rewrites.absorb(from, from + size);
            }
        }
        for (int gone = 0; gone + 1 < steps.size(); gone++) {
            rewrites.replaceWithout(gone);
        }
        return rewrites.all;
    }

    /** Lists of the same length with a plainer call. */
    static List<List<Step>> plainer(List<Step> steps) {
        if (steps.size() > STEPS_MAX) {
            return List.of();
        }
        Rewrites rewrites = new Rewrites(steps);
        for (int at = 0; at < steps.size(); at++) {
            rewrites.replace(steps, at, false);
        }
        return rewrites.all;
    }

    /** Without a stretch, what an earlier set maps is marked or protected otherwise. */
    private void absorb(int from, int end) {
        List<Step> rest = new ArrayList<>(steps.subList(0, from));
        rest.addAll(steps.subList(end, steps.size()));
        for (int at = 0; at < rest.size(); at++) {
            Step step = rest.get(at);
            if (step.operation().call() != Call.SET_PTES) {
                continue;
            }
            for (Operation other : others(step.operation())) {
                List<Step> changed = new ArrayList<>(rest);
                changed.set(at, new Step(other, step.acts()));
                all.add(changed);
            }
        }
    }

    private static List<Operation> others(Operation set) {
        List<Operation> others = new ArrayList<>();
        int rest = set.flags() & ~(Operation.DIRTY | Operation.OLD);
        for (int marks : MARKS) {
            others.add(set.withFlags(rest | marks));
        }
        Protection other =
                switch (set.prot()) {
                    case WRITE -> Protection.READ;
                    case READ -> Protection.WRITE;
                    case KERNEL_WRITE -> Protection.KERNEL_READ;
                    case KERNEL_READ -> Protection.KERNEL_WRITE;
                    case WRITE_EXECUTE -> Protection.READ_EXECUTE;
                    default -> set.prot();
                };
        for (int marks : MARKS) {
            others.add(set.withFlags(rest | marks).withProt(other));
        }
        others.removeIf(set::equals);
        return others;
    }

    private void replaceWithout(int gone) {
        List<Step> rest = new ArrayList<>(steps);
        rest.remove(gone);
        for (int at = 0; at < rest.size(); at++) {
            replace(rest, at, true);
        }
    }

    /** Puts a plain call in the place of an operation, or of an act in it. */
    private void replace(List<Step> list, int at, boolean any) {
        Step step = list.get(at);
        if (at + 1 < list.size()) {
            for (Operation other : plain(step.operation(), any)) {
                add(list, at, new Step(other, other.call().hardware() ? List.of() : step.acts()));
            }
        }
        for (int i = 0; i < step.acts().size(); i++) {
            Act act = step.acts().get(i);
            int earliest = i == 0 ? 0 : step.acts().get(i - 1).access();
            for (Operation other : plain(act.operation(), any)) {
                for (int access = earliest; access <= act.access(); access++) {
                    List<Act> acts = new ArrayList<>(step.acts());
                    acts.set(i, new Act(access, other));
                    add(list, at, new Step(step.operation(), acts));
                }
            }
        }
    }

    private void add(List<Step> list, int at, Step step) {
        List<Step> changed = new ArrayList<>(list);
        changed.set(at, step);
        all.add(changed);
    }

    /** The plain operations on an operation's first page: those before its own, or any. */
    private static List<Operation> plain(Operation operation, boolean any) {
        List<Operation> plain = new ArrayList<>();
        if (operation.preempted() || operation.call() == Call.PTEP_GET_LOCKLESS) {
            return plain;
        }
        for (Operation other : PLAIN) {
            if (!any && other.call() == operation.call()) {
                return plain;
            }
            Operation here = other.withMm(operation.mm()).withAddr(operation.addr());
            if (!here.equals(operation)) {
                plain.add(other.call().hardware() ? here : here.withCpu(operation.cpu()));
            }
        }
        return plain;
    }
}
