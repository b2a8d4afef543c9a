package dev.quire.properties.lockstep;

import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.engine.quicktheories.QuickTheoriesChoices;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.GeneratedRun;
import dev.quire.properties.shrink.Trial;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Judging what a step touched finds what judging everything after every step finds. */
final class IncrementalCheckProperties {
    private static final long SEED = 0x1ac4e3eL;
    private static final int SEQUENCES = 24;

    /** So many failing sequences of one bug are enough. */
    private static final int FAILING = 2;

    /** Entries of a table beyond which a full check costs too much to be made often. */
    private static final int LARGE = 1 << 12;

    private static final List<MachineSpec> MACHINES =
            List.of(Machines.named("arm64-small"), Machines.named("arm64-4k"));

    static List<String> correct() {
        return Subjects.all().stream().map(Subject::name).toList();
    }

    static Stream<String> wrong() {
        return SeededBugs.common().stream().map(bug -> bug.subject().name());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("correct")
    void verdicts_correctSubject_areThoseOfTheFullCheck(String name) {
        Subject subject = SeededBugs.named(name);
        Account account = new Account(MACHINES, List.of(subject), SEED);
        try {
            for (MachineSpec machine : MACHINES) {
                QuickTheoriesChoices.firstFailing(
                                SEED,
                                Effort.times(SEQUENCES),
                                choices ->
                                        GeneratedRun.of(choices, machine, subject, Effort.LENGTH),
                                run -> alike(run, account))
                        .ifPresent(run -> fail(run, "QuickTheories"));
            }
        } finally {
            account.publish();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void verdicts_seededBug_areThoseOfTheFullCheck(String name) {
        SeededBug bug =
                SeededBugs.all().stream()
                        .filter(candidate -> candidate.subject().name().equals(name))
                        .findFirst()
                        .orElseThrow();
        MachineSpec machine = Machines.named(bug.machine());
        Account account = new Account(machine, bug.subject(), SEED);
        int failing = 0;
        boolean large = machine.geometry().tableEntries() > LARGE;
        int sequences = Effort.times(large ? SEQUENCES / 4 : SEQUENCES);
        try {
            for (int number = 0; number < sequences && failing < FAILING; number++) {
                SeededChoices choices = new SeededChoices(SeededChoices.part(SEED, number));
                GeneratedRun run = GeneratedRun.of(choices, machine, bug.subject(), Effort.LENGTH);
                failing += run.passed() ? 0 : 1;
                if (!alike(run, account)) {
                    fail(run, "sequence number");
                }
            }
        } finally {
            account.publish();
        }
    }

    private static boolean alike(GeneratedRun run, Account account) {
        account.add(run.state());
        return difference(run).isEmpty();
    }

    private static Optional<Trial.Failing> difference(GeneratedRun run) {
        return new FullCheck(run.subject()).run(run.setup(), run.steps());
    }

    private static void fail(GeneratedRun run, String by) {
        throw new FullCheck(run.subject())
                .failure(
                        difference(run).orElseThrow(),
                        Evidence.chosen(SEED, IncrementalCheckProperties.class, by));
    }
}
