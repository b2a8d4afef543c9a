package dev.quire.model.machine;

import static dev.quire.model.entry.arm64.Arm64Bits.CONT;
import static dev.quire.model.entry.arm64.Arm64Bits.RW_CLEAN;
import static dev.quire.model.entry.arm64.Arm64Bits.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.subject.MachineEncodings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * An invalidation may take effect on each CPU by itself, at any moment up to its barrier. Here it
 * takes effect at the barrier, and earlier where a CPU evicts what it names; this shows that no
 * outcome is missing.
 *
 * <p>Cases: every set of what a CPU may keep of a block of 4 (two of its pages, the whole), every
 * invalidation, one walk under way or none, and an effect before the walk, after it, or not before
 * the barrier. What the CPU then keeps, and what of it the barrier will end, some evictions leave
 * as well. Where a walk kept the block beside a page that was named, they take the page before the
 * walk: no eviction separates the two afterwards.
 */
final class EarlyInvalidationExploration {
    private static final String SMALL = "arm64-small";
    private static final long PAGE = 0x1000;
    private static final int ISSUER = 0;
    private static final int CPU = 1;
    private static final int BEFORE_WALK = 0;
    private static final int AFTER_WALK = 1;
    private static final int AT_BARRIER = 2;
    private static final List<Kept> ALL = List.of(new Kept(0, 1), new Kept(1, 1), new Kept(0, 4));
    private static final int[][] RANGES = {{0, 1}, {1, 2}, {2, 3}, {0, 4}};

    private final MachineSpec spec =
            new MachineSpec(
                    SMALL,
                    "for tests",
                    MachineEncodings.geometry(SMALL),
                    MachineEncodings.of(SMALL),
                    2,
                    1,
                    BreakBeforeMake.NO_ABORT);
    private final Memory memory =
            new Memory(spec.geometry(), List.of(new Memory.Stretch(1, 0, 0x10000)));
    private final Tlb tlb = new Tlb(spec, memory);

    /** A translation of {@code size} slots. */
    private record Kept(int slot, int size) {
        boolean overlaps(int start, int end) {
            return slot < end && start < slot + size;
        }

        String text(boolean ending) {
            return slot + "+" + size + (ending ? " ending" : "");
        }
    }

    /**
     * One case.
     *
     * @param kept a bit for each of {@link #ALL}
     * @param walk what a walk keeps if it can, an index of {@link #ALL}; or -1
     */
    private record Case(int kept, int start, int end, int walk, int effect) {
        List<Kept> before() {
            return ALL.stream().filter(what -> (kept >> ALL.indexOf(what) & 1) != 0).toList();
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int kept = 0; kept < 1 << ALL.size(); kept++) {
            for (int[] range : RANGES) {
                for (int walk = -1; walk < ALL.size(); walk++) {
                    for (int effect = BEFORE_WALK; effect <= AT_BARRIER; effect++) {
                        cases.add(new Case(kept, range[0], range[1], walk, effect));
                    }
                }
            }
        }
        return cases;
    }

    /** What is kept at the end, by the rule alone. */
    private static Set<String> ruled(Case what) {
        Set<Kept> own = new LinkedHashSet<>(what.before());
        Set<Kept> named = new LinkedHashSet<>(own);
        named.removeIf(kept -> !kept.overlaps(what.start, what.end));
        if (what.effect == BEFORE_WALK) {
            own.removeAll(named);
            named.clear();
        }
        if (what.walk >= 0 && misses(own, ALL.get(what.walk))) {
            own.add(ALL.get(what.walk));
        }
        if (what.effect == AFTER_WALK) {
            own.removeAll(named);
        }
        Set<String> left = new TreeSet<>();
        own.forEach(kept -> left.add(kept.text(named.contains(kept))));
        return left;
    }

    /** Whether a walk happens: for a page of it nothing is kept. */
    private static boolean misses(Set<Kept> own, Kept made) {
        for (int slot = made.slot; slot < made.slot + made.size; slot++) {
            int at = slot;
            if (own.stream().noneMatch(kept -> kept.overlaps(at, at + 1))) {
                return true;
            }
        }
        return false;
    }

    /** The same on a TLB: with evictions, a bit a slot before the walk and 4 more after it. */
    private Set<String> evicted(Case what, int evictions) {
        tlb.clear();
        what.before().forEach(kept -> keep(ISSUER, kept));
        what.before().forEach(kept -> keep(CPU, kept));
        tlb.invalidate(ISSUER, 1, what.start * PAGE, what.end * PAGE, PAGE, 0);
        evict(evictions);
        if (what.walk >= 0) {
            Kept made = ALL.get(what.walk);
            boolean misses = false;
            for (int slot = made.slot; slot < made.slot + made.size; slot++) {
                misses |= tlb.find(CPU, slot, false) < 0;
            }
            if (misses) {
                keep(CPU, made);
            }
        }
        evict(evictions >> 4);
        return kept(CPU);
    }

    private void keep(int cpu, Kept kept) {
        boolean wide = kept.size > 1;
        tlb.add(cpu, kept.slot, page(0x40 + kept.slot, RW_CLEAN | (wide ? CONT : 0)), wide);
    }

    private void evict(int slots) {
        for (int slot = 0; slot < 4; slot++) {
            if ((slots >> slot & 1) != 0) {
                tlb.evict(CPU, slot);
            }
        }
    }

    private Set<String> kept(int cpu) {
        Set<String> kept = new TreeSet<>();
        for (int entry = 0; entry < tlb.count(); entry++) {
            if (tlb.cpu(entry) == cpu) {
                kept.add(new Kept(tlb.slot(entry), tlb.size(entry)).text(tlb.ending(entry)));
            }
        }
        return kept;
    }

    @Test
    void effect_atAnyMoment_isReachedByEvictions() {
        for (Case what : cases()) {
            Set<String> ruled = ruled(what);
            boolean reached = false;
            for (int evictions = 0; evictions < 1 << 8 && !reached; evictions++) {
                reached = evicted(what, evictions).equals(ruled);
            }
            assertTrue(reached, () -> what + " " + ruled);
        }
    }

    @Test
    void effect_atTheBarrier_isReachedWithNoEviction() {
        for (Case what : cases()) {
            if (what.effect == AT_BARRIER) {
                assertEquals(ruled(what), evicted(what, 0), what::toString);
            }
        }
    }

    @Test
    void effect_onOneCpu_leavesWhatTheIssuerKeeps() {
        for (Case what : cases()) {
            evicted(what, 0);
            Set<String> before = kept(ISSUER);
            evicted(what, 0xff);
            assertEquals(before, kept(ISSUER), what::toString);
        }
    }

    @Test
    void barrier_afterAnyEvictions_leavesWhatWasNotNamed() {
        for (Case what : cases()) {
            Set<String> left = evicted(what, 0);
            left.removeIf(text -> text.endsWith("ending"));
            tlb.complete(ISSUER);
            assertEquals(left, kept(CPU), what::toString);
        }
    }
}
