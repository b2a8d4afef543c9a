package dev.quire.properties.shrink;

import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Shortens a failing list of concrete operations and keeps its failure signature.
 *
 * <p>It deletes halves, quarters and so on, single operations and acts, and pairs; it lets
 * preempted reads go on in fewer pieces; it lowers arguments; it lowers the configuration; it lets
 * other operations do the same; and begins again until nothing helps. What it may cost is counted
 * in steps of the lists that it runs, never in time, so that the result is the same everywhere.
 */
public final class Shrinker {
    /** What a shrink may cost in a build. */
    public static final long STEPS_MAX = 200_000;

    /** Beyond so many steps in a list, pairs are not tried. */
    private static final int PAIRS_MAX = 40;

    private final Attempt attempt;
    private Trial.Failing best;

    private Shrinker(Attempt attempt, Trial.Failing best) {
        this.attempt = attempt;
        this.best = best;
    }

    /**
     * The shrunk form of a list that fails.
     *
     * @param stepsMax how many steps may be run for it
     */
    public static Shrunk shrink(
            Subject subject, Setup setup, List<Step> steps, Verdict verdict, long stepsMax) {
        return shrink(subject, setup, steps, verdict, stepsMax, () -> false);
    }

    /**
     * The shrunk form of a list that fails, or the shortest so far when somebody stops it.
     *
     * @param stepsMax how many steps may be run for it
     * @param stop asked before each candidate
     */
    public static Shrunk shrink(
            Subject subject,
            Setup setup,
            List<Step> steps,
            Verdict verdict,
            long stepsMax,
            BooleanSupplier stop) {
        Trial.Failing first = new Trial.Failing(setup, steps, verdict);
        subject.hurry(true);
        try {
            return shrink(new LockStepTrial(subject, verdict.signature()), first, stepsMax, stop);
        } finally {
            subject.hurry(false);
        }
    }

    /**
     * The shrunk form of a list that fails in a trial of any kind.
     *
     * @param first how the list fails there
     * @param stepsMax how many steps may be run for it
     * @param stop asked before each candidate
     */
    public static Shrunk shrink(
            Trial trial, Trial.Failing first, long stepsMax, BooleanSupplier stop) {
        Attempt attempt = new Attempt(trial, first.verdict().signature(), stepsMax, stop);
        Shrinker shrinker = new Shrinker(attempt, first);
        boolean finished = shrinker.toFixpoint();
        return new Shrunk(
                shrinker.best.setup(),
                shrinker.best.steps(),
                shrinker.best.verdict(),
                attempt.stepsRun(),
                attempt.candidates(),
                finished);
    }

    private boolean toFixpoint() {
        chunks();
        boolean progress = true;
        while (progress && !attempt.exhausted()) {
            progress = singles();
            progress |= acts();
            progress |= preemptions();
            progress |= pairs();
            progress |= merges();
            progress |= lowerSteps();
            progress |= lowerSetup();
            progress |= lowerFrames();
            progress |= rewrites();
        }
        return !attempt.exhausted();
    }

    private boolean accept(Setup setup, List<Step> steps) {
        Optional<Trial.Failing> failing = attempt.run(setup, steps);
        failing.ifPresent(found -> best = found);
        return failing.isPresent();
    }

    /** Deletes stretches, the longest first. */
    private void chunks() {
        for (int size = best.steps().size() / 2; size > 1; size /= 2) {
            int at = 0;
            while (at < best.steps().size() && !attempt.exhausted()) {
                int end = Math.min(at + size, best.steps().size());
                if (!accept(best.setup(), without(at, end))) {
                    at = end;
                }
            }
        }
    }

    private List<Step> without(int start, int end) {
        List<Step> rest = new ArrayList<>(best.steps().subList(0, start));
        rest.addAll(best.steps().subList(end, best.steps().size()));
        return rest;
    }

    private boolean singles() {
        boolean progress = false;
        for (int at = best.steps().size() - 1; at >= 0 && !attempt.exhausted(); at--) {
            int size = best.steps().size();
            if (at < size && accept(best.setup(), without(at, at + 1))) {
                progress = true;
                at = Math.min(at, best.steps().size());
            }
        }
        return progress;
    }

    /** Deletes single acts; lets hardware act on its own, with its operation or in its place. */
    private boolean acts() {
        boolean progress = false;
        for (int at = 0; at < best.steps().size() && !attempt.exhausted(); at++) {
            int act = 0;
            while (at < best.steps().size() && act < best.steps().get(at).acts().size()) {
                if (deletedOrFreed(at, act)) {
                    progress = true;
                } else {
                    act++;
                }
            }
        }
        return progress;
    }

    private boolean deletedOrFreed(int at, int act) {
        Step step = best.steps().get(at);
        List<Act> rest = new ArrayList<>(step.acts());
        Act removed = rest.remove(act);
        Step bare = new Step(step.operation(), rest);
        if (accept(best.setup(), replaced(at, bare))) {
            return true;
        }
        Step alone = Step.of(removed.operation());
        boolean goesOn = removed.operation().call() == Call.RESUME;
        return accept(best.setup(), replaced(at, alone))
                || accept(best.setup(), replaced(at, alone, bare))
                || goesOn && accept(best.setup(), replaced(at, bare, alone));
    }

