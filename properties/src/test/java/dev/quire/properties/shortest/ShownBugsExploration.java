package dev.quire.properties.shortest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.model.subject.bug.SeededBugs;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shortest way to each seeded bug, found by visiting every state that is nearer. */
class ShownBugsExploration {
    private static final int WORKERS = 2;

    static Stream<String> quick() {
        return names(false);
    }

    static Stream<String> slow() {
        return names(true);
    }

    private static Stream<String> names(boolean slow) {
        return ShownBugs.all().stream()
                .filter(shown -> shown.slow() == slow)
                .map(shown -> shown.bug().subject().name());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quick")
    void bug_onItsMachine_hasTheLengthThatIsKept(String name) {
        assertLength(ShownBugs.of(name).orElseThrow());
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void slowBug_onItsMachine_hasTheLengthThatIsKept(String name) {
        assertLength(ShownBugs.of(name).orElseThrow());
    }

    private static void assertLength(ShownBug shown) {
        assertEquals(shown.length(), shown.shortest(shown::isFailure, shown.length() + 1, WORKERS));
    }

    @Test
    void bugs_eachOfThem_isShownOrSaysWhyNot() {
        List<String> all =
                SeededBugs.all().stream().map(bug -> bug.subject().name()).sorted().toList();
        Set<String> told = new TreeSet<>(ShownBugs.NOT_SHOWN.keySet());
        ShownBugs.all().forEach(shown -> told.add(shown.bug().subject().name()));
        assertEquals(all, List.copyOf(told));
        assertEquals(all.size(), ShownBugs.all().size() + ShownBugs.NOT_SHOWN.size());
    }
}
