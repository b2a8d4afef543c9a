package dev.quire.properties.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioBug;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.harness.Outcome;
import dev.quire.model.invariant.Invariant;
import dev.quire.properties.allure.Epic;
import dev.quire.properties.choice.SeededChoices;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Comparing what changed and comparing everything come to the same verdict, all of it, in the same
 * step.
 */
final class FolioFullCheckTest {
    private static final int LENGTH = 40;
    private static final int SEQUENCES = 200;

    static List<String> subjects() {
        List<String> names = new ArrayList<>(FolioBugsTest.bugs());
        names.add(FolioSubjects.PACKED.name());
        return names;
    }

    @BeforeEach
    void file() {
        Epic.folios();
    }

    private static FolioMachine machine(String subject) {
        return FolioSubjects.bugs().stream()
                .filter(bug -> bug.subject().name().equals(subject))
                .map(FolioBug::machine)
                .findFirst()
                .map(FolioMachine::named)
                .orElse(FolioMachine.named("folio-4k"));
    }

    private static Optional<FolioVerdict> verdict(FolioLockStep run, FolioStep step) {
        Outcome outcome = run.step(step);
        return outcome == Outcome.FAILED ? Optional.of(run.verdict()) : Optional.empty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    void step_anySubject_failsBothChecksAlike(String name) {
        FolioSubject subject = FolioSubjects.named(name);
        FolioMachine machine = machine(name);
        FolioSequences sequences = new FolioSequences(subject, machine, 17, LENGTH);
        FolioLockStep part = new FolioLockStep(machine, subject);
        FolioLockStep full = new FolioLockStep(machine, subject);
        full.checkAll(true);
        for (int number = 0; number < SEQUENCES; number++) {
            part.reset();
            full.reset();
            for (FolioStep step : sequences.steps(number)) {
                assertEquals(verdict(full, step), verdict(part, step));
            }
            assertEquals(sequences.lockStep().failed(), full.failed());
        }
    }

    /** A call that leaves out a store, or stores what it was not asked for, wherever that lies. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "folio-4k, 1500",
        "folio-4k-dirty, 400",
        "folio-4k-secure, 400",
        "folio-small, 1500",
        "folio-small-secure, 400",
        "folio-large, 60"
    })
    void step_sabotagedCall_failsBothChecksAlike(String name, int times) {
        FolioMachine machine = FolioMachine.named(name);
        FolioSequences sequences = new FolioSequences(FolioSubjects.PACKED, machine, 23, LENGTH);
        Saboteur.Subject inPart = new Saboteur.Subject();
        Saboteur.Subject inFull = new Saboteur.Subject();
        FolioLockStep part = new FolioLockStep(machine, inPart.subject);
        FolioLockStep full = new FolioLockStep(machine, inFull.subject);
        full.checkAll(true);
        int failed = 0;
        Set<Invariant> invariants = EnumSet.noneOf(Invariant.class);
        for (int number = 0; number < times; number++) {
            part.reset();
            full.reset();
            List<FolioStep> steps = sequences.steps(number);
            int at = new SeededChoices(number).below(steps.size());
            Outcome outcome = Outcome.PASSED;
            for (int i = 0; i < steps.size() && outcome == Outcome.PASSED; i++) {
                if (i == at) {
                    inPart.breakNext(new SeededChoices(number + 1));
                    inFull.breakNext(new SeededChoices(number + 1));
                }
                outcome = full.step(steps.get(i));
                assertEquals(outcome, part.step(steps.get(i)), steps.get(i).operation()::text);
            }
            failed += full.failed() ? 1 : 0;
            if (full.failed()) {
                assertEquals(full.verdict(), part.verdict());
                invariants.add(full.verdict().invariant());
            }
        }
        assertTrue(failed > times / 3, () -> name);
        assertTrue(invariants.size() > 3, invariants::toString);
    }

    /** Bytes that a thread allocates while it runs steps that pass. */
    private static long allocated(FolioLockStep run, List<List<FolioStep>> all) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < all.size(); i++) {
            run.reset();
            for (int j = 0; j < all.get(i).size(); j++) {
                run.step(all.get(i).get(j));
            }
        }
        return threads.getThreadAllocatedBytes(thread) - before;
    }

    @ParameterizedTest
    @ValueSource(strings = {"folio-4k", "folio-4k-dirty", "folio-4k-secure"})
    void step_thatPasses_allocatesNothing(String name) {
        FolioMachine machine = FolioMachine.named(name);
        FolioSequences sequences = new FolioSequences(FolioSubjects.PACKED, machine, 29, LENGTH);
        List<List<FolioStep>> all = new ArrayList<>();
        for (int number = 0; number < SEQUENCES; number++) {
            all.add(sequences.steps(number));
        }
        FolioLockStep run = new FolioLockStep(machine, FolioSubjects.PACKED);
        allocated(run, all);
        assertEquals(0, allocated(run, all));
    }
}
