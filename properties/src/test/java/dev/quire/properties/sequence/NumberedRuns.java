package dev.quire.properties.sequence;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Subject;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.campaign.Coverage;
import dev.quire.properties.campaign.SequenceRunner;

/** The sequences of a seed from number 0 on, on one subject and machine, as a hunt runs them. */
public record NumberedRuns(Subject subject, MachineSpec machine, long seed) {
    /**
     * Runs them and tells it in the result under way.
     *
     * @throws AssertionError with the counterexample, at the first sequence that fails
     */
    public Coverage run(int sequences) {
        SequenceRunner runner = new SequenceRunner(subject, machine, seed, Effort.LENGTH);
        Account account = new Account(machine, subject, seed);
        try {
            for (long number = 0; number < sequences; number++) {
                if (!runner.run(number)) {
                    throw failure(runner, number);
                }
            }
        } finally {
            account.add(runner.coverage());
            account.publish();
        }
        return runner.coverage();
    }

    private AssertionError failure(SequenceRunner runner, long number) {
        return Evidence.of(
                subject,
                runner.setup(),
                runner.steps(number),
                runner.verdict(),
                Provenance.found(seed, search()));
    }

    /** The line to paste that runs the same sequences. */
    public String search() {
        return FailureReport.COMMAND
                + " hunt --subject="
                + subject.name()
                + " --machine="
                + machine.name()
                + " --seed="
                + Numbers.hex(seed)
                + " --length="
                + Effort.LENGTH;
    }
}
