package dev.quire.properties.shortest;

import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.explore.SmallMachine;
import dev.quire.properties.explore.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which small machine shows which seeded bug, and in how few operations: the explorer's word, kept
 * as data.
 */
public final class ShownBugs {
    /** Bugs that no small machine shows, and why not. */
    public static final Map<String, String> NOT_SHOWN =
            Map.of(
                    "lockless-read-trusts-last-entry",
                    "needs a read that begins inside one call and ends inside another: a read under"
                            + " way is no part of a state");

    private static final SmallMachine ONE = machine(1, 1, 0, 0);
    private static final SmallMachine TWO_FOLIOS = machine(1, 2, 0, 0);
    private static final SmallMachine TWO_BLOCKS = machine(2, 1, 0, 0);
    private static final SmallMachine HALVES = machine(1, 3, 0, 0);
    private static final SmallMachine MOVES =
            new SmallMachine(2, 1, 0, 1, BreakBeforeMake.NEEDED, 0, true, true);
    private static final SmallMachine KEEPS =
            machine(1, 1, 1, 0).with(Set.of(Trait.SHORT, Trait.ALONE));
    private static final SmallMachine KEEPS_TWO_CPUS =
            machine(1, 1, 1, 0).with(Set.of(Trait.SHORT));
    private static final SmallMachine KEEPS_RACES =
            machine(1, 1, 1, 1).with(Set.of(Trait.SHORT, Trait.ALONE));
    private static final SmallMachine KEEPS_BLOCKS = machine(1, 1, 1, 0).with(Set.of(Trait.ALONE));
    private static final SmallMachine KEEPS_WHOLE =
            machine(1, 1, 1, 0).with(Set.of(Trait.ALONE, Trait.WHOLE));
    private static final SmallMachine KEEPS_LEVEL_2 =
            new SmallMachine(1, 1, 1, 1, BreakBeforeMake.LEVEL_2, 0, true, false)
                    .with(Set.of(Trait.ALONE, Trait.WHOLE));
    private static final SmallMachine RACES =
            machine(1, 1, 0, 1).with(Set.of(Trait.SHORT, Trait.ALONE));
    private static final SmallMachine READS =
            machine(1, 1, 0, 1).with(Set.of(Trait.ALONE, Trait.WHOLE));

    private static final List<ShownBug> ALL = new ArrayList<>();

    static {
        blocks();
        calls();
        kept();
    }

    private ShownBugs() {}

    private static SmallMachine machine(int blocks, int folios, int kept, int preemptions) {
        return new SmallMachine(
                blocks, folios, kept, 1, BreakBeforeMake.NEEDED, preemptions, true, false);
    }

    private static void blocks() {
        slow("folds-across-folios", HALVES, 3);
        add("folds-differing-permissions", ONE, 2);
        add("folds-on-any-slot", ONE, 2);
        add("never-folds", ONE, 2);
        slow("folds-special", ONE.with(Set.of(Trait.SPECIAL)), 4);
        add("folds-unaligned-frames", ONE.with(Set.of(Trait.ASKEW)), 2);
        add("folds-kernel", ONE.with(Set.of(Trait.KERNEL)), 2);
        add("wrprotects-part-without-unfold", ONE, 2);
        add("forgets-last-partial-block", TWO_BLOCKS, 2);
        add("clears-one-without-unfold", ONE, 2);
        add("loses-dirty-on-unfold", ONE, 3);
        add("loses-young-on-unfold", ONE, 3);
        add("invents-dirty-on-unfold", ONE, 2);
        add("forgets-to-invalidate", ONE, 2);
        add("folds-live", ONE, 2);
        add("folds-dirty-into-one-entry", ONE, 2);
        add("invalidates-one-page-short", ONE, 2);
        add("unfolds-by-halves", ONE, 2);
        add("advances-frames-later", ONE, 2);
        add("shares-memory-later", ONE, 2);
        add("executes-blocks-entry-by-entry", ONE.with(Set.of(Trait.EXECUTABLE)), 1);
        add("converts-without-waiting", ONE, 2);
    }

