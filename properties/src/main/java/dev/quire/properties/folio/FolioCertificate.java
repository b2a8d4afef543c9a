package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import java.util.List;
import java.util.Optional;

/**
 * Whether a failing list of operations on folios is minimal: without any one operation or act, or
 * with any one argument one step lower, it must pass, be illegal or fail in another way.
 *
 * @param candidates the lists that were tried
 * @param smaller the first that failed alike; empty if the list is minimal
 */
public record FolioCertificate(int candidates, Optional<List<FolioStep>> smaller) {
    /** Tries every list that is one change smaller, to the first that fails alike. */
    public static FolioCertificate check(
            FolioSubject subject,
            FolioMachine machine,
            List<FolioStep> steps,
            FolioVerdict verdict) {
        FolioLockStep run = new FolioLockStep(machine, subject);
        Check check = new Check(FolioTrial.of(run, verdict.signature()));
        for (int at = 0; at < steps.size(); at++) {
            check.attempt(FolioShrinker.without(steps, at, at + 1));
            for (int act = 0; act < steps.get(at).acts().size(); act++) {
                FolioStep bare = FolioShrinker.withoutAct(steps.get(at), act);
                check.attempt(FolioShrinker.replaced(steps, at, bare));
            }
            for (FolioStep lower : FolioShrinker.lower(steps.get(at))) {
                check.attempt(FolioShrinker.replaced(steps, at, lower));
            }
        }
        return new FolioCertificate(check.candidates, check.smaller);
    }

    /** Whether the list is minimal. */
    public boolean holds() {
        return smaller.isEmpty();
    }

    /** What has been tried. */
    private static final class Check {
        private final FolioTrial trial;
        private int candidates;
        private Optional<List<FolioStep>> smaller = Optional.empty();

        Check(FolioTrial trial) {
            this.trial = trial;
        }

        private void attempt(List<FolioStep> candidate) {
            if (smaller.isEmpty()) {
                candidates++;
                smaller = trial.fails(candidate).map(found -> candidate.subList(0, found.step()));
            }
        }
    }
}
