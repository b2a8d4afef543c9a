package dev.quire.properties.lockstep;

import dev.quire.counterexamples.picture.Film;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import dev.quire.properties.shrink.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * A run that is judged in part, on what each step touched, beside one that is judged in full. It
 * fails where they come to different verdicts.
 *
 * @param inFull the same subject; another one only where a test wants the two to differ
 */
public record FullCheck(Subject inPart, Subject inFull) implements Trial {
    /** Both kinds of judgement of one subject. */
    public FullCheck(Subject subject) {
        this(subject, subject);
    }

    @Override
    public Optional<Failing> run(Setup setup, List<Step> steps) {
        LockStep part = new LockStep(setup, inPart);
        LockStep full = new LockStep(setup, inFull);
        full.checkAll(true);
        List<Step> ran = new ArrayList<>();
        for (Step step : steps) {
            Outcome outcome = part.step(step);
            Outcome fully = full.step(step);
            if (outcome == Outcome.ILLEGAL_ACT) {
                return Optional.empty();
            }
            if (outcome != Outcome.ILLEGAL) {
                ran.add(step);
            }
            if (!told(part).equals(told(full))) {
                return Optional.of(new Failing(setup, ran, difference(part, full)));
            }
            if (fully == Outcome.FAILED) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String told(LockStep run) {
        return run.failed()
                ? run.verdict().text()
                        + " "
                        + run.verdict().operation().text()
                        + " "
                        + run.verdict().message()
                : "passed";
    }

    /** The verdict of the one that fails, of both that in full; it tells what the other says. */
    private static Verdict difference(LockStep part, LockStep full) {
        Verdict failed = full.failed() ? full.verdict() : part.verdict();
        return new Verdict(
                failed.kind(),
                failed.invariant(),
                failed.step(),
                failed.operation(),
                "judged in full: " + told(full) + "; on what was touched: " + told(part),
                failed.rows(),
                failed.order(),
                failed.kept(),
                failed.act());
    }

    /** The failure of a property that found a difference. */
    AssertionError failure(Failing found, Provenance provenance) {
        Shrunk shrunk = Shrinker.shrink(this, found, Shrinker.STEPS_MAX, () -> false);
        int before = found.steps().stream().mapToInt(Step::operations).sum();
        Trace trace =
                Trace.of(shrunk.setup(), inFull.name(), shrunk.steps())
                        .withVerdict(KeptVerdict.of(shrunk.verdict()))
                        .withProvenance(provenance);
        return Evidence.compared(film(trace), shrunk.verdict(), OptionalInt.of(before));
    }

    /** The run that fails; of both that in full. */
    private Film film(Trace trace) {
        Film full = Film.judgedInFull(trace, inFull);
        return full.failing().isPresent()
                ? full
                : Film.of(TraceFile.of("counterexample.trace", trace), inPart);
    }

    /**
     * Runs a kept trace again.
     *
     * @param file as a person at the top of the project names it
     * @return the failure; empty if both kinds of judgement agree
     */
    public static Optional<Supplier<AssertionError>> again(
            Trace trace, Subject subject, String file) {
        FullCheck both = new FullCheck(subject);
        return both.run(trace.setup(), trace.steps())
                .map(
                        failing ->
                                () ->
                                        Evidence.compared(
                                                both.film(trace),
                                                failing.verdict(),
                                                OptionalInt.empty(),
                                                Optional.of(file)));
    }
}
