package dev.quire.benchmarks.process;

import dev.quire.counterexamples.kit.Kit;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.generate.Races;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The kit's folding subject, compiled by {@code cc}, and sequences of the main mix that were
 * generated beforehand, so that what is left is calls and their checks.
 */
@State(Scope.Thread)
public class ProcessSteps {
    private static final long SEED = 1;
    private static final String MACHINE = "arm64-4k";

    /** Later than any access of a call: it only makes every access one where others may act. */
    private static final int NEVER = MachinePort.ACCESSES_MAX - 1;

    /** Operations of a sequence. */
    @Param("200")
    public int length;

    /** Whether others may act before every access, so that each waits for its answer. */
    boolean races;

    /** Whether to talk over shared memory. */
    boolean shares;

    private final List<List<Step>> sequences = new ArrayList<>();
    private Optional<Subject> subject = Optional.empty();
    private Path folder = Path.of("");
    private LockStep run;
    private int next;

    private void start() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("quire-benchmark");
        Kit.C.install(folder);
        Path program = folder.resolve("contpte");
        int status =
                new ProcessBuilder("cc", "-std=c11", "-O2", "contpte.c", "-o", program.toString())
                        .directory(folder.toFile())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IllegalStateException("cc must compile the kit: status " + status);
        }
        ProcessOptions usual = ProcessOptions.USUAL;
        ProcessOptions options =
                new ProcessOptions(
                        usual.silence(),
                        usual.accessesMax(),
                        usual.retriesMax(),
                        shares,
                        Optional.empty());
        Subject started = ProcessSubject.of(ProcessSubject.PREFIX + program, options);
        subject = Optional.of(started);
        run = new LockStep(record(), started);
    }

    private Setup record() {
        SequenceRunner runner =
                new SequenceRunner(
                        Subjects.CONTPTE, Machines.named(MACHINE), SEED, length, Races.NONE);
        for (int number = 0; number < SequenceRunner.SEQUENCES_PER_SCENE; number++) {
            sequences.add(runner.steps(number).stream().map(this::step).toList());
        }
        return runner.setup();
    }

    private Step step(Step recorded) {
        Operation operation = recorded.operation();
        if (!races || operation.call().hardware()) {
            return recorded;
        }
        Operation evict =
                Operation.of(Call.EVICT, operation.mm(), operation.addr(), 1, 0).withCpu(1);
        return new Step(operation, List.of(new Act(NEVER, evict)));
    }

    /** Runs the next sequence from empty tables; its calls. */
    long run(ProcessCounters counters) throws IOException, InterruptedException {
        if (subject.isEmpty()) {
            start();
        }
        List<Step> steps = sequences.get(next);
        next = (next + 1) % sequences.size();
        run.reset();
        long calls = 0;
        for (Step step : steps) {
            if (run.step(step) != Outcome.PASSED) {
                throw new AssertionError("a recorded step must pass: " + step.operation().text());
            }
            calls += step.operation().call().hardware() ? 0 : 1;
        }
        counters.calls += calls;
        return calls;
    }

    /** Ends the process and removes what was compiled. */
    @TearDown
    public void end() throws IOException {
        subject.ifPresent(Subject::close);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
