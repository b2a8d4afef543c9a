package dev.quire.properties.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.store.CorpusStore;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Goal;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.campaign.Coverage;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.NumberedRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The subjects in C are correct: they pass what the folding subject in Java passes. */
final class KitSubjectTest {
    private static final int SEQUENCES = 30;
    private static final int SEQUENCES_FOR_GOALS = 300;
    private static final int SEQUENCES_SHARED = 15;
    private static final long SEED = 1;

    @TempDir private static Path folder;
    private static Subject contpte;
    private static Subject example;

    @BeforeAll
    static void build() {
        assumeFalse(Workshop.compilers().isEmpty(), "no gcc and no clang on the PATH");
        String compiler = Workshop.compilers().get(0);
        Workshop workshop = new Workshop(folder);
        Path folding = workshop.compile(compiler, "contpte.c", "contpte", "-O2");
        contpte = Workshop.subject("contpte-c", folding, ProcessOptions.USUAL);
        Path plain = workshop.compile(compiler, "example.c", "example", "-O2");
        example = Workshop.subject("example-c", plain, ProcessOptions.USUAL);
    }

    @AfterAll
    static void end() {
        if (contpte != null) {
            contpte.close();
        }
        if (example != null) {
            example.close();
        }
    }

    static List<String> machines() {
        return Machines.all().stream().map(MachineSpec::name).toList();
    }

    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @MethodSource("machines")
    void contpte_everyMachine_followsTheReference(String machine) {
        new NumberedRuns(contpte, Machines.named(machine), SEED).run(Effort.times(SEQUENCES));
    }

    @Test
    void contpte_otherWalkersAndNoBreakBeforeMake_followsTheReference() {
        MachineSpec machine =
                Machines.named("arm64-small").with(3, 0b010, BreakBeforeMake.NO_ABORT);
        new NumberedRuns(contpte, machine, SEED).run(Effort.times(SEQUENCES));
    }

    @Test
    void contpte_overSharedMemory_followsTheReference() {
        ProcessOptions usual = ProcessOptions.USUAL;
        ProcessOptions shared =
                new ProcessOptions(
                        usual.silence(),
                        usual.accessesMax(),
                        usual.retriesMax(),
                        true,
                        usual.log());
        Subject subject = Workshop.subject("contpte-c", folder.resolve("contpte"), shared);
        try {
            MachineSpec machine = Machines.named("arm64-4k");
            new NumberedRuns(subject, machine, SEED).run(SEQUENCES_SHARED);
        } finally {
            subject.close();
        }
    }

    @Test
    void contpte_smallMachine_reachesEveryGoal() {
        MachineSpec machine = Machines.named("arm64-small");
        Coverage coverage =
                new NumberedRuns(contpte, machine, SEED).run(Effort.times(SEQUENCES_FOR_GOALS));
        List<Goal> missed = new Target(contpte, machine).missed(coverage);
        assertEquals(List.of(), missed);
    }

    @Test
    void contpte_everyGoodTrace_passes() {
        TreeMap<String, String> seen = new TreeMap<>();
        CorpusStore corpus = CorpusStore.corpus(Evidence.ROOT.resolve("counterexamples/corpus"));
        for (Path file : corpus.list()) {
            if (file.getFileName().toString().startsWith("good_")) {
                Replay replay = Replay.run(TraceFile.read(file), contpte, StepListener.NONE);
                replay.verdict().map(Verdict::text).ifPresent(v -> seen.put(file.toString(), v));
            }
        }
        assertEquals(new TreeMap<>(), seen);
    }

    @Test
    void example_itsMachine_followsTheReference() {
        new NumberedRuns(example, Machines.named("arm64-4k"), SEED).run(Effort.times(SEQUENCES));
    }
}
