package dev.quire.properties.bug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.invariant.Invariant;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.alike.Search;
import dev.quire.properties.allure.Account;
import dev.quire.properties.shrink.Shrinker;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every seeded bug is caught by default generation, and its counterexample fits a glance. */
final class SeededBugsTest {
    /** A shrunk counterexample has at most so many operations, acts of hardware counted. */
    private static final int OPERATIONS_MAX = 6;

    /** The same where what CPUs keep plays a part, or a read that stays open over calls. */
    private static final int OPERATIONS_MAX_KEPT = 8;

    private static final Set<Invariant> OF_WHAT_CPUS_KEEP =
            EnumSet.of(
                    Invariant.NO_STALE_TRANSLATION,
                    Invariant.ONE_SIZE_KEPT,
                    Invariant.FLUSH_REACHES_BLOCKS,
                    Invariant.STORE_NOT_LOST);

    static List<String> bugs() {
        return SeededBugs.common().stream().map(bug -> bug.subject().name()).toList();
    }

    private static List<Catch> caught(String bug) {
        return Catches.of(bug).stream().flatMap(Optional::stream).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void bug_everySeed_isCaughtWithinItsBudgetByTheInvariantItNames(String bug) {
        List<Catch> caught = caught(bug);
        assertEquals(Catches.SEEDS, caught.size(), () -> "seeds that caught it: " + caught);
        Catch first = caught.get(0);
        Account account =
                new Account(
                        Machines.named(first.bug().machine()), first.bug().subject(), first.seed());
        caught.forEach(found -> account.add(found.coverage()));
        account.publish();
        Account.note("seeds", first.seed() + " to " + Catches.SEEDS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void counterexample_everySeed_failsAsItDidBeforeItWasShrunk(String bug) {
        for (Catch found : caught(bug)) {
            String expected = found.verdict().signature();
            assertEquals(expected, found.shrunk().verdict().signature(), found::toString);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void counterexample_everySeed_isShortAndCannotBeShorter(String bug) {
        for (Catch found : caught(bug)) {
            boolean kept = OF_WHAT_CPUS_KEEP.contains(found.bug().caughtBy());
            boolean cut = found.trace().text().contains(" reads=");
            int most = kept || cut ? OPERATIONS_MAX_KEPT : OPERATIONS_MAX;
            assertTrue(found.shrunk().operations() <= most, found::toString);
            assertTrue(found.shrunk().oneMinimal(), found::toString);
            assertTrue(found.shrunk().stepsRun() <= Shrinker.STEPS_MAX, found::toString);
        }
    }

    @Test
    void invariants_eachThatOneRunCanBreak_haveASeededBug() {
        Set<Invariant> without = EnumSet.allOf(Invariant.class);
        without.removeAll(Search.OF_TWO_WAYS);
        without.removeIf(Invariant::ofFolios);
        SeededBugs.all().forEach(bug -> without.remove(bug.caughtBy()));
        assertEquals(Set.of(), without);
    }

    @Test
    void names_ofAllBugs_differ() {
        Set<String> names =
                SeededBugs.all().stream()
                        .map(SeededBug::subject)
                        .map(subject -> subject.name())
                        .collect(Collectors.toSet());
        assertEquals(SeededBugs.all().size(), names.size());
    }
}
