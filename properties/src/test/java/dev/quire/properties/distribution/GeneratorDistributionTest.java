package dev.quire.properties.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The mix and the lengths of what is generated: enough of each, too much of none. */
final class GeneratorDistributionTest {
    private static final MachineSpec MACHINE = Machines.named("arm64-4k");
    private static final int SEQUENCES = 1_000;
    private static final Set<Call> RANGED =
            EnumSet.of(
                    Call.SET_PTES,
                    Call.GET_AND_CLEAR_FULL_PTES,
                    Call.CLEAR_FULL_PTES,
                    Call.TEST_AND_CLEAR_YOUNG_PTES,
                    Call.CLEAR_FLUSH_YOUNG_PTES,
                    Call.CLEAR_YOUNG_DIRTY_PTES,
                    Call.WRPROTECT_PTES);

    private static final List<Step> STEPS = new ArrayList<>();
    private static final List<Step> OTHER_STEPS = new ArrayList<>();

    @BeforeAll
    static void generate() {
        generate(0xd157L, STEPS);
        generate(0x0782L, OTHER_STEPS);
    }

    private static void generate(long seed, List<Step> steps) {
        for (int number = 0; number < SEQUENCES; number++) {
            SeededChoices choices = new SeededChoices(SeededChoices.part(seed, number));
            steps.addAll(
                    GeneratedRun.of(choices, MACHINE, Subjects.CONTPTE, Effort.LENGTH).steps());
        }
    }

    /** How often each call is a step. */
    private static Map<Call, Long> counts(List<Step> steps) {
        Map<Call, Long> counts = new EnumMap<>(Call.class);
        for (Call call : Call.values()) {
            counts.put(call, 0L);
        }
        steps.forEach(step -> counts.merge(step.operation().call(), 1L, Long::sum));
        return counts;
    }

    /** The share of steps, in percent. */
    private static double percent(Predicate<Operation> counted) {
        long count = STEPS.stream().map(Step::operation).filter(counted).count();
        return 100.0 * count / STEPS.size();
    }

    private static void assertBetween(double least, double most, double percent) {
        assertTrue(
                least <= percent && percent <= most,
                () -> percent + " must be from " + least + " to " + most);
    }

    @Test
    void generated_almostAllSteps_areLegal() {
        long tried = (long) SEQUENCES * Effort.LENGTH;
        assertTrue(STEPS.size() > 0.97 * tried, () -> STEPS.size() + " of " + tried);
    }

    @Test
    void calls_each_occursAtLeastOnceInFiveThousand() {
        counts(STEPS)
                .forEach(
                        (call, count) ->
                                assertTrue(
                                        count * 5_000 >= STEPS.size(),
                                        () -> call.word + " " + count + " of " + STEPS.size()));
    }

    @Test
    void calls_eachButSetPtes_isAtMostATenth() {
        Map<Call, Long> counts = counts(STEPS);
        counts.remove(Call.SET_PTES);
        counts.forEach(
                (call, count) ->
                        assertTrue(
                                count * 10 <= STEPS.size(),
                                () -> call.word + " " + count + " of " + STEPS.size()));
    }

    @Test
    void mix_twoSeeds_isTheSame() {
        long[] one = counts(STEPS).values().stream().mapToLong(Long::longValue).toArray();
        long[] other = counts(OTHER_STEPS).values().stream().mapToLong(Long::longValue).toArray();
        double[] expected = new double[one.length];
        for (int i = 0; i < one.length; i++) {
            expected[i] = one[i];
        }
        ChiSquareTest test = new ChiSquareTest();
        double perStep = test.chiSquare(expected, other) / STEPS.size();
        assertTrue(perStep < 0.01, () -> "chi-square per step " + perStep);
    }

    @Test
    void mix_kindsOfCalls_haveTheirShares() {
        assertBetween(25, 40, percent(operation -> operation.call() == Call.SET_PTES));
        assertBetween(12, 25, percent(operation -> operation.call().reads()));
        assertBetween(4, 12, percent(operation -> operation.call().hardware()));
        assertBetween(55, 80, percent(operation -> RANGED.contains(operation.call())));
    }

    @Test
    void acts_ofOthers_areInAboutEachSeventhStep() {
        long with = STEPS.stream().filter(step -> !step.acts().isEmpty()).count();
        assertBetween(10, 20, 100.0 * with / STEPS.size());
    }

    @Test
    void lengths_ofRanges_areOneBlockAndAllBetween() {
        int block = MACHINE.geometry().blockEntries();
        SummaryStatistics lengths = new SummaryStatistics();
        Set<Integer> seen = new TreeSet<>();
        long ranged = 0;
        long whole = 0;
        for (Step step : STEPS) {
            if (RANGED.contains(step.operation().call())) {
                ranged++;
                lengths.addValue(step.operation().nr());
                seen.add(step.operation().nr());
                whole += step.operation().nr() == block ? 1 : 0;
            }
        }
        assertBetween(block / 3.0, block * 1.5, lengths.getMean());
        assertBetween(5, 60, 100.0 * whole / ranged);
        for (int nr = 1; nr <= 2 * block; nr++) {
            assertTrue(seen.contains(nr), "no range of " + nr);
        }
        assertBetween(3 * block, 4 * block, lengths.getMax());
    }
}
