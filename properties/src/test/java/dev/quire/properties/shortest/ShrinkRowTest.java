package dev.quire.properties.shortest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What shrinking comes to is as short as the explorer says; `quire bench-shrink` prints it. */
class ShrinkRowTest {
    private static final int SEEDS = 20;
    private static final int RESULTS_MAX = 3;

    static Stream<String> quick() {
        return names(false);
    }

    static Stream<String> all() {
        return Stream.concat(names(false), names(true));
    }

    private static Stream<String> names(boolean slow) {
        return ShownBugs.random().stream()
                .filter(shown -> shown.slow() == slow)
                .map(shown -> shown.bug().subject().name());
    }

    private static ShrinkRow row(String name, List<Integer> lengths, int seeds) {
        return ShrinkRow.of(ShownBugs.of(name).orElseThrow(), lengths, seeds, () -> false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quick")
    void shrink_twoSeeds_isAsShortAsTheExplorerSays(String name) {
        ShrinkRow row = row(name, List.of(20, 200), 2);
        assertEquals(0, row.unfailing());
        assertEquals(row.runs().size(), row.withExcess(0, 0), () -> text(row));
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void shrink_allSeeds_isAsShortAsTheExplorerSaysAndNearlyTheSame(String name) {
        ShrinkRow row = row(name, List.of(20, 200, 1_000), SEEDS);
        assertEquals(3 * SEEDS, row.runs().size());
        assertTrue(100 * row.withExcess(0, 0) >= 95 * row.runs().size(), () -> text(row));
        assertEquals(row.runs().size(), row.withExcess(0, 1), () -> text(row));
        assertTrue(row.distinctOfASignature() <= RESULTS_MAX, () -> text(row));
    }

    @Test
    void of_sameSeeds_isTheSame() {
        ShrinkRow one = row("loses-dirty-on-unfold", List.of(20), 3);
        ShrinkRow two = row("loses-dirty-on-unfold", List.of(20), 3);
        assertEquals(text(one), text(two));
    }

    private static String text(ShrinkRow row) {
        List<String> text = new ArrayList<>();
        for (ShrinkRun run : row.runs()) {
            text.add(
                    run.excess()
                            + " "
                            + run.shrunk().verdict().signature()
                            + "\n"
                            + run.canonical());
        }
        return String.join("\n", text);
    }
}
