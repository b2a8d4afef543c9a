package dev.quire.properties.alike;

import dev.quire.counterexamples.picture.Film;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.entry.Encoding;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import dev.quire.properties.shrink.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A state from which two ways part.
 *
 * <p>The state is one that {@code contpte} reaches, whoever is judged: a subject that is wrong must
 * be caught by what it does from there, not by how it got there.
 *
 * @param prepared the steps that lead to the state
 * @param one what the one way leaves
 * @param other what the other way leaves
 */
record Parting(
        Form form,
        Setup setup,
        List<Step> prepared,
        TwoWays ways,
        Subject subject,
        Memory one,
        Memory other,
        Verdict verdict) {
    /** What a shrink may cost: a step here costs as many walks as a call has parts. */
    private static final long STEPS_MAX = Shrinker.STEPS_MAX / 10;

    /** Walks both ways. */
    static Optional<Parting> of(
            Form form, LockStep state, List<Step> prepared, TwoWays ways, Subject subject) {
        TwoWays.Walked one = walk(form, state, prepared, ways.one(), subject);
        TwoWays.Walked other = walk(form, state, prepared, ways.other(), subject);
        return ways.compare(state, one, other)
                .map(
                        verdict ->
                                new Parting(
                                        form,
                                        state.setup(),
                                        List.copyOf(prepared),
                                        ways,
                                        subject,
                                        one.memory(),
                                        other.memory(),
                                        verdict));
    }

    private static TwoWays.Walked walk(
            Form form,
            LockStep state,
            List<Step> prepared,
            List<Operation> calls,
            Subject subject) {
        return form == Form.SPLIT_OF_REFERENCE
                ? reference(state.setup(), prepared, calls, subject)
                : new Bench(state, subject.api()).walk(calls);
    }

    /** The pages that the reference holds after calls in lock step, as entries that mean them. */
    private static TwoWays.Walked reference(
            Setup setup, List<Step> prepared, List<Operation> calls, Subject subject) {
        LockStep run = new LockStep(setup, subject);
        StringBuilder stopped = new StringBuilder();
        boolean going = prepared.stream().allMatch(step -> run.step(step) == Outcome.PASSED);
        for (int i = 0; going && i < calls.size(); i++) {
            Outcome outcome = run.step(Step.of(calls.get(i)));
            going = outcome == Outcome.PASSED;
            if (outcome == Outcome.FAILED) {
                stopped.append("; ").append(run.verdict().text());
                stopped.append(' ').append(run.verdict().message());
            } else if (!going) {
                stopped.append("; ").append(run.whyIllegal());
            }
        }
        Encoding encoding = setup.machine().encoding();
        Memory pages = setup.memory();
        for (int slot = 0; slot < pages.slots(); slot++) {
            boolean young = run.pages().young(slot);
            boolean dirty = run.pages().dirty(slot);
            pages.put(slot, encoding.encode(run.pages().meaning(slot), young, dirty));
        }
        return new TwoWays.Walked(pages, stopped.toString());
    }

    /**
     * Runs a list of steps, and at its end its last calls in every two ways of a kind.
     *
     * @return the first two ways that part
     */
    static Optional<Parting> find(Form form, Setup setup, List<Step> steps, Subject subject) {
        int leading = steps.size() - form.calls;
        if (leading < 0) {
            return Optional.empty();
        }
        LockStep state = new LockStep(setup, Subjects.CONTPTE);
        List<Step> prepared = new ArrayList<>();
        for (Step step : steps.subList(0, leading)) {
            Outcome outcome = state.step(step);
            if (outcome == Outcome.FAILED || outcome == Outcome.ILLEGAL_ACT) {
                return Optional.empty();
            }
            if (outcome == Outcome.PASSED) {
                prepared.add(step);
            }
        }
        List<Step> last = steps.subList(leading, steps.size());
        if (last.stream().anyMatch(step -> !step.acts().isEmpty())) {
            return Optional.empty();
        }
        return form.of(state, last.stream().map(Step::operation).toList()).stream()
                .flatMap(ways -> of(form, state, prepared, ways, subject).stream())
                .findFirst();
    }

    /** The steps that lead to the state, then the calls of the one way. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>(prepared);
        ways.one().forEach(call -> steps.add(Step.of(call)));
        return steps;
    }

    /** The shortest form that is found. */
    Parting shrunk() {
        Trial trial =
                (candidate, steps) -> find(form, candidate, steps, subject).map(Parting::failing);
        Shrunk shrunk = Shrinker.shrink(trial, failing(), STEPS_MAX, () -> false);
        return find(form, shrunk.setup(), shrunk.steps(), subject).orElseThrow();
    }

    private Trial.Failing failing() {
        return new Trial.Failing(setup, steps(), verdict);
    }

    /** The steps and the one way as a trace; a comment tells the other way. */
    Trace trace(Provenance provenance) {
        List<String> comments = new ArrayList<>(provenance.comments());
        String otherWay = "the other way: " + TwoWays.texts(ways.other());
        if (!comments.contains(otherWay)) {
            comments.add(otherWay);
        }
        return Trace.of(setup, subject.name(), steps())
                .withVerdict(KeptVerdict.of(verdict))
                .withProvenance(new Provenance(provenance.seed(), provenance.search(), comments));
    }

    /** The failure of a property that found it. */
    AssertionError failure(Provenance provenance) {
        Parting shortest = shrunk();
        int before = steps().stream().mapToInt(Step::operations).sum();
        return Evidence.compared(
                shortest.film(shortest.trace(provenance)),
                shortest.verdict,
                OptionalInt.of(before));
    }

    /** What both ways do, after the steps that lead to them. */
    Film film(Trace trace) {
        return Film.ofTwoWays(trace, prepared.size(), Subjects.CONTPTE, verdict, one, other);
    }
}
