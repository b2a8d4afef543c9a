package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioAct;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Shortens a failing list of operations on folios and keeps its failure signature: deletes
 * stretches, single operations and acts, and pairs, lowers arguments one by one and frames
 * together, and begins again until nothing helps. What it may cost is counted in steps.
 */
public final class FolioShrinker {
    private static final int PAIRS_MAX = 40;

    private final FolioTrial trial;
    private final long stepsMax;
    private final BooleanSupplier stop;
    private long stepsRun;
    private List<FolioStep> best;
    private FolioVerdict verdict;

    private FolioShrinker(
            FolioTrial trial,
            List<FolioStep> steps,
            FolioVerdict verdict,
            long stepsMax,
            BooleanSupplier stop) {
        this.trial = trial;
        this.best = steps;
        this.verdict = verdict;
        this.stepsMax = stepsMax;
        this.stop = stop;
    }

    /**
     * The shrunk form of a list that fails.
     *
     * @param stepsMax how many steps may be run for it
     * @param stop asked before each candidate
     */
    public static FolioShrunk shrink(
            FolioSubject subject,
            FolioMachine machine,
            List<FolioStep> steps,
            FolioVerdict verdict,
            long stepsMax,
            BooleanSupplier stop) {
        FolioTrial trial = FolioTrial.of(new FolioLockStep(machine, subject), verdict.signature());
        return shrink(trial, steps, verdict, stepsMax, stop);
    }

    /** The same of a list that fails in the way that a trial seeks. */
    static FolioShrunk shrink(
            FolioTrial trial,
            List<FolioStep> steps,
            FolioVerdict verdict,
            long stepsMax,
            BooleanSupplier stop) {
        FolioShrinker shrinker = new FolioShrinker(trial, steps, verdict, stepsMax, stop);
        boolean finished = shrinker.toFixpoint();
        return new FolioShrunk(shrinker.best, shrinker.verdict, shrinker.stepsRun, finished);
    }

    private boolean toFixpoint() {
        chunks();
        boolean progress = true;
        while (progress && !exhausted()) {
            progress = singles();
            progress |= acts();
            progress |= pairs();
            progress |= lowerings();
            progress |= together();
        }
        return !exhausted();
    }

    private boolean exhausted() {
        return stepsRun >= stepsMax || stop.getAsBoolean();
    }

    /** Takes a candidate if it fails alike; steps that are illegal there end it. */
    private boolean accept(List<FolioStep> candidate) {
        if (exhausted()) {
            return false;
        }
        Optional<FolioVerdict> failing = trial.fails(candidate);
        stepsRun += trial.steps() + 1;
        failing.ifPresent(
                found -> {
                    best = List.copyOf(candidate.subList(0, found.step()));
                    verdict = found;
                });
        return failing.isPresent();
    }

    private void chunks() {
        for (int size = best.size() / 2; size > 1; size /= 2) {
            int at = 0;
            while (at < best.size() && !exhausted()) {
                int end = Math.min(at + size, best.size());
                if (!accept(without(best, at, end))) {
                    at = end;
                }
            }
        }
    }

    static List<FolioStep> without(List<FolioStep> steps, int start, int end) {
        List<FolioStep> rest = new ArrayList<>(steps.subList(0, start));
        rest.addAll(steps.subList(end, steps.size()));
        return rest;
    }

    static List<FolioStep> replaced(List<FolioStep> steps, int at, FolioStep... by) {
        List<FolioStep> changed = new ArrayList<>(steps);
        changed.remove(at);
        changed.addAll(at, List.of(by));
        return changed;
    }

    private boolean singles() {
        boolean progress = false;
        for (int at = best.size() - 1; at >= 0; at--) {
            if (at < best.size() && accept(without(best, at, at + 1))) {
                progress = true;
            }
        }
        return progress;
    }

    /** Deletes single acts, or lets them happen before or after their operation. */
    private boolean acts() {
        boolean progress = false;
        for (int at = 0; at < best.size(); at++) {
            int act = 0;
            while (at < best.size() && act < best.get(at).acts().size()) {
                if (freed(at, act)) {
                    progress = true;
                } else {
                    act++;
                }
            }
        }
        return progress;
    }

