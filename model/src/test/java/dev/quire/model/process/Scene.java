package dev.quire.model.process;

import dev.quire.model.folio.Folio;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.model.subject.process.ProcessSubject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A scripted subject in a process, and a run of it with one area and one folio. */
final class Scene implements AutoCloseable {
    /** For what ends by itself: a busy machine must not be taken for silence. */
    static final ProcessOptions PATIENT = waiting(Duration.ofSeconds(9));

    /** For what says nothing. */
    static final ProcessOptions IMPATIENT = waiting(Duration.ofMillis(1500));

    final Subject subject;
    final LockStep run;

    private Scene(Subject subject) {
        this.subject = subject;
        this.run =
                new LockStep(
                        new Setup(
                                Machines.named("arm64-4k"),
                                List.of(new AddressSpace(1, AddressSpace.Kind.USER)),
                                List.of(new Vma(1, 1, 0x40000, 0x80000, Vma.WRITE)),
                                List.of(new Folio(1, 0x100, 4))),
                        subject);
    }

    private static ProcessOptions waiting(Duration silence) {
        return new ProcessOptions(silence, 20_000, 1_000, false, Optional.empty());
    }

    static Scene of(String arguments) {
        return of(arguments, PATIENT);
    }

    static Scene of(String arguments, ProcessOptions options) {
        return new Scene(ProcessSubject.of(ScriptedSubject.command(arguments), options));
    }

    /** Runs operations, each line one; acts follow on the same line after semicolons. */
    Outcome run(List<String> steps) {
        Outcome outcome = Outcome.PASSED;
        for (String step : steps) {
            List<String> lines = Arrays.asList(step.split("; "));
            List<Act> acts = lines.subList(1, lines.size()).stream().map(Act::parse).toList();
            outcome = run.step(Operation.parse(lines.get(0)), acts);
            if (outcome != Outcome.PASSED) {
                return outcome;
            }
        }
        return outcome;
    }

    Verdict fails(List<String> steps) {
        if (run(steps) != Outcome.FAILED) {
            throw new AssertionError("the last step must fail: " + steps);
        }
        return run.verdict();
    }

    @Override
    public void close() {
        subject.close();
    }
}
