package dev.quire.properties.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.bug.SeededBugs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schedule of reads that stay open shrinks with its trace: fewest preemptions first. */
final class ScheduleTest {
    private static final String READ = " cpu=1 ptep_get_lockless mm=1 addr=0x41000";
    private static final String RESUME = " cpu=1 resume mm=1 addr=0x41000";
    private static final String GET = "ptep_get mm=1 addr=0x40000";

    private static List<Step> steps(String... lines) {
        List<Step> steps = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("@")) {
                Step last = steps.remove(steps.size() - 1);
                List<Act> acts = new ArrayList<>(last.acts());
                acts.add(Act.parse(line));
                steps.add(new Step(last.operation(), acts));
            } else {
                steps.add(Step.of(Operation.parse(line)));
            }
        }
        return steps;
    }

    private static List<String> lines(List<Step> steps) {
        return steps.stream().flatMap(step -> step.lines().stream()).toList();
    }

    private static List<List<String>> fewer(String... lines) {
        return new Schedule(steps(lines)).fewer().stream().map(ScheduleTest::lines).toList();
    }

    @Test
    void fewer_twoPieces_areOneWithTheReadsOfBothLateOrEarly() {
        assertEquals(
                List.of(
                        List.of(GET, GET, "@3" + READ + " reads=6"),
                        List.of(GET, "@1" + READ + " reads=6", GET)),
                fewer(GET, "@1" + READ + " reads=2", GET, "@3" + RESUME + " reads=4"));
    }

    @Test
    void fewer_aPieceToTheEnd_makesBothToTheEnd() {
        assertEquals(
                List.of(List.of(GET, READ.strip()), List.of(GET, "@1" + READ)),
                fewer(GET, "@1" + READ + " reads=2", RESUME.strip()));
    }

    @Test
    void fewer_whatSpun_mayBeAFewReads() {
        List<List<String>> fewer = fewer(GET, "@1" + READ, RESUME.strip() + " reads=2");
        assertTrue(fewer.contains(List.of(GET, "@1" + READ + " reads=3")));
    }

    @Test
    void fewer_readsOfTwoCpus_areNotMixed() {
        assertEquals(List.of(), fewer(GET, "@1" + READ, GET, "@1 cpu=2 resume mm=1 addr=0x41000"));
    }

    @Test
    void fewer_noPreemption_isNothing() {
        assertEquals(List.of(), fewer(GET, "@1" + READ, GET));
    }

    @Test
    void with_aReadOfAnotherPage_itsResumesFollowUpToTheNext() {
        List<Step> steps =
                steps(GET, "@1" + READ, "@2" + RESUME, RESUME.strip(), READ.strip() + " reads=1");
        Step moved = steps(GET, "@1" + READ.replace("41", "42"), "@2" + RESUME).get(0);
        assertEquals(
                List.of(
                        GET,
                        "@1" + READ.replace("41", "42"),
                        "@2" + RESUME.replace("41", "42"),
                        RESUME.strip().replace("41", "42"),
                        READ.strip() + " reads=1"),
                lines(new Schedule(steps).with(0, moved)));
    }

    @Test
    void with_anythingElse_leavesTheOthers() {
        List<Step> steps = steps(GET, "@1" + READ + " reads=2", RESUME.strip());
        Step lower = steps(GET, "@1" + READ + " reads=1").get(0);
        assertEquals(
                List.of(GET, "@1" + READ + " reads=1", RESUME.strip()),
                lines(new Schedule(steps).with(0, lower)));
    }

    /** Six pieces in three calls, of which two pieces are needed. */
    @Test
    void shrink_manyPreemptions_leavesTheFewest() {
        Subject subject = SeededBugs.named("lockless-read-trusts-last-entry");
        Path corpus = Path.of("../counterexamples/corpus");
        Path good = corpus.resolve("good_reads-across-two-calls-cut-in-the-middle.trace");
        Setup setup = TraceFile.read(good).trace().setup();
        List<Step> steps =
                steps(
                        "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw",
                        "clear_full_ptes mm=1 addr=0x40000 nr=16",
                        "@2" + READ + " reads=1",
                        "@4" + RESUME + " reads=1",
                        "@9" + RESUME + " reads=3",
                        "set_ptes mm=1 addr=0x40000 pfn=0x110 nr=16 prot=rw",
                        "@16" + RESUME + " reads=2",
                        "@16" + RESUME + " reads=1",
                        "test_and_clear_young_ptes mm=1 addr=0x41000 nr=1",
                        "@5" + RESUME);
        LockStep run = new LockStep(setup, subject);
        Outcome last = Outcome.PASSED;
        for (Step step : steps) {
            last = run.step(step);
        }
        assertEquals(Outcome.FAILED, last);
        Shrunk shrunk = Shrinker.shrink(subject, setup, steps, run.verdict(), Shrinker.STEPS_MAX);
        List<String> pieces =
                lines(shrunk.steps()).stream()
                        .filter(line -> line.contains("lockless") || line.contains("resume"))
                        .map(line -> line.replaceAll("0x[0-9a-f]+", "PAGE"))
                        .toList();
        assertEquals(
                List.of(
                        "@1 cpu=1 ptep_get_lockless mm=1 addr=PAGE reads=1",
                        "@0 cpu=1 resume mm=1 addr=PAGE"),
                pieces);
    }
}
