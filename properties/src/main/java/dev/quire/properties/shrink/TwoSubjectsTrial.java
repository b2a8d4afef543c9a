package dev.quire.properties.shrink;

import dev.quire.model.harness.Difference;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.harness.TwoSubjects.Meeting;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Two subjects beside each other: a list fails if they differ in the way that is sought. */
public final class TwoSubjectsTrial implements Trial {
    private final Subject first;
    private final Subject second;
    private final Set<Difference.Kind> parts;
    private final String signature;
    private final List<Step> executed = new ArrayList<>();

    private Setup setup;
    private TwoSubjects run;

    /**
     * A trial.
     *
     * @param sought the difference whose signature is to stay
     */
    public TwoSubjectsTrial(
            Subject first, Subject second, Set<Difference.Kind> parts, Difference sought) {
        this.first = first;
        this.second = second;
        this.parts = Set.copyOf(parts);
        this.signature = sought.signature();
    }

    @Override
    public Optional<Failing> run(Setup candidateSetup, List<Step> steps) {
        return difference(candidateSetup, steps)
                .filter(difference -> difference.signature().equals(signature))
                .map(difference -> new Failing(setup, executed, difference.asVerdict()));
    }

    /** The difference that a list shows, of any kind; its illegal steps fall out of it. */
    public Optional<Difference> difference(Setup candidateSetup, List<Step> steps) {
        if (candidateSetup.equals(setup)) {
            run.reset();
        } else {
            setup = candidateSetup;
            run = new TwoSubjects(candidateSetup, first, second, parts);
        }
        executed.clear();
        for (Step step : steps) {
            Meeting meeting = run.step(step.operation(), step.acts());
            if (meeting == Meeting.PARTED) {
                return Optional.empty();
            }
            if (meeting != Meeting.ILLEGAL) {
                executed.add(step);
            }
            if (meeting == Meeting.DIFFERENT) {
                return Optional.of(run.difference());
            }
        }
        return Optional.empty();
    }
}