    /** Makes two pieces of a lockless read one: fewer preemptions before fewer reads. */
    private boolean preemptions() {
        boolean progress = false;
        boolean joined = true;
        while (joined && !attempt.exhausted()) {
            joined = false;
            for (List<Step> fewer : new Schedule(best.steps()).fewer()) {
                if (accept(best.setup(), fewer)) {
                    joined = true;
                    progress = true;
                    break;
                }
            }
        }
        return progress;
    }

    private List<Step> replaced(int at, Step... steps) {
        List<Step> changed = new ArrayList<>(best.steps());
        changed.remove(at);
        changed.addAll(at, List.of(steps));
        return changed;
    }

    private boolean pairs() {
        boolean progress = false;
        for (int first = 0; first < best.steps().size() && !attempt.exhausted(); first++) {
            for (int second = first + 1; second < best.steps().size(); second++) {
                if (best.steps().size() > PAIRS_MAX) {
                    return progress;
                }
                List<Step> rest = new ArrayList<>(best.steps());
                rest.remove(second);
                rest.remove(first);
                if (accept(best.setup(), rest)) {
                    progress = true;
                    second = first;
                }
            }
        }
        return progress;
    }

    /** Sets the pages of two sets that follow one another by one. */
    private boolean merges() {
        boolean progress = false;
        for (int first = 0; first < best.steps().size(); first++) {
            for (int second = 0; second < best.steps().size(); second++) {
                if (first != second && merged(first, second)) {
                    progress = true;
                    second = -1;
                    first = Math.min(first, best.steps().size() - 1);
                }
            }
        }
        return progress;
    }

    private boolean merged(int first, int second) {
        Operation one = best.steps().get(first).operation();
        Operation two = best.steps().get(second).operation();
        long size = best.setup().machine().geometry().pageSize();
        boolean follows =
                one.call() == Call.SET_PTES
                        && two.call() == Call.SET_PTES
                        && one.mm() == two.mm()
                        && two.addr() == one.addr() + one.nr() * size
                        && two.value() == one.value() + one.nr();
        if (!follows) {
            return false;
        }
        Operation asFirst = one.withNr(one.nr() + two.nr());
        Operation asSecond = asFirst.withFlags(two.flags()).withProt(two.prot());
        int later = Math.max(first, second);
        int earlier = Math.min(first, second);
        return accept(best.setup(), merged(later, earlier, asFirst))
                || accept(best.setup(), merged(earlier, later, asFirst))
                || accept(best.setup(), merged(later, earlier, asSecond))
                || accept(best.setup(), merged(earlier, later, asSecond));
    }

    private List<Step> merged(int kept, int gone, Operation both) {
        List<Step> changed = new ArrayList<>(best.steps());
        changed.set(kept, new Step(both, changed.get(kept).acts()));
        changed.remove(gone);
        return changed;
    }

    /** Says it more plainly with other operations. */
    private boolean rewrites() {
        Geometry geometry = best.setup().machine().geometry();
        for (List<Step> plainer : Rewrites.of(best.steps(), geometry)) {
            if (accept(best.setup(), plainer)) {
                return true;
            }
        }
        return false;
    }

    private boolean lowerSteps() {
        Lowerings lowerings = new Lowerings(best.setup().machine().geometry());
        boolean progress = false;
        for (int at = 0; at < best.steps().size() && !attempt.exhausted(); at++) {
            boolean lowered = true;
            while (lowered && at < best.steps().size()) {
                lowered = false;
                for (Step lower : lowerings.of(best.steps().get(at))) {
                    if (accept(best.setup(), new Schedule(best.steps()).with(at, lower))) {
                        lowered = true;
                        progress = true;
                        break;
                    }
                }
            }
        }
        return progress | lowerTogether(lowerings);
    }

    /** Lowers two steps at once, where one alone would leave the list illegal or passing. */
    private boolean lowerTogether(Lowerings lowerings) {
        boolean progress = false;
        for (int at = 0; at + 1 < best.steps().size() && !attempt.exhausted(); at++) {
            for (Step lower : lowerings.of(best.steps().get(at))) {
                if (lowersWithAnother(lowerings, at, lower)) {
                    progress = true;
                    break;
                }
            }
        }
        return progress;
    }

    private boolean lowersWithAnother(Lowerings lowerings, int at, Step lower) {
        List<Step> once = new Schedule(best.steps()).with(at, lower);
        for (int other = at + 1; other < once.size(); other++) {
            if (once.get(other).operation().call() == Call.PTEP_GET) {
                continue;
            }
            for (Step also : lowerings.of(once.get(other))) {
                if (accept(best.setup(), new Schedule(once).with(other, also))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean lowerFrames() {
        LowerFrames lower = new LowerFrames(best.setup().folios());
        return !lower.isEmpty() && accept(lower.of(best.setup()), lower.of(best.steps()));
    }

    private boolean lowerSetup() {
        boolean progress = false;
        boolean lowered = true;
        while (lowered && !attempt.exhausted()) {
            lowered = false;
            for (Setup setup : SetupLowerings.of(best.setup())) {
                if (setup.vmas().isEmpty() || setup.mms().isEmpty()) {
                    continue;
                }
                int length = best.steps().size();
                Optional<Trial.Failing> failing = attempt.run(setup, best.steps());
                if (failing.isPresent() && failing.get().steps().size() <= length) {
                    best = failing.get();
                    lowered = true;
                    progress = true;
                    break;
                }
            }
        }
        return progress;
    }
}
