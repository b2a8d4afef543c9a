package dev.quire.properties.shrink;

import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a failing list of operations is minimal: without any one operation or act, with any one
 * argument lowered by one step, or with the configuration lowered by one step, it must pass, be
 * illegal or fail in another way. It does not ask how the list was made.
 *
 * @param candidates the lists that were tried
 * @param smaller the first that failed alike; empty if the list is minimal
 * @param change what made it smaller; empty if the list is minimal
 */
public record Certificate(int candidates, Optional<Trial.Failing> smaller, String change) {
    /**
     * Tries every list that is one change smaller, to the first that fails alike.
     *
     * @param verdict how the list fails
     */
    public static Certificate check(
            Subject subject, Setup setup, List<Step> steps, Verdict verdict) {
        Check check = new Check(new LockStepTrial(subject, verdict.signature()), verdict);
        check.deletions(setup, steps);
        check.lowerings(setup, steps);
        check.setups(setup, steps);
        return new Certificate(check.candidates, check.smaller, check.change);
    }

    /** Whether the list is minimal. */
    public boolean holds() {
        return smaller.isEmpty();
    }

    /** What has been tried. */
    private static final class Check {
        private final Trial trial;
        private final String signature;
        private int candidates;
        private Optional<Trial.Failing> smaller = Optional.empty();
        private String change = "";

        Check(Trial trial, Verdict verdict) {
            this.trial = trial;
            this.signature = verdict.signature();
        }

        private void attempt(Setup setup, List<Step> steps, String how) {
            if (smaller.isPresent()) {
                return;
            }
            candidates++;
            smaller =
                    trial.run(setup, steps)
                            .filter(failing -> failing.verdict().signature().equals(signature));
            change = smaller.isPresent() ? how : "";
        }

        private void deletions(Setup setup, List<Step> steps) {
            for (int at = 0; at < steps.size(); at++) {
                List<Step> rest = new ArrayList<>(steps);
                Step step = rest.remove(at);
                attempt(setup, rest, "without operation " + (at + 1));
                for (int act = 0; act < step.acts().size(); act++) {
                    List<Act> acts = new ArrayList<>(step.acts());
                    Act gone = acts.remove(act);
                    rest = new ArrayList<>(steps);
                    rest.set(at, new Step(step.operation(), acts));
                    attempt(setup, rest, "without " + gone.text());
                }
            }
        }

        private void lowerings(Setup setup, List<Step> steps) {
            Lowerings lowerings = new Lowerings(setup.machine().geometry());
            for (int at = 0; at < steps.size(); at++) {
                for (Step lower : lowerings.of(steps.get(at))) {
                    List<Step> changed = new Schedule(steps).with(at, lower);
                    attempt(setup, changed, "with operation " + (at + 1) + " as " + text(lower));
                }
            }
        }

        private static String text(Step step) {
            StringBuilder text = new StringBuilder(step.operation().text());
            step.acts().forEach(act -> text.append(" ").append(act.text()));
            return text.toString();
        }

        private void setups(Setup setup, List<Step> steps) {
            for (Setup lower : SetupLowerings.of(setup)) {
                if (!lower.vmas().isEmpty() && !lower.mms().isEmpty()) {
                    attempt(lower, steps, "on a smaller configuration");
                }
            }
        }
    }
}