    private static void calls() {
        add("loses-dirty-on-wrprotect", ONE, 3);
        add("wrprotects-by-plain-store", RACES, 3);
        add("wrprotects-for-software-only", ONE, 2);
        add("wrprotects-one-too-few", ONE, 2);
        add("wrprotects-through-global", ONE, 2);
        add("tests-young-on-one-entry", ONE, 2);
        add("clears-young-by-plain-store", RACES, 3);
        add("forgets-to-flush-young", ONE, 2);
        add("compares-mixed-in-flags", ONE, 3);
        add("access-flags-take-write-away", ONE, 2);
        add("upgrades-through-device-memory", ONE, 2);
        add("leaks-cont-on-read", ONE, 2);
        add("lockless-read-does-not-retry", READS, 3);
        add("lockless-read-retries-for-ever", ONE, 3);
        add("lockless-read-checks-first-entry-only", READS, 3);
        add("hint-forgets-block", ONE, 2);
        add("advance-loses-carry", ONE.with(Set.of(Trait.SPLIT)), 1);
        add("advance-carries-into-attributes", ONE.with(Set.of(Trait.LPA2)), 1);
        add("sets-one-too-few", ONE, 1);
        add("keeps-given-cont", ONE, 1);
        add("sets-cont-on-protnone", ONE.with(Set.of(Trait.PROT_NONE)), 1);
        add("sets-old-first", ONE, 2);
        add("warns-on-unaligned-set", ONE, 1);
        add("does-not-merge-returned-dirty", ONE, 3);
        add("full-leaves-last", ONE, 2);
        add("starts-with-first-slot-only", ONE, 2);
        add("batch-ignores-dirty", ONE, 3);
        add("batches-past-table-end", ONE.with(Set.of(Trait.ASKEW)), 2);
        add("trusts-given-cont", TWO_FOLIOS, 2);
        slow("moves-without-respecting-write", MOVES, 3);
        add("flushes-this-cpu-only", ONE, 2);
        add("flushes-before-clear", ONE, 2);
    }

    private static void kept() {
        add("flushes-address-space-on-this-cpu-only", KEEPS_TWO_CPUS, 3);
        add("flushes-single-page", KEEPS_WHOLE, 3);
        add("cleans-without-flush", KEEPS, 4);
        add("cleans-read-only-without-flush", KEEPS, 5);
        add("cleans-and-flushes-one-page-short", KEEPS, 4);
        slow("cleans-and-flushes-dirty-entries-only", KEEPS_RACES, 5);
        add("clears-without-waiting", KEEPS, 3);
        add("upgrades-without-waiting", KEEPS, 3);
        slow("folds-with-block-stride", KEEPS_BLOCKS, 4);
        slow("trusts-level-two", KEEPS_LEVEL_2, 4);
        slow("unfolds-level-two-in-place", KEEPS_LEVEL_2, 4);
    }

    private static void add(String name, SmallMachine machine, int length) {
        ALL.add(new ShownBug(bug(name), machine, length, false));
    }

    private static void slow(String name, SmallMachine machine, int length) {
        ALL.add(new ShownBug(bug(name), machine, length, true));
    }

    private static SeededBug bug(String name) {
        return SeededBugs.all().stream()
                .filter(bug -> bug.subject().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All of them. */
    public static List<ShownBug> all() {
        return List.copyOf(ALL);
    }

    /** Those of which random lists of the machine fail often enough to be shrunk. */
    public static List<ShownBug> random() {
        return ALL.stream().filter(shown -> !shown.bug().rare()).toList();
    }

    /** The one of a bug, if a small machine shows it. */
    public static Optional<ShownBug> of(String bug) {
        return ALL.stream().filter(shown -> shown.bug().subject().name().equals(bug)).findFirst();
    }
}
