package dev.quire.properties.alike;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a state and a call from which two ways part.
 *
 * <p>The state is one that {@code contpte} reaches, whoever is judged: a subject that is wrong must
 * be caught by what it does from there, not by how it got there.
 */
public final class Search {
    /** Calls that are tried from one state. */
    private static final int CALLS = 12;

    private static final int LENGTH = 24;

    private Search() {}

    /**
     * One state out of choices, and what parts from it on.
     *
     * @param form the two ways that a call is made, if it has two
     */
    static Optional<Parting> once(
            Choices choices, MachineSpec machine, Subject subject, Form form) {
        GeneratedRun run = GeneratedRun.of(choices, machine, Subjects.CONTPTE, LENGTH);
        if (!run.passed() || run.state().transaction().isOpen()) {
            return Optional.empty();
        }
        for (int i = 0; i < CALLS; i++) {
            Optional<TwoWays> ways =
                    form.of(choices, run).filter(both -> legal(run.state(), both.one()));
            Optional<Verdict> verdict =
                    ways.flatMap(both -> both.judge(run.state(), subject.api()));
            if (verdict.isPresent()) {
                return Optional.of(
                        shrunk(run.setup(), run.steps(), ways.get(), subject, verdict.get()));
            }
        }
        return Optional.empty();
    }

    /** Deletes steps before the two ways, one by one, while they part. */
    private static Parting shrunk(
            Setup setup, List<Step> steps, TwoWays ways, Subject subject, Verdict verdict) {
        Parting best = new Parting(setup, List.copyOf(steps), ways, subject, verdict);
        boolean progress = true;
        while (progress) {
            progress = false;
            for (int at = best.steps().size() - 1; at >= 0; at--) {
                List<Step> fewer = new ArrayList<>(best.steps());
                fewer.remove(at);
                Optional<Parting> shorter = parting(setup, fewer, ways, subject);
                if (shorter.isPresent()) {
                    best = shorter.get();
                    at = Math.min(at, best.steps().size());
                    progress = true;
                }
            }
        }
        return best;
    }

    private static Optional<Parting> parting(
            Setup setup, List<Step> steps, TwoWays ways, Subject subject) {
        LockStep run = new LockStep(setup, Subjects.CONTPTE);
        List<Step> ran = new ArrayList<>();
        for (Step step : steps) {
            Outcome outcome = run.step(step);
            if (outcome == Outcome.FAILED || outcome == Outcome.ILLEGAL_ACT) {
                return Optional.empty();
            }
            if (outcome == Outcome.PASSED) {
                ran.add(step);
            }
        }
        boolean legal =
                !run.transaction().isOpen() && legal(run, ways.one()) && legal(run, ways.other());
        return legal
                ? ways.judge(run, subject.api())
                        .map(verdict -> new Parting(setup, ran, ways, subject, verdict))
                : Optional.empty();
    }

    /** Whether each of the calls is legal in a state. */
    static boolean legal(LockStep run, List<Operation> operations) {
        return operations.stream()
                .allMatch(operation -> run.contract().check(operation) == Rule.LEGAL);
    }

    /**
     * Runs a kept parting again: its last call, in every two ways that its invariant speaks of.
     *
     * @return empty if both ways now lead to the same state
     */
    public static Optional<Verdict> again(Trace trace, Subject subject) {
        List<Step> before = trace.steps().subList(0, trace.steps().size() - 1);
        Operation last = trace.steps().get(trace.steps().size() - 1).operation();
        LockStep run = new LockStep(trace.setup(), Subjects.CONTPTE);
        before.forEach(run::step);
        List<TwoWays> ways = new ArrayList<>();
        if (saysFull(last)) {
            ways.add(TwoWays.full(last));
        }
        for (int cut = 1; TwoWays.SPLITTABLE.contains(last.call()) && cut < last.nr(); cut++) {
            ways.add(TwoWays.split(trace.setup().machine().geometry(), last, cut));
        }
        return ways.stream()
                .flatMap(both -> both.judge(run, subject.api()).stream())
                .filter(verdict -> trace.failure().orElseThrow().invariant() == verdict.invariant())
                .findFirst();
    }

    /** Makes two ways out of a state and choices, or none. */
    interface Form {
        Optional<TwoWays> of(Choices choices, GeneratedRun run);
    }

    /**
     * A state from which two ways part.
     *
     * @param steps that lead to it
     */
    record Parting(Setup setup, List<Step> steps, TwoWays ways, Subject subject, Verdict verdict) {
        /** The steps and the call that parts, as a trace. */
        Trace trace(long seed, String search) {
            List<Step> all = new ArrayList<>(steps);
            all.add(Step.of(ways.one().get(0)));
            return Trace.of(setup, subject.name(), all)
                    .withVerdict(
                            new KeptVerdict.Failed(verdict.kind(), verdict.invariant(), all.size()))
                    .withProvenance(Provenance.found(seed, search));
        }
    }

    /** Whether a call clears a range and says whether the whole address space goes. */
    static boolean saysFull(Operation operation) {
        return operation.call() == Call.CLEAR_FULL_PTES
                || operation.call() == Call.GET_AND_CLEAR_FULL_PTES;
    }
}
