package dev.quire.properties.folio;

import dev.quire.model.folio.lockstep.FolioAct;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The lists that come from changing one number in every step: a folio moved to lower frames, one
 * address space or CPU exchanged for another, all addresses lower.
 */
final class FolioRenaming {
    private final List<FolioStep> steps;

    FolioRenaming(List<FolioStep> steps) {
        this.steps = steps;
    }

    /** Each candidate differs from the list. */
    List<List<FolioStep>> candidates() {
        List<List<FolioStep>> candidates = new ArrayList<>();
        moveFolios(candidates);
        TreeSet<Integer> mms = new TreeSet<>();
        TreeSet<Integer> cpus = new TreeSet<>();
        every(of -> mms.add(of.call().ofSlots() ? of.mm() : 1));
        every(of -> cpus.add(of.cpu()));
        for (int mm : mms) {
            moveMm(candidates, mm);
            for (int other = 1; other < mm; other++) {
                int to = other;
                add(candidates, of -> exchangedMm(of, mm, to));
            }
        }
        for (int cpu : cpus) {
            for (int other = 0; other < cpu; other++) {
                int to = other;
                add(candidates, of -> of.withCpu(exchanged(of.cpu(), cpu, to)));
            }
        }
        smallerFolios(candidates);
        return candidates;
    }

    private void every(Consumer<FolioOperation> look) {
        for (FolioStep step : steps) {
            look.accept(step.operation());
            step.acts().forEach(act -> look.accept(act.operation()));
        }
    }

    /** All addresses of one address space lower. */
    private void moveMm(List<List<FolioStep>> candidates, int mm) {
        int[] lowest = {Integer.MAX_VALUE};
        every(of -> lowest[0] = in(of, mm) ? Math.min(lowest[0], of.page()) : lowest[0]);
        for (int by : new int[] {lowest[0], 1}) {
            if (by > 0 && by <= lowest[0]) {
                add(candidates, of -> in(of, mm) ? moved(of, by) : of);
            }
        }
    }

    private static boolean in(FolioOperation of, int mm) {
        return of.call().ofSlots() && of.mm() == mm;
    }

    private void add(List<List<FolioStep>> candidates, UnaryOperator<FolioOperation> change) {
        List<FolioStep> changed = new ArrayList<>();
        for (FolioStep step : steps) {
            List<FolioAct> acts = new ArrayList<>();
            step.acts().forEach(act -> acts.add(act.withOperation(change.apply(act.operation()))));
            changed.add(new FolioStep(change.apply(step.operation()), acts));
        }
        if (lower(changed)) {
            candidates.add(changed);
        }
    }

    /** Whether the first number that differs is lower, so that no renaming is ever undone. */
    private boolean lower(List<FolioStep> changed) {
        List<int[]> before = numbers(steps);
        List<int[]> after = numbers(changed);
        for (int i = 0; i < before.size(); i++) {
            int order = Arrays.compare(after.get(i), before.get(i));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private static List<int[]> numbers(List<FolioStep> of) {
        List<int[]> numbers = new ArrayList<>();
        for (FolioStep step : of) {
            numbers.add(numbers(step.operation()));
            step.acts().forEach(act -> numbers.add(numbers(act.operation())));
        }
        return numbers;
    }

    private static int[] numbers(FolioOperation of) {
        return new int[] {of.order(), of.nr(), of.pfn(), of.page(), of.mm(), of.value(), of.cpu()};
    }

    private static FolioOperation moved(FolioOperation of, int by) {
        return new FolioOperation(
                of.call(),
                of.cpu(),
                of.mm(),
                of.page() - by,
                of.pfn(),
                of.nr(),
                of.order(),
                of.value(),
                of.flags());
    }

    private static int exchanged(int value, int one, int other) {
        return value == one ? other : value == other ? one : value;
    }

    private static FolioOperation exchangedMm(FolioOperation of, int one, int other) {
        if (!of.call().ofSlots()) {
            return of;
        }
        int value = of.call() == FolioCall.FORK ? exchanged(of.value(), one, other) : of.value();
        return new FolioOperation(
                of.call(),
                of.cpu(),
                exchanged(of.mm(), one, other),
                of.page(),
                of.pfn(),
                of.nr(),
                of.order(),
                value,
                of.flags());
    }

    /** Each allocated folio, where it was born, to lower frames. */
    private void moveFolios(List<List<FolioStep>> candidates) {
        for (FolioOperation born : births()) {
            int size = 1 << born.order();
            for (int to = 0; to < born.pfn(); to += size) {
                int start = born.pfn();
                int by = start - to;
                add(candidates, of -> inside(of, start, size) ? withPfn(of, of.pfn() - by) : of);
            }
        }
    }

    private List<FolioOperation> births() {
        List<FolioOperation> births = new ArrayList<>();
        every(
                of -> {
                    if (of.call() == FolioCall.ALLOC || of.call() == FolioCall.COLLAPSE) {
                        births.add(of);
                    }
                });
        return births;
    }

    private static boolean inside(FolioOperation of, int start, int size) {
        return of.pfn() >= start && of.pfn() < start + size;
    }

    private static FolioOperation withPfn(FolioOperation of, int pfn) {
        return new FolioOperation(
                of.call(),
                of.cpu(),
                of.mm(),
                of.page(),
                pfn,
                of.nr(),
                of.order(),
                of.value(),
                of.flags());
    }

    /** A folio of half the size, its pages' numbers halved or cut. */
    private void smallerFolios(List<List<FolioStep>> candidates) {
        for (FolioOperation born : births()) {
            if (born.order() > 0) {
                int start = born.pfn();
                int size = 1 << born.order();
                add(candidates, of -> halved(of, born, start, size, false));
                add(candidates, of -> halved(of, born, start, size, true));
                withoutSplits(candidates, born, start, size);
            }
        }
    }

    /** As a small folio from the start, what splits it left out. */
    private void withoutSplits(
            List<List<FolioStep>> candidates, FolioOperation born, int start, int size) {
        List<FolioStep> rest =
                steps.stream().filter(step -> step.operation().call() != FolioCall.SPLIT).toList();
        if (rest.size() < steps.size()) {
            new FolioRenaming(rest).add(candidates, of -> halved(of, born, start, size, false));
            new FolioRenaming(rest).add(candidates, of -> halved(of, born, start, size, true));
        }
    }

    private static FolioOperation halved(
            FolioOperation of, FolioOperation born, int start, int size, boolean last) {
        if (!inside(of, start, size)) {
            return of;
        }
        int index = of.pfn() - start;
        int half = size / 2;
        int kept = last ? Math.max(0, index - half) : Math.min(index, half - 1);
        boolean same = of.equals(born);
        FolioOperation cut = withPfn(of, start + kept);
        if (of.nr() > 1) {
            int nr = Math.max(1, Math.min(of.nr(), half - kept));
            cut =
                    new FolioOperation(
                            cut.call(),
                            cut.cpu(),
                            cut.mm(),
                            cut.page(),
                            cut.pfn(),
                            nr,
                            cut.order(),
                            cut.value(),
                            cut.flags());
        }
        boolean splits = of.call() == FolioCall.SPLIT && of.order() > 0;
        return same || splits ? cut.withOrder(of.order() - 1) : cut;
    }
}
