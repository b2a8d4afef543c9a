package dev.quire.properties.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quicktheories.QuickTheory.qt;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.harness.LockStep;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.range.Pages;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.alike.Bench;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.engine.quicktheories.QuickTheoriesChoices;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of batches hold on the states that sequences reach: QuickTheories chooses. */
final class BatchProperties {
    private static final long SEED = 0xba7cL;
    private static final int STATES = 150;
    private static final int QUESTIONS = 12;
    private static final int LENGTH = 30;

    static List<String> machines() {
        return List.of("arm64-small", "arm64-4k", "arm64-16k-lpa2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("machines")
    void batch_anyStateOfASubject_obeysTheLaws(String name) {
        MachineSpec machine = Machines.named(name);
        for (Subject subject : Subjects.all()) {
            List<String> broken = new ArrayList<>();
            qt().withFixedSeed(SEED)
                    .withExamples(Effort.times(STATES))
                    .withShrinkCycles(0)
                    .withUnlimitedTestingTime()
                    .forAll(
                            QuickTheoriesChoices.gen(
                                    choices -> broken(choices, machine, subject, subject)))
                    .check(
                            law -> {
                                law.ifPresent(one -> broken.add(one.sentence));
                                return true;
                            });
            String message = "invariant  " + Invariant.BATCH_EXACT.id() + " batch-exact: ";
            assertTrue(broken.isEmpty(), () -> message + broken.get(0) + " on " + subject.name());
        }
    }

    @Test
    void batch_bugThatIgnoresDirty_breaksTheLawOfAgreement() {
        assertEquals(BatchLaw.ALIKE, firstBroken("batch-ignores-dirty"));
    }

    @Test
    void batch_readThatShowsTheContiguousBitUnasked_isNoneOfTheLaws() {
        Subject bug = SeededBugs.named("leaks-cont-on-read");
        for (int number = 0; number < STATES; number++) {
            assertEquals(Optional.empty(), broken(part(number), bug));
        }
    }

    private static BatchLaw firstBroken(String name) {
        Subject bug = SeededBugs.named(name);
        for (int number = 0; number < 10 * STATES; number++) {
            Optional<BatchLaw> law = broken(part(number), bug);
            if (law.isPresent()) {
                return law.get();
            }
        }
        throw new AssertionError("no law is broken by " + name);
    }

    private static Choices part(int number) {
        return new SeededChoices(SeededChoices.part(SEED, number));
    }

    private static Optional<BatchLaw> broken(Choices choices, Subject bug) {
        return broken(choices, Machines.named("arm64-4k"), Subjects.CONTPTE, bug);
    }

    /** Asks for batches in one state, which {@code reaching} leads to. */
    private static Optional<BatchLaw> broken(
            Choices choices, MachineSpec machine, Subject reaching, Subject asked) {
        GeneratedRun run = GeneratedRun.of(choices, machine, reaching, LENGTH);
        if (!run.passed()) {
            return Optional.empty();
        }
        LockStep state = run.state();
        Bench bench = new Bench(state, asked.api());
        Encoding encoding = machine.encoding();
        List<Integer> present = present(state);
        for (int i = 0; i < QUESTIONS && !present.isEmpty(); i++) {
            int slot = present.get(choices.below(present.size()));
            Memory memory = state.memory();
            int room = state.contract().room(memory.mm(slot), memory.addr(slot));
            int most = Math.min(room, 3 * machine.geometry().blockEntries());
            int maxNr = choices.between(1, most);
            BatchLaw.Asked answer =
                    BatchLaw.Asked.of(bench, encoding, slot, maxNr, choices.below(32));
            Optional<BatchLaw> broken = BatchLaw.broken(answer);
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }

    private static List<Integer> present(LockStep state) {
        Pages pages = state.pages();
        List<Integer> present = new ArrayList<>();
        for (int slot = 0; slot < state.memory().slots(); slot++) {
            if (Meaning.present(pages.meaning(slot))) {
                present.add(slot);
            }
        }
        return present;
    }
}
