package dev.quire.properties.kit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.properties.allure.Account;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every bug in C is found by default generation, told rightly, and fits a glance. */
final class KitBugsTest {
    private static final int OPERATIONS_MAX = 8;
    private static final long STEPS_MAX = 60_000;

    /** A shrink of a process costs time: each failing try of some bugs is a new process. */
    private static final long SHRINK_STEPS_MAX = 1_500;

    private static final long SEED = 1;

    /** Short ones are shrunk in few tries. */
    private static final int LENGTH_SANITIZED = 10;

    /** A loop that makes accesses need not make so many of them here. */
    private static final ProcessOptions OPTIONS =
            new ProcessOptions(Duration.ofSeconds(1), 2_000, 1_000, false, Optional.empty());

    /** Naming the lines of a stack takes far longer than the call that dies. */
    private static final String BARE =
            """
            const char *__asan_default_options(void);
            const char *__asan_default_options(void) { return "symbolize=0"; }
            """;

    @TempDir private Path folder;

    private Workshop workshop() {
        assumeFalse(Workshop.compilers().isEmpty(), "no gcc and no clang on the PATH");
        return new Workshop(folder.resolve("kit"));
    }

    private static String compiler() {
        return Workshop.compilers().get(0);
    }

    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource
    void bug_isFoundToldAndShrunk(KitBug bug) {
        Workshop workshop = workshop();
        String define = "-DQUIRE_BUG=" + bug;
        String program = "contpte-" + bug;
        if (bug.sanitized) {
            assumeTrue(workshop.sanitizes(compiler()), "no AddressSanitizer");
            workshop.with("bare.h", BARE);
        }
        Path built =
                bug.sanitized
                        ? workshop.compile(
                                compiler(),
                                "contpte.c",
                                program,
                                define,
                                "-fsanitize=address",
                                "-include",
                                "bare.h")
                        : workshop.compile(compiler(), "contpte.c", program, define, "-O1");
        MachineSpec machine = Machines.named(bug.machine);
        Verdict verdict = hunt("contpte-c " + bug, built, machine, bug);
        assertTrue(bug.told(verdict), verdict::text);
    }

    @Test
    void wrongExample_isFoundToldAndShrunk() {
        Path built = workshop().compile(compiler(), "example.c", "wrong", "-DWRONG", "-O1");
        hunt("example-c WRONG", built, Machines.named("arm64-4k"), KitBug.RACY_CHANGE);
    }

    /** Runs sequences until one tells the bug, whatever else it breaks on the way. */
    private static Verdict hunt(String name, Path program, MachineSpec machine, KitBug bug) {
        Subject subject = Workshop.subject(name, program, OPTIONS);
        int length = bug.sanitized ? LENGTH_SANITIZED : Effort.LENGTH;
        try {
            SequenceRunner runner = new SequenceRunner(subject, machine, SEED, length);
            for (long number = 0; runner.coverage().steps() < STEPS_MAX; number++) {
                if (!runner.run(number) && bug.told(runner.verdict())) {
                    return shrunk(subject, machine, runner, number);
                }
            }
        } finally {
            subject.close();
        }
        return fail(name + " was not found in " + STEPS_MAX + " steps");
    }

    private static Verdict shrunk(
            Subject subject, MachineSpec machine, SequenceRunner runner, long number) {
        Verdict verdict = runner.verdict();
        List<Step> steps = runner.steps(number);
        Account account = new Account(machine, subject, SEED);
        account.add(runner.coverage());
        account.publish();
        subject.hurry(true);
        Shrunk shrunk = Shrinker.shrink(subject, runner.setup(), steps, verdict, SHRINK_STEPS_MAX);
        assertTrue(
                shrunk.operations() <= OPERATIONS_MAX,
                () -> shrunk.text() + "\n" + shrunk.verdict().text());
        return shrunk.verdict();
    }
}
