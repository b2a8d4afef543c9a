package dev.quire.properties.shrink;

import dev.quire.model.entry.Protection;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Argument;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Plainer lists that come to the same by other operations, where no single deletion or lowering
 * leads on: a set may map what later operations made of its pages, a plainer call may do what
 * another did, two pages may change places, a set may start later.
 */
final class Rewrites {
    /** Stretches of at most so many steps are left out at once. */
    private static final int STRETCH_MAX = 4;

    /** Lists that are longer are not rewritten. */
    private static final int STEPS_MAX = 12;

    /** In lists of at most so many steps, several are rewritten together. */
    private static final int STEPS_TOGETHER_MAX = 3;

    /** What may stand for another operation. */
    private static final List<Operation> PLAIN =
            List.of(
                    plain(Call.PTEP_GET_AND_CLEAR, 0, 0),
                    plain(Call.WRPROTECT_PTES, 0, 0),
                    plain(Call.PTEP_SET_ACCESS_FLAGS, 0, Operation.DIRTY),
                    plain(Call.PTEP_SET_ACCESS_FLAGS, 0, Operation.ENTRY_YOUNG | Operation.DIRTY),
                    plain(Call.READ, -1, 0),
                    plain(Call.WRITE, -1, 0));

    /** What a set may map instead: young or old, clean or dirty. */
    private static final int[] MARKS = {
        0, Operation.DIRTY, Operation.OLD, Operation.OLD | Operation.DIRTY
    };

    /** What may be made more permissive instead. */
    private static final int[] ENTRIES = {
        0,
        Operation.DIRTY,
        Operation.ENTRY_YOUNG,
        Operation.ENTRY_YOUNG | Operation.DIRTY,
        Operation.ENTRY_YOUNG | Operation.ENTRY_WRITE,
        Operation.ENTRY_YOUNG | Operation.ENTRY_WRITE | Operation.DIRTY
    };

    private final List<Step> steps;
    private final Geometry geometry;
    private final Plainness plainness;
    private final Set<Long> pages = new LinkedHashSet<>();
    private final List<List<Step>> all = new ArrayList<>();

    private Rewrites(List<Step> steps, Geometry geometry) {
        this.steps = steps;
        this.geometry = geometry;
        this.plainness = Plainness.of(steps);
        for (Step step : steps) {
            Operation operation = step.operation();
            pages.add(operation.addr());
            pages.add(geometry.advance(operation.addr(), operation.nr() - 1));
            pages.add(used(operation));
            step.acts().forEach(act -> pages.add(act.operation().addr()));
        }
    }

    /** The page of the slot that an access uses; its own page if that is not told. */
    private long used(Operation operation) {
        boolean tells =
                operation.call().arguments.contains(Argument.SLOT) && operation.value() >= 0;
        if (!tells) {
            return operation.addr();
        }
        int mask = geometry.blockEntries() - 1;
        int own = geometry.index(operation.addr()) & mask;
        return geometry.advance(operation.addr(), (int) (operation.value() & mask) - own);
    }

    private static Operation plain(Call call, long value, int flags) {
        return new Operation(call, 0, 1, 0, 1, value, Protection.NONE, flags);
    }

    /** All of a list, shorter ones first. */
    static List<List<Step>> of(List<Step> steps, Geometry geometry) {
        if (steps.size() > STEPS_MAX) {
            return List.of();
        }
        Rewrites rewrites = new Rewrites(steps, geometry);
        for (int size = Math.min(STRETCH_MAX, steps.size() - 1); size > 0; size--) {
            for (int from = 0; from + size < steps.size(); from++) {
                rewrites.absorb(from, from + size);
            }
        }
        for (int gone = 0; gone + 1 < steps.size(); gone++) {
            List<Step> rest = new ArrayList<>(steps);
            rest.remove(gone);
            rewrites.replaceOne(rest);
        }
        rewrites.replaceOne(steps);
        rewrites.exchangePages();
        rewrites.startLater();
        if (steps.size() <= STEPS_TOGETHER_MAX) {
            rewrites.together(steps, 0);
        }
        return rewrites.all;
    }

    private void add(List<Step> list) {
        if (Plainness.of(list).compareTo(plainness) < 0) {
            all.add(list);
        }
    }

    private static List<Step> with(List<Step> list, int at, Step step) {
        List<Step> changed = new ArrayList<>(list);
        changed.set(at, step);
        return changed;
    }

    /** Without a stretch, another operation does otherwise what it does. */
    private void absorb(int from, int end) {
        List<Step> rest = new ArrayList<>(steps.subList(0, from));
        rest.addAll(steps.subList(end, steps.size()));
        for (int at = 0; at < rest.size(); at++) {
            Step step = rest.get(at);
            for (Operation other : variants(step.operation())) {
                add(with(rest, at, new Step(other, step.acts())));
            }
        }
    }

