package dev.quire.properties.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.statistics.Pair;
import dev.quire.properties.statistics.PairCounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends a hunt, and what it counts. */
class CampaignTest {
    private static Target target(String subject, String machine) {
        return new Target(SeededBugs.named(subject), Machines.named(machine));
    }

    private static CampaignResult hunt(List<Target> targets, Budget budget, int workers) {
        Plan plan = new Plan(targets, 7, 40, budget, workers);
        return Campaign.run(plan, new Interruption(), Campaign.Progress.NONE);
    }

    private static String counts(CampaignResult result) {
        StringBuilder text = new StringBuilder();
        result.each()
                .forEach(
                        one ->
                                text.append(one.sequences())
                                        .append(' ')
                                        .append(one.steps())
                                        .append(' ')
                                        .append(one.meanNr())
                                        .append(' ')
                                        .append(one.foldedShare())
                                        .append(' ')
                                        .append(one.reached())
                                        .append(' ')
                                        .append(one.pairs().met())
                                        .append(' ')
                                        .append(one.pairs().chanceOfNew())
                                        .append(' ')
                                        .append(one.pairs().unseen())
                                        .append('\n'));
        PairCounts pairs = result.total().pairs();
        for (int pair = 0; pair < Pair.COUNT; pair++) {
            text.append(pairs.sequences(pair)).append(' ');
        }
        return text.append(pairs.chanceOfNew()).append(result.neverMet()).toString();
    }

    @Test
    void run_anyNumberOfWorkers_countsTheSame() {
        List<Target> targets =
                List.of(target("contpte", "arm64-4k"), target("plain", "arm64-small"));
        String one = counts(hunt(targets, Budget.ofSteps(30_000), 1));
        for (int workers : new int[] {2, 3, 5}) {
            assertEquals(one, counts(hunt(targets, Budget.ofSteps(30_000), workers)));
        }
    }

    @Test
    void run_anyNumberOfWorkers_findsTheLowestNumber() {
        List<Target> targets =
                List.of(
                        target("contpte", "arm64-4k"),
                        target("forgets-last-partial-block", "arm64-4k"),
                        target("lockless-read-does-not-retry", "arm64-4k"));
        CampaignResult one = hunt(targets, Budget.ofSteps(10_000_000), 1);
        CampaignResult four = hunt(targets, Budget.ofSteps(10_000_000), 4);
        assertEquals(one.finding().orElseThrow(), four.finding().orElseThrow());
        assertEquals(counts(one), counts(four));
        assertTrue(one.finding().get().sequence() > 0);
    }

    @Test
    void run_stepsBudget_endsWithTheSequenceThatReachesIt() {
        CampaignResult result =
                hunt(List.of(target("contpte", "arm64-4k")), Budget.ofSteps(1000), 3);
        assertTrue(result.total().steps() >= 1000 && result.total().steps() < 1040);
        assertFalse(result.interrupted());
    }

    @Test
    void run_severalTargets_takeTurns() {
        List<Target> targets =
                List.of(target("contpte", "arm64-4k"), target("contpte", "arm64-small"));
        CampaignResult result = hunt(targets, Budget.ofSteps(20_000), 2);
        long apart = result.each().get(0).sequences() - result.each().get(1).sequences();
        assertTrue(apart >= 0 && apart <= Block.SEQUENCES, counts(result));
    }

    @Test
    void run_timeBudget_endsAlsoInALongSequence() {
        Plan plan =
                new Plan(
                        List.of(target("contpte", "arm64-4k")),
                        7,
                        Plan.LENGTH_MAX,
                        Budget.ofTime(Duration.ofMillis(200)),
                        2);
        CampaignResult result = Campaign.run(plan, new Interruption(), Campaign.Progress.NONE);
        assertTrue(result.seconds() >= 0.2 && result.seconds() < 2, () -> "" + result.seconds());
        assertFalse(result.interrupted());
    }

