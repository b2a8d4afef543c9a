package dev.quire.properties.lockstep;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.engine.quicktheories.QuickTheoriesChoices;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each subject does what the reference does, on each machine: QuickTheories chooses. */
final class LockStepTheoryProperties {
    private static final long SEED = 0x7e021eL;
    private static final int EXAMPLES = 40;

    static Stream<Arguments> machinesAndSubjects() {
        return Machines.all().stream()
                .flatMap(
                        machine ->
                                Subjects.all().stream()
                                        .map(subject -> arguments(machine.name(), subject.name())));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("machinesAndSubjects")
    void subject_anySequence_followsTheReference(String machineName, String subjectName) {
        MachineSpec machine = Machines.named(machineName);
        Subject subject =
                Subjects.all().stream()
                        .filter(candidate -> candidate.name().equals(subjectName))
                        .findFirst()
                        .orElseThrow();
        Account account = new Account(machine, subject, SEED);
        try {
            QuickTheoriesChoices.firstFailing(
                            SEED,
                            Effort.times(EXAMPLES),
                            choices -> GeneratedRun.of(choices, machine, subject, Effort.LENGTH),
                            run -> {
                                account.add(run.state());
                                return run.passed();
                            })
                    .ifPresent(LockStepTheoryProperties::fail);
        } finally {
            account.publish();
        }
    }

    private static void fail(GeneratedRun run) {
        throw Evidence.of(
                run.subject(),
                run.setup(),
                run.steps(),
                run.verdict().orElseThrow(),
                Evidence.chosen(SEED, LockStepTheoryProperties.class, "QuickTheories"));
    }
}
