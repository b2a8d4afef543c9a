package dev.quire.properties.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.operation.Call;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The numbers of pairs, what rules them out, and how often they are counted. */
class PairTest {
    private static Met sequence(int... pairs) {
        Tally tally = new Tally();
        for (int pair : pairs) {
            tally.met(pair);
        }
        return tally.taken();
    }

    private static Pair folded(Call call, boolean starts, boolean ends, Extent extent) {
        return new Pair(call, BlockState.FOLDED, starts, ends, false, extent);
    }

    @Test
    void of_everyNumber_isAPairOfThatNumberAndAnotherText() {
        Set<String> texts = new HashSet<>();
        for (int number = 0; number < Pair.COUNT; number++) {
            Pair pair = Pair.of(number);
            assertEquals(number, pair.number());
            assertTrue(texts.add(pair.call().word + " " + pair.state()), pair.toString());
        }
    }

    @Test
    void possible_rangeInsideOneBlock_cutsIt() {
        assertFalse(folded(Call.WRPROTECT_PTES, false, false, Extent.BELOW_BLOCK).possible(true));
        assertTrue(folded(Call.WRPROTECT_PTES, false, true, Extent.BELOW_BLOCK).possible(true));
        assertFalse(folded(Call.WRPROTECT_PTES, false, true, Extent.BLOCK).possible(true));
        assertTrue(folded(Call.WRPROTECT_PTES, true, true, Extent.BLOCK).possible(true));
    }

    @Test
    void possible_contract_isHeard() {
        assertFalse(folded(Call.SET_PTES, true, true, Extent.BELOW_BLOCK).possible(true));
        assertTrue(folded(Call.SET_PTES, true, true, Extent.ONE).possible(true));
        assertFalse(folded(Call.PTEP_GET, true, true, Extent.BELOW_BLOCK).possible(true));
        assertFalse(folded(Call.PTEP_GET, true, true, Extent.ONE).possible(false));
        Pair empty = new Pair(Call.MADVISE_FREE, BlockState.NONE, false, false, false, Extent.ONE);
        assertFalse(empty.possible(true));
    }

    @Test
    void tally_again_beginsEmpty() {
        Tally tally = new Tally();
        tally.met(5);
        tally.met(7);
        tally.met(5);
        tally.met(Meeting.NO_PAIR);
        Met first = tally.taken();
        tally.clear();
        tally.met(7);
        Met second = tally.taken();
        assertEquals(List.of(2, 5), List.of(first.count(), first.pair(0)));
        assertEquals(List.of(1, 7), List.of(second.count(), second.pair(0)));
    }

    @Test
    void counts_loneAndTwinSequences_areCountedOnce() {
        PairCounts counts = new PairCounts();
        counts.add(sequence(1, 2, 3, 3));
        counts.add(sequence(1, 4, 5));
        counts.add(sequence(1, 4, 5));
        counts.add(sequence(1));
        assertEquals(5, counts.met());
        assertEquals(2, counts.sequences(4));
        assertEquals(Unseen.chance(4, 1, 1), counts.chanceOfNew());
        long[] frequencies = new long[Unseen.FREQUENCIES];
        frequencies[1] = 2;
        frequencies[2] = 2;
        frequencies[4] = 1;
        Estimate unseen = Unseen.classes(4, 5, frequencies);
        Estimate whole = new Estimate(unseen.value(), 0, 9);
        assertTrue(unseen.low() > 0 && unseen.low() < 1 && unseen.high() < 9);
        assertEquals(whole, counts.unseen());
        assertFalse(counts.neverMet(pair -> true).contains(Pair.of(4)));
        assertEquals(Pair.COUNT - 5, counts.neverMet(pair -> true).size());
    }

    @Test
    void counts_ofOthers_addUpAsIfTheyCameAfter() {
        Met[] met = {sequence(1, 2), sequence(2, 3), sequence(3, 4, 4), sequence(1, 5)};
        PairCounts whole = new PairCounts();
        PairCounts[] halves = {new PairCounts(), new PairCounts()};
        for (int i = 0; i < met.length; i++) {
            whole.add(met[i]);
            halves[i / 2].add(met[i]);
        }
        PairCounts sum = new PairCounts();
        sum.add(halves[0]);
        sum.add(halves[1]);
        assertEquals(whole.chanceOfNew(), sum.chanceOfNew());
        assertEquals(whole.unseen(), sum.unseen());
        assertEquals(whole.counted(), sum.counted());
    }

    @Test
    void counts_noSequence_knowNothing() {
        PairCounts counts = new PairCounts();
        assertEquals(0, counts.met());
        assertEquals(new Estimate(1, 0, 1), counts.chanceOfNew());
        assertEquals(Pair.COUNT, counts.neverMet(pair -> true).size());
    }
}
