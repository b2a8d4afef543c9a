package dev.quire.properties.batch;

import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.engine.quicktheories.QuickTheoriesChoices;
import dev.quire.properties.sequence.Effort;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of batches hold on the states that sequences reach: QuickTheories chooses. */
final class BatchProperties {
    private static final long SEED = 0xba7cL;
    private static final int STATES = 150;

    static List<String> machines() {
        return List.of("arm64-small", "arm64-4k", "arm64-16k-lpa2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("machines")
    void batch_anyStateOfASubject_obeysTheLaws(String name) {
        judge(Machines.named(name), Subjects.all());
    }

    /** Asks each of some subjects in states of its own. */
    static void judge(MachineSpec machine, List<Subject> subjects) {
        Account account = new Account(List.of(machine), subjects, SEED);
        try {
            for (Subject subject : subjects) {
                QuickTheoriesChoices.firstFailing(
                                SEED,
                                Effort.times(STATES),
                                choices -> Inquiry.of(choices, machine, subject, subject),
                                inquiry -> {
                                    account.add(inquiry.run().state());
                                    account.addCases(inquiry.cases());
                                    return inquiry.broken().isEmpty();
                                })
                        .ifPresent(BatchProperties::fail);
            }
        } finally {
            account.publish();
        }
    }

    private static void fail(Inquiry inquiry) {
        throw inquiry.failure(Evidence.chosen(SEED, BatchProperties.class, "QuickTheories"));
    }
}
