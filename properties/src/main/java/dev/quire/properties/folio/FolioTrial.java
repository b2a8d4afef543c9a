package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioDifference;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.folio.lockstep.TwoFolios;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.TwoSubjects.Meeting;
import java.util.List;
import java.util.Optional;

/** Runs lists of operations that may fail in the way that is sought. */
interface FolioTrial {
    /** How a list fails, if it does so in that way; one with an illegal step does not. */
    Optional<FolioVerdict> fails(List<FolioStep> steps);

    /** How many steps of the last list were run. */
    int steps();

    /** A subject beside the reference. */
    static FolioTrial of(FolioLockStep run, String signature) {
        return new FolioTrial() {
            @Override
            public Optional<FolioVerdict> fails(List<FolioStep> steps) {
                run.reset();
                for (FolioStep step : steps) {
                    Outcome outcome = run.step(step);
                    if (outcome == Outcome.ILLEGAL) {
                        return Optional.empty();
                    }
                    if (outcome == Outcome.FAILED) {
                        return Optional.of(run.verdict())
                                .filter(found -> found.signature().equals(signature));
                    }
                }
                return Optional.empty();
            }

            @Override
            public int steps() {
                return run.steps();
            }
        };
    }

    /** Two subjects beside each other: a list fails if they differ in the way that is sought. */
    static FolioTrial of(FolioPair pair, FolioMachine machine, String signature) {
        TwoFolios run = pair.open(machine);
        return new FolioTrial() {
            @Override
            public Optional<FolioVerdict> fails(List<FolioStep> steps) {
                return difference(run, steps)
                        .filter(found -> found.signature().equals(signature))
                        .map(FolioDifference::asVerdict);
            }

            @Override
            public int steps() {
                return run.steps();
            }
        };
    }

    /** How two subjects differ on a list, of whose steps none is illegal. */
    static Optional<FolioDifference> difference(TwoFolios run, List<FolioStep> steps) {
        run.reset();
        Meeting meeting = Meeting.ALIKE;
        for (int i = 0; i < steps.size() && meeting == Meeting.ALIKE; i++) {
            meeting = run.step(steps.get(i).operation(), steps.get(i).acts());
        }
        return meeting == Meeting.DIFFERENT ? Optional.of(run.difference()) : Optional.empty();
    }
}
