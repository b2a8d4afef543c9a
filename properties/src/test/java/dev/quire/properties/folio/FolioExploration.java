package dev.quire.properties.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.bug.FolioBug;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioRule;
import dev.quire.model.folio.lockstep.FolioState;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.properties.allure.Epic;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Limits;
import dev.quire.properties.explore.NotAlike;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every state of folios on small machines, a family of operations at a time. A changed number of
 * states is a change of what operations do: it must be explained where it is changed here.
 */
class FolioExploration {
    /** Each of four pages poisoned or not. */
    private static final int POISONED = 1 << 4;

    /** Of a folio, locked or not and dirty or not: {@code has_hwpoisoned} with any poison. */
    private static final int ALLOCATED = 2 * 2 * (POISONED + 1);

    private static final int FLAGS_OF_ONE = POISONED + ALLOCATED;

    /** What each build visits to the last state. */
    private static final List<Fixpoint> IN_BUILD =
            List.of(
                    new Fixpoint(FolioFamily.FLAGS, 1, FLAGS_OF_ONE),
                    new Fixpoint(FolioFamily.FLAGS, 2, pairs(FLAGS_OF_ONE)),
                    new Fixpoint(FolioFamily.SPLIT, 1, 3165),
                    new Fixpoint(FolioFamily.POISON, 1, 6827),
                    new Fixpoint(FolioFamily.ANON, 1, 1082),
                    new Fixpoint(FolioFamily.ANON, 2, 1679),
                    new Fixpoint(FolioFamily.PINS, 1, 4790),
                    new Fixpoint(FolioFamily.PINS, 2, 6515),
                    new Fixpoint(FolioFamily.FILE, 1, 2432),
                    new Fixpoint(FolioFamily.FILE, 2, 17164),
                    new Fixpoint(FolioFamily.TYPES, 1, 174),
                    new Fixpoint(FolioFamily.TYPES, 2, 6719),
                    new Fixpoint(FolioFamily.CLEAN, 1, 463),
                    new Fixpoint(FolioFamily.CLEAN, 2, 3241),
                    new Fixpoint(FolioFamily.DIRTY, 1, 175),
                    new Fixpoint(FolioFamily.DIRTY, 2, 1369),
                    new Fixpoint(FolioFamily.SECURE, 1, 2876),
                    new Fixpoint(FolioFamily.DIRTY_SPLIT, 1, 25496),
                    new Fixpoint(FolioFamily.COLLAPSE, 2, 20928),
                    new Fixpoint(FolioFamily.SHARERS, 1, 383),
                    new Fixpoint(FolioFamily.WHOLE, 2, 343031),
                    new Fixpoint(FolioFamily.WHOLE_DIRTY, 2, 23058),
                    new Fixpoint(FolioFamily.WHOLE_SECURE, 2, 15491));

    /** What each night visits, too. */
    private static final List<Fixpoint> EACH_NIGHT =
            List.of(
                    new Fixpoint(FolioFamily.SPLIT, 2, 125671),
                    new Fixpoint(FolioFamily.SECURE, 2, 69202),
                    new Fixpoint(FolioFamily.SWAP, 1, 40705),
                    new Fixpoint(FolioFamily.SHARERS, 2, 39094),
                    new Fixpoint(FolioFamily.CLEAN_SPLIT, 1, 68078));

    private static final Map<Fixpoint, Visited> VISITED = new ConcurrentHashMap<>();

    /** How many states an exploration visited, and the calls that it ran. */
    private record Visited(int states, Set<FolioCall> calls) {}

    /** A family's states where so many folios are used. */
    private record Fixpoint(FolioFamily family, int folios, int states) {
        FolioSmallMachine machine() {
            return new FolioSmallMachine(family, folios);
        }

        @Override
        public String toString() {
            return family + ", " + folios + " folios";
        }
    }

    @BeforeEach
    void file() {
        Epic.folios();
    }

    /** How many unordered pairs there are of so many states. */
    private static int pairs(int states) {
        return states * (states + 1) / 2;
    }

    private static Exploration explore(FolioExplorer explorer) {
        return explorer.run(Limits.none().withWorkers(2), Explorer.Progress.NONE, () -> false);
    }

    private static int fixpoint(FolioSmallMachine machine, boolean symmetric) {
        Exploration all = explore(new FolioExplorer(machine, FolioSubjects.PACKED, symmetric));
        assertTrue(all.complete(), () -> machine.text() + ": " + all);
        return all.distinct();
    }

    /** Each is visited once, whatever asks for it first. */
    private static Visited visited(Fixpoint fixpoint) {
        return VISITED.computeIfAbsent(
                fixpoint,
                one -> {
                    FolioSmallMachine machine = one.machine();
                    FolioExplorer explorer = new FolioExplorer(machine, FolioSubjects.PACKED, true);
                    Exploration all = explore(explorer);
                    assertTrue(all.complete(), () -> machine.text() + ": " + all);
                    return new Visited(all.distinct(), explorer.calls());
                });
    }

