package dev.quire.properties.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quicktheories.QuickTheory.qt;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.allure.Account;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.engine.quicktheories.QuickTheoriesChoices;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.GeneratedRun;
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

    private static final List<String> MACHINES = List.of("arm64-small", "arm64-4k");

    static List<String> correct() {
        return Subjects.all().stream().map(Subject::name).toList();
    }

    static Stream<String> wrong() {
        return SeededBugs.all().stream().map(bug -> bug.subject().name());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("correct")
    void verdicts_correctSubject_areThoseOfTheFullCheck(String name) {
        Subject subject = SeededBugs.named(name);
        for (String machineName : MACHINES) {
            MachineSpec machine = Machines.named(machineName);
            qt().withFixedSeed(SEED)
                    .withExamples(Effort.times(SEQUENCES))
                    .withShrinkCycles(0)
                    .withUnlimitedTestingTime()
                    .forAll(
                            QuickTheoriesChoices.gen(
                                    choices ->
                                            GeneratedRun.of(
                                                    choices, machine, subject, Effort.LENGTH)))
                    .checkAssert(IncrementalCheckProperties::assertSameInFull);
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
        compare(bug.subject(), Machines.named(bug.machine()));
    }

    private static void compare(Subject subject, MachineSpec machine) {
        Account account = new Account(machine.name(), subject.name(), SEED);
        int failing = 0;
        boolean large = machine.geometry().tableEntries() > LARGE;
        int sequences = Effort.times(large ? SEQUENCES / 4 : SEQUENCES);
        for (int number = 0; number < sequences && failing < FAILING; number++) {
            SeededChoices choices = new SeededChoices(SeededChoices.part(SEED, number));
            GeneratedRun run = GeneratedRun.of(choices, machine, subject, Effort.LENGTH);
            account.add(1, run.steps().size(), run.state().goals().reached());
            failing += run.passed() ? 0 : 1;
            assertSameInFull(run);
        }
        account.publish();
    }

    private static void assertSameInFull(GeneratedRun run) {
        assertEquals(
                run.verdict().map(IncrementalCheckProperties::told),
                inFull(run).map(IncrementalCheckProperties::told),
                run::toString);
    }

    private static Optional<Verdict> inFull(GeneratedRun run) {
        LockStep full = new LockStep(run.setup(), run.subject());
        full.checkAll(true);
        for (Step step : run.steps()) {
            if (full.step(step) == Outcome.FAILED) {
                return Optional.of(full.verdict());
            }
        }
        return Optional.empty();
    }

    private static String told(Verdict verdict) {
        return verdict.text() + " " + verdict.operation().text() + " " + verdict.message();
    }
}