    @Test
    void run_progress_isToldAndNeverFallsBack() {
        Plan plan =
                new Plan(
                        List.of(target("contpte", "arm64-4k")),
                        7,
                        40,
                        Budget.ofTime(Duration.ofMillis(450)),
                        2);
        long[] last = {0, 0};
        CampaignResult result =
                Campaign.run(
                        plan,
                        new Interruption(),
                        (steps, seconds) -> {
                            assertTrue(steps >= last[0]);
                            last[0] = steps;
                            last[1]++;
                        });
        assertTrue(last[1] >= 2);
        assertTrue(result.total().steps() >= last[0]);
    }

    @Test
    void run_interrupted_saysSo() {
        Interruption interruption = new Interruption();
        Plan plan =
                new Plan(
                        List.of(target("contpte", "arm64-4k")),
                        7,
                        40,
                        Budget.ofSteps(Long.MAX_VALUE),
                        2);
        CampaignResult result =
                Campaign.run(plan, interruption, (steps, seconds) -> interruption.request());
        assertTrue(result.interrupted());
        assertTrue(result.total().sequences() > 0);
        assertTrue(result.finding().isEmpty());
    }

    @Test
    void run_subjectThatThrows_isNamedWithSeedAndSequence() {
        Target target = new Target(BrokenSubjects.throwing(500), Machines.named("arm64-4k"));
        SubjectFault fault =
                assertThrows(
                        SubjectFault.class,
                        () -> hunt(List.of(target), Budget.ofSteps(100_000), 1));
        assertTrue(
                fault.getMessage()
                        .matches(
                                "throws on arm64-4k, seed 0x7, sequence [0-9]+ broke off:"
                                        + " java\\.lang\\.NoClassDefFoundError: its/Library at"
                                        + " .*BrokenSubjects.*"),
                fault.getMessage());
    }

    @Test
    void run_subjectThatKeepsState_isToldApartFromAFailure() {
        Subject subject = BrokenSubjects.failingOnce(500);
        Target target = new Target(subject, Machines.named("arm64-4k"));
        SubjectFault fault =
                assertThrows(
                        SubjectFault.class,
                        () -> hunt(List.of(target), Budget.ofSteps(100_000), 1));
        assertTrue(
                fault.getMessage()
                        .startsWith("a subject must keep no state between calls: sequence "),
                fault.getMessage());
    }

    @Test
    void declared_subjectThatNeverFolds_needNotReachGoalsOfFolding() {
        Target folds = new Target(Subjects.CONTPTE, Machines.named("arm64-4k"));
        Target plain = new Target(Subjects.PLAIN, Machines.named("arm64-4k"));
        assertEquals(10, folds.declared().size() - plain.declared().size());
        CampaignResult result = hunt(List.of(plain), Budget.ofSteps(200_000), 2);
        assertEquals(List.of(), result.missed());
    }

    @Test
    void counterexample_interrupted_keepsWhatItHas() {
        Finding finding =
                hunt(List.of(target("folds-kernel", "arm64-4k")), Budget.ofSteps(1_000_000), 2)
                        .finding()
                        .orElseThrow();
        Interruption interruption = new Interruption();
        Counterexample whole = Counterexample.of(finding, 200_000, interruption);
        assertTrue(whole.shrunk().oneMinimal());
        interruption.request();
        Counterexample cut = Counterexample.of(finding, 200_000, interruption);
        assertEquals(finding.operations(), cut.trace().operations());
        assertEquals("not known to be minimal: it was interrupted", cut.minimality());
        assertEquals(whole.trace().signature(), cut.trace().signature());
    }

    @Test
    void plan_outOfRange_isRefused() {
        List<Target> targets = List.of(target("contpte", "arm64-4k"));
        Budget budget = Budget.ofSteps(1);
        assertThrows(IllegalArgumentException.class, () -> new Plan(List.of(), 1, 1, budget, 1));
        assertThrows(IllegalArgumentException.class, () -> new Plan(targets, 1, 0, budget, 1));
        assertThrows(IllegalArgumentException.class, () -> new Plan(targets, 1, 1, budget, 0));
        assertThrows(IllegalArgumentException.class, () -> Budget.ofSteps(0));
        assertThrows(IllegalArgumentException.class, () -> Budget.ofTime(Duration.ZERO));
    }
}