    static Stream<Fixpoint> inBuild() {
        return IN_BUILD.stream();
    }

    static Stream<Fixpoint> eachNight() {
        return EACH_NIGHT.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inBuild")
    void packed_family_hasAFixpointWithoutAFailure(Fixpoint fixpoint) {
        assertEquals(fixpoint.states, visited(fixpoint).states);
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @MethodSource("eachNight")
    void packed_largeFamily_hasAFixpointWithoutAFailure(Fixpoint fixpoint) {
        assertEquals(fixpoint.states, fixpoint(fixpoint.machine(), true));
    }

    /** An operation counts only where it was legal and ran. */
    @Test
    void eachOperation_runsWithTwoFoliosInEveryBuild() {
        Set<FolioCall> run = EnumSet.noneOf(FolioCall.class);
        for (Fixpoint fixpoint : IN_BUILD) {
            if (fixpoint.folios == 2) {
                run.addAll(visited(fixpoint).calls);
            }
        }
        assertEquals(EnumSet.allOf(FolioCall.class), run);
    }

    @Test
    void eachOperation_butCollapseAndTest_runsOnAWholeMachine() {
        Set<FolioCall> missing = EnumSet.allOf(FolioCall.class);
        for (Fixpoint fixpoint : IN_BUILD) {
            if (fixpoint.family.word.startsWith(FolioFamily.WHOLE.word)) {
                missing.removeAll(visited(fixpoint).calls);
            }
        }
        assertEquals(EnumSet.of(FolioCall.TEST, FolioCall.COLLAPSE), missing);
    }

    /** The flags of one folio are no matter of the other's. */
    @Test
    void withoutSymmetry_flagsOfTwoFolios_areAllPairs() {
        FolioSmallMachine machine = new FolioSmallMachine(FolioFamily.FLAGS, 2);
        assertEquals(FLAGS_OF_ONE * FLAGS_OF_ONE, fixpoint(machine, false));
    }

    /** Visited here a step at a time, by nothing but the lock step. */
    @ParameterizedTest
    @EnumSource(names = {"ANON", "TYPES"})
    void exchangeOfFolios_leadsToAsManyStatesAsThereAreOrbits(FolioFamily family) {
        FolioSmallMachine machine = new FolioSmallMachine(family, 2);
        FolioLockStep run = new FolioLockStep(machine.machine(), FolioSubjects.PACKED);
        FolioState state = run.state();
        Set<List<Long>> all = new HashSet<>();
        Queue<long[]> left = new ArrayDeque<>();
        visit(state, all, left);
        while (!left.isEmpty()) {
            long[] from = left.remove();
            state.unpack(from, 0);
            for (FolioOperation of : machine.operations()) {
                if (run.contract().check(of) == FolioRule.LEGAL) {
                    run.step(FolioStep.of(of));
                    if (machine.fits(run)) {
                        visit(state, all, left);
                    }
                    state.unpack(from, 0);
                }
            }
        }
        Set<Set<List<Long>>> orbits = new HashSet<>();
        for (List<Long> one : all) {
            long[] image = one.stream().mapToLong(Long::longValue).toArray();
            state.exchangeHalves(image, 0);
            assertTrue(all.contains(boxed(image)));
            orbits.add(Set.copyOf(List.of(one, boxed(image))));
        }
        assertEquals(all.size(), fixpoint(machine, false));
        assertEquals(orbits.size(), fixpoint(machine, true));
    }

    private static void visit(FolioState state, Set<List<Long>> all, Queue<long[]> left) {
        long[] now = new long[state.words()];
        state.pack(now, 0);
        if (all.add(boxed(now))) {
            left.add(now);
        }
    }

    private static List<Long> boxed(long[] state) {
        return Arrays.stream(state).boxed().toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sets-flags-through-tails, FLAGS, 2",
        "changes-head-flags-through-tails, FLAGS, 2",
        "keeps-second-page-flags-in-the-head, FLAGS, 2",
        "frees-with-the-second-page-marked, FLAGS, 2",
        "poisons-the-head, POISON, 2",
        "split-forgets-poison, POISON, 5",
        "split-drops-dirty, SPLIT, 5",
        "split-repeats-the-swap-entry, SWAP, 6",
        "takes-one-reference-per-call, ANON, 2",
        "counts-mappings-per-call, ANON, 2",
        "forks-without-write-protect, ANON, 3",
        "maps-exclusive-writable, ANON, 2",
        "forgets-last-page-in-table-check, ANON, 3",
        "keeps-exclusive-after-fork, ANON, 3",
        "reuses-shared-folios, ANON, 5",
        "shares-before-unmapping, PINS, 3",
        "counts-the-zero-page, FILE, 1",
        "maps-past-its-table, FILE, 3",
        "maps-typed-pages, TYPES, 3",
        "secures-pages-of-large-folios, SECURE, 4",
        "tests-and-sets-clean, CLEAN, 5",
        "marks-clean-before-the-last-page, CLEAN, 5",
        "keeps-clean-after-a-write-to-the-last-page, CLEAN, 7",
        "flushes-one-page-of-the-folio, CLEAN, 7",
        "syncs-mapped-pages-only, CLEAN, 7",
        "frees-with-a-flag-left, CLEAN, 6",
        "pays-before-the-work, DIRTY, 5",
        "loses-the-flush-on-split, DIRTY_SPLIT, 7",
        "forks-before-the-work, WHOLE, 5",
        "split-carries-arch-1, CLEAN_SPLIT, 6",
        "split-marks-what-owes-nothing, DIRTY_SPLIT, 4",
        "clears-shared-with-a-slot, SHARERS, 5"
    })
    void seededBug_isFoundWithTheFewestSteps(String bug, FolioFamily family, int steps) {
        FolioExplorer.Found found = find(bug, new FolioSmallMachine(family, 1), true);
        assertEquals(steps, found.trace().steps().size(), () -> found.trace().text());
        assertEquals(bug(bug).caughtBy(), found.verdict().invariant());
    }

    /**
     * The bugs that the exploration above finds, so that none is left out. One takes two installs
     * that stop and go on in turn, which families do not have: {@link FolioSchedules} visits those.
     */
    @Test
    void eachSeededBug_isInTheTableOfThoseThatAreFound() throws NoSuchMethodException {
        CsvSource table =
                FolioExploration.class
                        .getDeclaredMethod(
                                "seededBug_isFoundWithTheFewestSteps",
                                String.class,
                                FolioFamily.class,
                                int.class)
                        .getAnnotation(CsvSource.class);
        Set<String> found =
                Stream.of(table.value())
                        .map(row -> row.substring(0, row.indexOf(',')))
                        .collect(Collectors.toSet());
        Set<String> all =
                FolioSubjects.bugs().stream()
                        .map(bug -> bug.subject().name())
                        .collect(Collectors.toSet());
        assertTrue(all.remove("trusts-who-lets-go-early"));
        assertEquals(all, found);
    }

    @ParameterizedTest
    @CsvSource({
        "forks-without-write-protect, ANON",
        "reuses-shared-folios, ANON",
        "shares-before-unmapping, PINS",
        "maps-typed-pages, TYPES",
        "frees-with-a-flag-left, CLEAN",
        "split-drops-dirty, SPLIT"
    })
    void seededBug_withAndWithoutSymmetry_takesAsManySteps(String bug, FolioFamily family) {
        FolioSmallMachine machine = new FolioSmallMachine(family, 2);
        FolioExplorer.Found once = find(bug, machine, true);
        FolioExplorer.Found twice = find(bug, machine, false);
        assertEquals(twice.trace().steps().size(), once.trace().steps().size());
        assertEquals(twice.verdict().invariant(), once.verdict().invariant());
    }

    /** What a subject keeps of a folio beside the usual words is exchanged with it. */
    @Test
    void pageArch_withTwoFolios_isAccusedOfNothing() {
        FolioSmallMachine machine = new FolioSmallMachine(FolioFamily.CLEAN_SPLIT, 2);
        Exploration nearby =
                new FolioExplorer(machine, FolioSubjects.named("folio-page-arch"), true)
                        .run(
                                Limits.none().withWorkers(2).withDepth(9),
                                Explorer.Progress.NONE,
                                () -> false);
        assertEquals(Exploration.End.DEPTH, nearby.end());
    }

    @Test
    void subjectThatTellsFoliosApart_isRefusedOrExploredWithoutSymmetry() {
        FolioSmallMachine machine = new FolioSmallMachine(FolioFamily.FLAGS, 2);
        FolioSubject apart =
                new FolioSubject(
                        "forgets-dirty-of-a-frame",
                        "does not mark the fifth frame dirty",
                        ForgetsDirty::new);
        FolioExplorer once = new FolioExplorer(machine, apart, true);
        Exploration.Failure failure = explore(once).failure().orElseThrow();
        assertThrows(NotAlike.class, () -> once.steps(failure));
        FolioExplorer each = new FolioExplorer(machine, apart, false);
        assertEquals(2, each.steps(explore(each).failure().orElseThrow()).size());
    }

    private static final class ForgetsDirty extends PackedFolios {
        ForgetsDirty(FolioMachine machine) {
            super(machine);
        }

        @Override
        public int setFlag(FolioPort port, FolioFlag flag, int pfn) {
            boolean forgets = pfn == 4 && flag == FolioFlag.DIRTY;
            return forgets ? 1 : super.setFlag(port, flag, pfn);
        }
    }

    private static FolioBug bug(String name) {
        return FolioSubjects.bugs().stream()
                .filter(one -> one.subject().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static FolioExplorer.Found find(
            String bug, FolioSmallMachine machine, boolean symmetric) {
        FolioSubject subject = FolioSubjects.named(bug);
        FolioExplorer explorer = new FolioExplorer(machine, subject, symmetric);
        return explorer.trace(explore(explorer).failure().orElseThrow(), "none");
    }
}
