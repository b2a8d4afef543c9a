package dev.quire.properties.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.allure.MatrixPage;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.shrink.Shrinker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every seeded bug against every way of searching; each result holds its page of the report. */
class KillMatrixTest {
    private static final long FEW = 10_000;

    private static Matrix.Entry bug(SeededBug bug) {
        return new Matrix.Entry(new Target(bug.subject(), Machines.named(bug.machine())), false);
    }

    private static Matrix.Entry bug(String name) {
        return SeededBugs.all().stream()
                .filter(bug -> bug.subject().name().equals(name))
                .map(KillMatrixTest::bug)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Matrix.Entry> correct() {
        return Subjects.all().stream()
                .map(one -> new Target(one, Machines.named("arm64-4k")))
                .map(target -> new Matrix.Entry(target, true));
    }

    private static Matrix.Plan plan(
            List<Matrix.Entry> entries, int seeds, long steps, int threads) {
        return new Matrix.Plan(entries, Strategy.all(), seeds, steps, Shrinker.STEPS_MAX, threads);
    }

    private static List<Row> run(Matrix.Plan plan) {
        return Matrix.run(plan, RowKeeper.NONE, Matrix.Progress.NONE, () -> false);
    }

    private static int falseAlarms(List<Row> rows) {
        return rows.stream().filter(Row::correct).mapToInt(Row::found).sum();
    }

    @Test
    void slice_anyNumberOfThreads_isTheSameAndFindsWhatIsEasy() {
        List<Matrix.Entry> entries =
                new ArrayList<>(
                        List.of(
                                bug("never-folds"),
                                bug("sets-one-too-few"),
                                bug("leaks-cont-on-read")));
        correct().forEach(entries::add);
        List<Row> rows = run(plan(entries, 3, FEW, 2));
        assertEquals(rows, run(plan(entries, 3, FEW, 1)));
        MatrixPage.publish(rows, FEW);
        assertEquals(entries.size() * Strategy.all().size(), rows.size());
        assertEquals(0, falseAlarms(rows));
        rows.stream()
                .filter(row -> !row.correct())
                .forEach(row -> assertTrue(row.foundByAll(row.budget()), row::toString));
        assertTrue(
                rows.stream().allMatch(row -> row.operationsMax().orElse(0) <= 6), rows::toString);
    }

    /** What nothing but the exploration of a small machine comes by. */
    @Test
    void rareBugs_randomSearchMissesAndExplorationFinds() {
        rare(2, List.of(MixStrategy.PLAIN, EngineStrategy.JQWIK, new Exploring()));
    }

    @Tag("nightly")
    @Test
    void rareBugs_everySeedOfEveryRandomSearchMissesAndExplorationFinds() {
        List<Strategy> ways = new ArrayList<>(List.of(MixStrategy.values()));
        ways.addAll(List.of(EngineStrategy.values()));
        ways.add(new Exploring());
        rare(Matrix.SEEDS, ways);
    }

    private static void rare(int seeds, List<Strategy> ways) {
        List<Matrix.Entry> bugs = SeededBugs.rare().stream().map(KillMatrixTest::bug).toList();
        Matrix.Plan plan = new Matrix.Plan(bugs, ways, seeds, Matrix.STEPS, Shrinker.STEPS_MAX, 2);
        List<Row> rows = run(plan);
        MatrixPage.publish(rows, Matrix.STEPS);
        assertTrue(rows.size() >= ways.size());
        for (Row row : rows) {
            boolean explores = !row.seeded();
            assertEquals(explores ? 1 : 0, row.foundWithin(Matrix.STEPS), row::toString);
            assertEquals(explores, row.signature().isPresent());
            row.signature().ifPresent(how -> assertTrue(how.contains(caughtBy(row)), how));
        }
    }

    private static String caughtBy(Row row) {
        return SeededBugs.rare().stream()
                .filter(bug -> bug.subject().name().equals(row.subject()))
                .map(bug -> bug.caughtBy().id())
                .findFirst()
                .orElseThrow();
    }

    /** What the first half of a search from the frontier finds is the same for every seed. */
    @Test
    void frontier_whatItsExplorationFinds_isOneSearch() {
        List<Strategy> ways = List.of(new FrontierWalks());
        List<Matrix.Entry> bugs = List.of(bug("never-folds"), bug("trusts-level-two"));
        Matrix.Plan plan = new Matrix.Plan(bugs, ways, 2, 100_000, Shrinker.STEPS_MAX, 2);
        List<Row> rows = run(plan);
        assertEquals(1, rows.get(0).searches());
        assertFalse(rows.get(0).seeded());
        assertTrue(rows.get(0).foundByAll(50_000));
        assertEquals(rows.get(0).steps().low(), rows.get(0).steps().high());
        assertEquals(2, rows.get(1).searches());
        assertTrue(rows.get(1).seeded());
        assertEquals(0, rows.get(1).foundWithin(50_000));
    }

    @Test
    void interrupted_beforeItBegins_hasNoRows() {
        Matrix.Plan plan = plan(List.of(bug("never-folds")), 1, FEW, 1);
        assertEquals(List.of(), Matrix.run(plan, RowKeeper.NONE, Matrix.Progress.NONE, () -> true));
    }

    @Tag("nightly")
    @Test
    void wholeMatrix_hasNoFalseAlarmAndPlainFindsWhatIsNotRare() {
        List<Matrix.Entry> entries = new ArrayList<>();
        SeededBugs.all().forEach(bug -> entries.add(bug(bug)));
        correct().forEach(entries::add);
        List<Row> rows = run(plan(entries, Matrix.SEEDS, Matrix.STEPS, 2));
        MatrixPage.publish(rows, Matrix.STEPS);
        assertEquals(0, falseAlarms(rows));
        List<String> rare =
                SeededBugs.rare().stream().map(SeededBug::subject).map(Subject::name).toList();
        for (Row row : rows) {
            boolean plain = row.strategy().equals(MixStrategy.PLAIN.word()) && !row.correct();
            boolean found = row.found() > 0;
            assertTrue(!plain || found != rare.contains(row.subject()), row::toString);
        }
    }
}
