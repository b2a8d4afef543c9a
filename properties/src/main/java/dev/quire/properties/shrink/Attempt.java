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
import java.util.function.BooleanSupplier;

/** Runs candidates and counts what that costs. Illegal steps of a candidate fall out of it. */
final class Attempt {
    private final Subject subject;
    private final String signature;
    private final long stepsMax;
    private final BooleanSupplier stop;

    private Setup setup;
    private LockStep run;
    private long stepsRun;
    private int candidates;

    Attempt(Subject subject, String signature, long stepsMax, BooleanSupplier stop) {
        this.subject = subject;
        this.signature = signature;
        this.stepsMax = stepsMax;
        this.stop = stop;
    }

    /** The failing list that a candidate comes to, if it fails with the same signature. */
    Optional<Failing> run(Setup candidateSetup, List<Step> steps) {
        if (exhausted()) {
            return Optional.empty();
        }
        candidates++;
        if (candidateSetup.equals(setup)) {
            run.reset();
        } else {
            setup = candidateSetup;
            run = new LockStep(candidateSetup, subject);
        }
        List<Step> executed = new ArrayList<>();
        for (Step step : steps) {
            stepsRun++;
            Outcome outcome = run.step(step);
            if (outcome == Outcome.ILLEGAL_ACT) {
                return Optional.empty();
            }
            if (outcome == Outcome.ILLEGAL) {
                continue;
            }
            executed.add(step);
            if (outcome == Outcome.FAILED) {
                Verdict verdict = run.verdict();
                return verdict.signature().equals(signature)
                        ? Optional.of(new Failing(candidateSetup, executed, verdict))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    boolean exhausted() {
        return stepsRun >= stepsMax || stop.getAsBoolean();
    }

    long stepsRun() {
        return stepsRun;
    }

    int candidates() {
        return candidates;
    }

    /** A list that fails with the signature looked for, at its last step. */
    record Failing(Setup setup, List<Step> steps, Verdict verdict) {}
}
