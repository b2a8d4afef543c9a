package dev.quire.properties.shrink;

import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Tries candidates within a budget. */
final class Attempt {
    private final Trial trial;
    private final String signature;
    private final long stepsMax;
    private final BooleanSupplier stop;

    private long stepsRun;
    private int candidates;

    Attempt(Trial trial, String signature, long stepsMax, BooleanSupplier stop) {
        this.trial = trial;
        this.signature = signature;
        this.stepsMax = stepsMax;
        this.stop = stop;
    }

    /** The failing list that a candidate comes to, if it fails with the same signature. */
    Optional<Trial.Failing> run(Setup setup, List<Step> steps) {
        if (exhausted()) {
            return Optional.empty();
        }
        candidates++;
        stepsRun += steps.size();
        return trial.run(setup, steps)
                .filter(failing -> failing.verdict().signature().equals(signature));
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
}
