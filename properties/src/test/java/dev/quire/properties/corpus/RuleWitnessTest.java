package dev.quire.properties.corpus;

import static dev.quire.model.invariant.Invariant.BLOCK_AGREES;
import static dev.quire.model.invariant.Invariant.BREAK_BEFORE_MAKE;
import static dev.quire.model.invariant.Invariant.CONVERSION_UNIFORM;
import static dev.quire.model.invariant.Invariant.FLUSH_REACHES_BLOCKS;
import static dev.quire.model.invariant.Invariant.LIVE;
import static dev.quire.model.invariant.Invariant.LOCKLESS_TRUE;
import static dev.quire.model.invariant.Invariant.NO_STALE_TRANSLATION;
import static dev.quire.model.invariant.Invariant.ONE_SIZE_KEPT;
import static dev.quire.model.invariant.Invariant.STORE_NOT_LOST;
import static dev.quire.model.invariant.Invariant.STORE_SAFE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each rule about TLBs and the order of stores has both its witnesses in the corpus: the seeded
 * bugs on whose shortest trace it is the first to fail, and correct traces that a stricter rule
 * would reject. This is the list of them.
 */
final class RuleWitnessTest {
    private enum Witness {
        INV_31(STORE_SAFE, "sets-old-first", "sets-over-a-valid-entry"),
        INV_32(
                LOCKLESS_TRUE,
                "lockless-read-does-not-retry lockless-read-checks-first-entry-only"
                        + " lockless-read-trusts-last-entry",
                "leaves-a-read-that-nobody-resumes preempts-a-lockless-read"
                        + " reads-across-two-calls-cut-in-the-middle"
                        + " reads-clean-between-two-marks"),
        INV_41(
                BREAK_BEFORE_MAKE,
                "advances-frames-later converts-without-waiting folds-live forgets-to-invalidate"
                        + " invalidates-one-page-short"
                        + " shares-memory-later upgrades-through-device-memory"
                        + " wrprotects-through-global",
                "refills-with-another-frame-before-the-flush sets-a-block-over-slots-just-emptied"
                        + " tags-a-live-entry"),
        INV_42(
                CONVERSION_UNIFORM,
                "folds-dirty-into-one-entry",
                "marks-an-entry-that-a-conversion-has-just-stored"),
        INV_44(
                NO_STALE_TRANSLATION,
                "clears-without-waiting flushes-address-space-on-this-cpu-only",
                "clears-what-no-walk-finds-without-a-flush flushes-an-address-space"
                        + " invalidates-early-on-one-cpu"
                        + " keeps-a-block-beside-its-unfolded-entries"
                        + " keeps-a-block-of-which-one-page-is-stale keeps-less-than-its-entry"
                        + " keeps-stale-until-its-flush keeps-young-after-it-was-cleared"),
        INV_46(
                ONE_SIZE_KEPT,
                "folds-with-block-stride trusts-level-two unfolds-level-two-in-place",
                "keeps-a-page-of-a-block-beside-it keeps-both-sizes-without-break-before-make"
                        + " refills-in-the-other-size-before-the-flush"),
        INV_47(
                FLUSH_REACHES_BLOCKS,
                "flushes-single-page",
                "flushes-a-page-and-the-block-that-holds-it"),
        INV_48(
                STORE_NOT_LOST,
                "cleans-without-flush cleans-read-only-without-flush"
                        + " cleans-and-flushes-one-page-short"
                        + " cleans-and-flushes-dirty-entries-only",
                "loses-stores-between-clean-and-its-flush"
                        + " marks-the-own-entry-of-an-unfolded-block stores-to-the-page-that-was"),
        INV_84(
                LIVE,
                "lockless-read-retries-for-ever upgrades-without-waiting",
                "faults-once-where-less-is-kept leaves-faults-that-no-upgrade-resolves"
                        + " spins-until-its-writer-is-done"),
        INV_86(
                BLOCK_AGREES,
                "executes-blocks-entry-by-entry unfolds-by-halves",
                "converts-twice-while-hardware-marks is-half-writable-while-it-is-wrprotected"
                        + " is-half-young-while-a-fault-is-handled");

        private final Invariant rule;
        private final List<String> bugs;
        private final Set<String> correct;

        Witness(Invariant rule, String bugs, String correct) {
            this.rule = rule;
            this.bugs = List.of(bugs.split(" "));
            this.correct = new TreeSet<>(Set.of(correct.split(" ")));
        }
    }

    private static SeededBug bug(String name) {
        return SeededBugs.all().stream()
                .filter(bug -> bug.subject().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void rule_seededBugs_breakItFirstOnTheirShortestTrace(Witness witness) {
        for (String name : witness.bugs) {
            String file = SeededBugTracesTest.name(bug(name));
            TraceFile kept = TraceFile.read(CorpusTest.CORPUS.resolve(file));
            Replay replay = Replay.run(kept, SeededBugs::named);
            assertEquals(witness.rule, replay.verdict().orElseThrow().invariant(), name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule_seededBugs_areAllThatNameIt(Witness witness) {
        Set<String> named =
                SeededBugs.all().stream()
                        .filter(bug -> bug.caughtBy() == witness.rule)
                        .map(bug -> bug.subject().name())
                        .collect(Collectors.toSet());
        assertEquals(named, Set.copyOf(witness.bugs));
    }

    @ParameterizedTest
    @EnumSource
    void rule_correctTraces_passAndSayWhatStricterRuleWouldReject(Witness witness)
            throws IOException {
        for (String name : witness.correct) {
            Path path = CorpusTest.CORPUS.resolve("good_" + name + ".trace");
            String text = Files.readString(path);
            assertTrue(text.contains("# " + witness.rule.id() + ": "), name);
            assertTrue(text.contains("# Wrong would be: "), name);
            Replay replay = Replay.run(TraceFile.read(path), SeededBugs::named);
            assertTrue(replay.verdict().isEmpty(), name);
        }
    }

    @Test
    void rules_ofTlbsAndOrder_areAllListed() {
        Set<Invariant> listed = EnumSet.noneOf(Invariant.class);
        for (Witness witness : Witness.values()) {
            assertEquals(witness.rule.id(), witness.name().replace('_', '-'));
            listed.add(witness.rule);
        }
        assertEquals(Witness.values().length, listed.size());
    }
}
