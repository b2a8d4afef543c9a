package dev.quire.properties.shrink;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A subject beside the reference; the runner is kept while the configuration stays. */
final class LockStepTrial implements Trial {
    private final Subject subject;
    private final String signature;

    private Setup setup;
    private LockStep run;

    LockStepTrial(Subject subject, String signature) {
        this.subject = subject;
        this.signature = signature;
    }

    /** A process that dies in another way than is sought may be slow, or killed by somebody. */
    @Override
    public Optional<Failing> run(Setup candidateSetup, List<Step> steps) {
        Optional<Failing> failing = once(candidateSetup, steps);
        if (failing.isEmpty() || !subject.remote() || !dead(failing.get().verdict())) {
            return failing;
        }
        subject.hurry(false);
        try {
            return once(candidateSetup, steps);
        } finally {
            subject.hurry(true);
        }
    }

    private boolean dead(Verdict verdict) {
        boolean dies = verdict.kind() == Verdict.Kind.HANG || verdict.kind() == Verdict.Kind.CRASH;
        return dies && !verdict.signature().equals(signature);
    }

    private Optional<Failing> once(Setup candidateSetup, List<Step> steps) {
        if (candidateSetup.equals(setup)) {
            run.reset();
        } else {
            setup = candidateSetup;
            run = new LockStep(candidateSetup, subject);
        }
        List<Step> executed = new ArrayList<>();
        for (Step step : steps) {
            Outcome outcome = run.step(step);
            if (outcome == Outcome.ILLEGAL_ACT) {
                return Optional.empty();
            }
            if (outcome == Outcome.ILLEGAL) {
                continue;
            }
            executed.add(step);
            if (outcome == Outcome.FAILED) {
                return Optional.of(new Failing(candidateSetup, executed, run.verdict()));
            }
        }
        return Optional.empty();
    }
}
