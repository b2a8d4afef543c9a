package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.lockstep.FolioAct;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioState;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.harness.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every interleaving of two installs on two CPUs, each run in lock step with all checks. The first
 * install is an operation; the second is made in pieces at its points. As soon as the second has
 * ended its CPU executes all that either has mapped, and both CPUs do so in the end.
 *
 * <p>A switch matters only before a point. What an install of one folio does between two points is
 * under a lock, or its own, or is its test of PG_arch_1. Before that test it has done nothing but
 * what commutes with all that the other does: counted, and stored its own slots. So a switch right
 * before the test is one that came earlier; a switch right after it is tried, as a piece may have
 * no point of its own. The install that begins is the first one, so both orders are to be run.
 *
 * <p>One call inside another is not enough. It sees what the outer one has done up to one point; it
 * never sees the outer one in the middle first and then further on. Each schedule says whether it
 * is of that kind.
 */
public final class FolioSchedules {
    private final FolioLockStep run;
    private final FolioState state;
    private final long[] begun;
    private final FolioOperation first;
    private final FolioOperation second;

    private long schedules;
    private long nested;
    private long failing;
    private long failingNested;
    private Optional<FolioVerdict> verdict = Optional.empty();
    private List<FolioStep> shown = List.of();

    /**
     * What was seen.
     *
     * @param schedules interleavings that were run
     * @param nested those in which the second install runs at a stretch
     * @param failing that break a check
     * @param failingNested those of them in which the second install runs at a stretch
     * @param verdict of the first that fails
     * @param shown its step, and the executions after it
     */
    public record Result(
            long schedules,
            long nested,
            long failing,
            long failingNested,
            Optional<FolioVerdict> verdict,
            List<FolioStep> shown) {}

    private FolioSchedules(
            FolioMachine machine,
            FolioSubject subject,
            List<FolioOperation> before,
            FolioOperation first,
            FolioOperation second) {
        run = new FolioLockStep(machine, subject);
        for (FolioOperation of : before) {
            if (run.step(of, List.of()) != Outcome.PASSED) {
                throw new IllegalArgumentException("must pass before two installs: " + of.text());
            }
        }
        state = run.state();
        begun = new long[state.words()];
        state.pack(begun, 0);
        this.first = first;
        this.second = second;
    }

    /**
     * Runs all.
     *
     * @param before operations that lead to where the two installs begin
     * @param second on another CPU and in another address space than the first
     */
    public static Result run(
            FolioMachine machine,
            FolioSubject subject,
            List<FolioOperation> before,
            FolioOperation first,
            FolioOperation second) {
        FolioSchedules all = new FolioSchedules(machine, subject, before, first, second);
        all.from(List.of(), 0, 0);
        return new Result(
                all.schedules, all.nested, all.failing, all.failingNested, all.verdict, all.shown);
    }

    /**
     * All schedules that begin with some pieces.
     *
     * @param next the first point of the first install before which another piece may come
     * @param passed points of the second install in the pieces
     */
    private void from(List<FolioAct> pieces, int next, int passed) {
        List<FolioAct> rest = with(pieces, new FolioAct(FolioAct.POINT_MAX, second));
        judge(rest, pieces.isEmpty());
        runs(pieces);
        int end = run.points();
        for (int point = next; point < end; point++) {
            int more = pieces.isEmpty() ? 0 : 1;
            while (!endsWithin(pieces, new FolioAct(point, more, second), passed + more)) {
                from(with(pieces, new FolioAct(point, more, second)), point + 1, passed + more);
                more++;
            }
            judge(with(pieces, new FolioAct(point, second)), pieces.isEmpty());
        }
    }

    private static List<FolioAct> with(List<FolioAct> acts, FolioAct last) {
        List<FolioAct> all = new ArrayList<>(acts);
        all.add(last);
        return all;
    }

    /** Whether the second install has no point more after these pieces. */
    private boolean endsWithin(List<FolioAct> pieces, FolioAct last, int passed) {
        runs(with(pieces, last));
        return run.pointsInPieces() <= passed;
    }

    private void runs(List<FolioAct> acts) {
        state.unpack(begun, 0);
        run.step(first, acts);
    }

    private void judge(List<FolioAct> pieces, boolean atAStretch) {
        List<FolioAct> acts = new ArrayList<>(pieces);
        int end = pieces.get(pieces.size() - 1).point();
        for (FolioOperation of : executions(second.cpu())) {
            acts.add(new FolioAct(end, of));
        }
        List<FolioStep> steps = new ArrayList<>(List.of(new FolioStep(first, acts)));
        executions(first.cpu()).forEach(of -> steps.add(FolioStep.of(of)));
        executions(second.cpu()).forEach(of -> steps.add(FolioStep.of(of)));
        boolean failed = fails(steps);
        schedules++;
        nested += atAStretch ? 1 : 0;
        failing += failed ? 1 : 0;
        failingNested += failed && atAStretch ? 1 : 0;
        if (failed && verdict.isEmpty()) {
            verdict = Optional.of(run.verdict());
            shown = List.copyOf(steps);
        }
    }

    private boolean fails(List<FolioStep> steps) {
        state.unpack(begun, 0);
        for (FolioStep step : steps) {
            Outcome outcome = run.step(step);
            if (outcome == Outcome.ILLEGAL) {
                throw new IllegalArgumentException(
                        "two installs must be legal: " + run.whyIllegal());
            }
            if (outcome == Outcome.FAILED) {
                return true;
            }
        }
        return false;
    }

    /** Of all that the two map. */
    private List<FolioOperation> executions(int cpu) {
        List<FolioOperation> executions = new ArrayList<>();
        for (FolioOperation install : List.of(first, second)) {
            int pages = install.has((int) TableSlot.EXEC) ? install.nr() : 0;
            for (int page = install.page(); page < install.page() + pages; page++) {
                executions.add(
                        FolioOperation.ofSlots(FolioCall.EXECUTE, install.mm(), page, 1)
                                .withCpu(cpu));
            }
        }
        return executions;
    }
}
