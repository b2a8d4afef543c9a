package dev.quire.properties.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.allure.NestedResults;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.NumberedRuns;
import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs a property that fails on a seeded bug, with a results folder of its own, and looks at what
 * it leaves there: the published report is tested on it.
 */
final class DeliberateFailureTest {
    private static final String BUG = "wrprotects-part-without-unfold";
    private static final long SEED = 1;
    private static final Path RESULTS = Evidence.ROOT.resolve("target/deliberate-results");

    /** Whether the failing property is run by the test around it, and by nobody else. */
    private static boolean running;

    private static TestExecutionSummary summary;

    @BeforeAll
    static void run() throws IOException {
        forgetOlderResults();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        running = true;
        NestedResults.run(RESULTS, listener, selectClass(OnPurpose.class));
        running = false;
        summary = listener.getSummary();
    }

    private static void forgetOlderResults() throws IOException {
        if (Files.notExists(RESULTS)) {
            return;
        }
        try (Stream<Path> files = Files.list(RESULTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String message() {
        return summary.getFailures().get(0).getException().getMessage();
    }

    @Test
    void property_onASeededBug_fails() {
        assertEquals(1, summary.getTestsFailedCount());
    }

    @Test
    void message_ofTheFailure_hasTheOneForm() {
        List<String> lines = message().lines().toList();
        assertTrue(
                lines.get(0).startsWith("invariant  INV-37 block-uniform: "),
                DeliberateFailureTest::message);
        assertTrue(message().contains("wrprotect_ptes"), DeliberateFailureTest::message);
        String last = lines.get(lines.size() - 1);
        assertTrue(last.startsWith("search     java -jar "), DeliberateFailureTest::message);
        assertTrue(
                message().contains("replay counterexamples/corpus/bad_block-uniform_" + BUG),
                DeliberateFailureTest::message);
    }

    @Test
    void results_ofTheFailure_holdOneResultWithItsThreeAttachments() throws IOException {
        assertEquals(1, count("-result.json"));
        assertEquals(1, count(".trace"));
        assertEquals(1, count(".svg"));
        assertEquals(1, count(".txt"));
    }

    private static long count(String ending) throws IOException {
        try (Stream<Path> files = Files.list(RESULTS)) {
            return files.filter(file -> file.toString().endsWith(ending)).count();
        }
    }

    @Test
    void result_ofTheFailure_tellsAllThatTheReportShows() throws IOException {
        String json;
        try (Stream<Path> files = Files.list(RESULTS)) {
            Path result =
                    files.filter(file -> file.toString().endsWith("-result.json"))
                            .findFirst()
                            .orElseThrow();
            json = Files.readString(result);
        }
        for (String name : List.of("machine", "subject", "seed", "sequences", "steps", "goals")) {
            assertTrue(json.contains("\"name\":\"" + name + "\""), () -> "no " + name);
        }
        assertTrue(json.contains("<svg "), "no picture");
    }

    /** Fails on purpose; only the test around it runs it. */
    static final class OnPurpose {
        @Test
        void contpte_thatWrprotectsAPartWithoutUnfold_followsTheReference() {
            assumeTrue(running, "it fails on purpose: DeliberateFailureTest runs it");
            Subject subject = SeededBugs.named(BUG);
            MachineSpec machine = Machines.named("arm64-4k");
            SequenceRunner runner = new SequenceRunner(subject, machine, SEED, Effort.LENGTH);
            long number = 0;
            while (runner.run(number) || runner.verdict().invariant() != Invariant.BLOCK_UNIFORM) {
                number++;
            }
            Account account = new Account(machine, subject, SEED);
            account.add(runner.coverage());
            account.publish();
            throw told(subject, machine, runner.setup(), runner.steps(number), runner.verdict());
        }

        /** Shrunk, but not kept among the finds: the corpus has it. */
        private static AssertionError told(
                Subject subject,
                MachineSpec machine,
                Setup setup,
                List<Step> steps,
                Verdict verdict) {
            Shrunk shrunk = Shrinker.shrink(subject, setup, steps, verdict, Shrinker.STEPS_MAX);
            String search = new NumberedRuns(subject, machine, SEED).search();
            Trace trace =
                    Trace.of(shrunk.setup(), subject.name(), shrunk.steps())
                            .withVerdict(KeptVerdict.of(shrunk.verdict()))
                            .withProvenance(Provenance.found(SEED, search));
            return Evidence.told(
                    trace,
                    subject,
                    shrunk.verdict(),
                    OptionalInt.of(steps.stream().mapToInt(Step::operations).sum()),
                    Optional.of("counterexamples/corpus/bad_block-uniform_" + BUG + ".trace"));
        }
    }
}