    /** The same call with other marks and another protection. */
    private static List<Operation> variants(Operation operation) {
        List<Operation> variants = new ArrayList<>();
        if (operation.call() == Call.PTEP_SET_ACCESS_FLAGS) {
            for (int entry : ENTRIES) {
                variants.add(operation.withFlags(entry));
            }
        }
        if (operation.call() == Call.SET_PTES) {
            int rest = operation.flags() & ~(Operation.DIRTY | Operation.OLD);
            for (int marks : MARKS) {
                Operation marked = operation.withFlags(rest | marks);
                variants.add(marked);
                variants.add(marked.withProt(other(operation.prot())));
            }
        }
        variants.removeIf(operation::equals);
        return variants;
    }

    private static Protection other(Protection protection) {
        return switch (protection) {
            case WRITE -> Protection.READ;
            case READ -> Protection.WRITE;
            case KERNEL_WRITE -> Protection.KERNEL_READ;
            case KERNEL_READ -> Protection.KERNEL_WRITE;
            case WRITE_EXECUTE -> Protection.READ_EXECUTE;
            default -> protection;
        };
    }

    private void replaceOne(List<Step> list) {
        for (int at = 0; at < list.size(); at++) {
            for (Step step : replaced(list.get(at), at + 1 == list.size())) {
                add(with(list, at, step));
            }
        }
    }

    /** A step with a plain call in the place of its operation, or of an act in it. */
    private List<Step> replaced(Step step, boolean last) {
        List<Step> replaced = new ArrayList<>();
        if (!last) {
            for (Operation other : plain(step.operation())) {
                List<Act> acts = other.call().hardware() ? List.of() : step.acts();
                replaced.add(new Step(other, acts));
            }
        }
        for (int i = 0; i < step.acts().size(); i++) {
            Act act = step.acts().get(i);
            int earliest = i == 0 ? 0 : step.acts().get(i - 1).access();
            for (Operation other : plain(act.operation())) {
                for (int access = earliest; access <= act.access(); access++) {
                    List<Act> acts = new ArrayList<>(step.acts());
                    acts.set(i, new Act(access, other));
                    replaced.add(new Step(step.operation(), acts));
                }
            }
        }
        return replaced;
    }

    private List<Operation> plain(Operation operation) {
        List<Operation> plain = new ArrayList<>();
        if (operation.preempted() || operation.call() == Call.PTEP_GET_LOCKLESS) {
            return plain;
        }
        for (Operation other : PLAIN) {
            for (long page : pages) {
                Operation here = other.withMm(operation.mm()).withAddr(page);
                plain.add(other.call().hardware() ? here : here.withCpu(operation.cpu()));
            }
        }
        plain.removeIf(operation::equals);
        return plain;
    }

    /** Operations on single pages, each on the other one of two; a block has no page. */
    private void exchangePages() {
        for (long one : pages) {
            for (long two : pages) {
                if (one < two) {
                    List<Step> exchanged = new ArrayList<>();
                    for (Step step : steps) {
                        List<Act> acts = new ArrayList<>();
                        for (Act act : step.acts()) {
                            Operation inside = exchanged(act.operation(), one, two);
                            acts.add(new Act(act.access(), inside));
                        }
                        exchanged.add(new Step(exchanged(step.operation(), one, two), acts));
                    }
                    add(exchanged);
                }
            }
        }
    }

    private Operation exchanged(Operation operation, long one, long two) {
        boolean meant = operation.addr() == one || operation.addr() == two;
        boolean block = operation.call() == Call.FILL && operation.has(Operation.BLOCK);
        if (operation.nr() != 1 || block || !meant) {
            return operation;
        }
        Operation other = operation.withAddr(operation.addr() == one ? two : one);
        long pages = other.addr() - operation.addr() >> geometry.pageShift();
        return operation.call() == Call.SET_PTES ? other.withValue(other.value() + pages) : other;
    }

    /** Sets of fewer pages that start later; operations on what is not set move to its first. */
    private void startLater() {
        for (int at = 0; at < steps.size(); at++) {
            Operation set = steps.get(at).operation();
            for (int less = 1; set.call() == Call.SET_PTES && less < set.nr(); less++) {
                long start = geometry.advance(set.addr(), less);
                List<Step> later = new ArrayList<>();
                for (Step step : steps) {
                    Operation own = step.operation();
                    boolean before =
                            own.nr() == 1 && own.addr() >= set.addr() && own.addr() < start;
                    later.add(before ? new Step(own.withAddr(start), step.acts()) : step);
                }
                Operation fewer =
                        set.withAddr(start).withValue(set.value() + less).withNr(set.nr() - less);
                later.set(at, new Step(fewer, steps.get(at).acts()));
                add(later);
            }
        }
    }

    /** Each operation from one on with other marks or as a plain call, all at once. */
    private void together(List<Step> list, int from) {
        if (from == list.size()) {
            add(list);
            return;
        }
        Step step = list.get(from);
        together(list, from + 1);
        for (Operation other : variants(step.operation())) {
            together(with(list, from, new Step(other, step.acts())), from + 1);
        }
        if (from > 0) {
            for (Step other : replaced(step, from + 1 == list.size())) {
                together(with(list, from, other), from + 1);
            }
        }
    }
}