    private boolean freed(int at, int act) {
        FolioStep bare = withoutAct(best.get(at), act);
        FolioStep alone = FolioStep.of(best.get(at).acts().get(act).operation());
        return accept(replaced(best, at, bare))
                || accept(replaced(best, at, alone))
                || accept(replaced(best, at, alone, bare))
                || accept(replaced(best, at, bare, alone));
    }

    static FolioStep withoutAct(FolioStep step, int act) {
        List<FolioAct> rest = new ArrayList<>(step.acts());
        rest.remove(act);
        return new FolioStep(step.operation(), rest);
    }

    private boolean pairs() {
        boolean progress = false;
        for (int first = 0; first < best.size() && best.size() <= PAIRS_MAX; first++) {
            for (int second = first + 1; second < best.size(); second++) {
                if (accept(without(without(best, second, second + 1), first, first + 1))) {
                    progress = true;
                    second = first;
                }
            }
        }
        return progress;
    }

    private boolean lowerings() {
        boolean progress = false;
        for (int at = 0; at < best.size(); at++) {
            boolean lowered = true;
            while (lowered && at < best.size() && !exhausted()) {
                lowered = false;
                for (FolioStep lower : lower(best.get(at))) {
                    if (accept(replaced(best, at, lower))) {
                        lowered = true;
                        progress = true;
                        break;
                    }
                }
            }
        }
        return progress;
    }

    /** A step with one argument, of it or of one of its acts, one step lower. */
    static List<FolioStep> lower(FolioStep step) {
        List<FolioStep> lower = new ArrayList<>();
        for (FolioOperation operation : step.operation().lower()) {
            lower.add(new FolioStep(operation, step.acts()));
        }
        if (step.operation().cpu() > 0 && !step.acts().isEmpty()) {
            lower.add(exchangedCpus(step));
        }
        for (int i = 0; i < step.acts().size(); i++) {
            FolioAct act = step.acts().get(i);
            for (FolioOperation operation : act.operation().lower()) {
                lower.add(withOperation(step, act.operation(), operation));
            }
            int least = i == 0 ? 0 : step.acts().get(i - 1).point();
            if (act.point() > least) {
                lower.add(withAct(step, i, act.withPoint(act.point() - 1)));
            }
            if (act.points() > 0) {
                FolioAct shorter = new FolioAct(act.point(), act.points() - 1, act.operation());
                lower.add(withAct(step, i, shorter));
            }
        }
        return lower;
    }

    /** The operation on CPU 0, who acts there on the CPU that it had. */
    private static FolioStep exchangedCpus(FolioStep step) {
        int cpu = step.operation().cpu();
        List<FolioAct> acts = new ArrayList<>();
        for (FolioAct act : step.acts()) {
            int other = act.operation().cpu() == 0 ? cpu : act.operation().cpu();
            acts.add(act.withOperation(act.operation().withCpu(other)));
        }
        return new FolioStep(step.operation().withCpu(0), acts);
    }

    /** All pieces of a call are of the same call. */
    private static FolioStep withOperation(FolioStep step, FolioOperation of, FolioOperation to) {
        List<FolioAct> acts = new ArrayList<>();
        for (FolioAct act : step.acts()) {
            acts.add(act.operation().equals(of) ? act.withOperation(to) : act);
        }
        return new FolioStep(step.operation(), acts);
    }

    private static FolioStep withAct(FolioStep step, int at, FolioAct act) {
        List<FolioAct> acts = new ArrayList<>(step.acts());
        acts.set(at, act);
        return new FolioStep(step.operation(), acts);
    }

    /** Lowers frames, addresses, orders, CPUs and address spaces of all steps at once. */
    private boolean together() {
        boolean progress = false;
        boolean lowered = true;
        while (lowered && !exhausted()) {
            lowered = false;
            for (List<FolioStep> candidate : new FolioRenaming(best).candidates()) {
                if (accept(candidate)) {
                    lowered = true;
                    progress = true;
                    break;
                }
            }
        }
        return progress;
    }
}
