package dev.quire.model.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NumberSetTest {
    private static final int BOUND = 200;

    private final NumberSet set = new NumberSet(BOUND);

    private List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        for (int number = set.next(0); number >= 0; number = set.next(number + 1)) {
            all.add(number);
        }
        return all;
    }

    private static List<Integer> range(int from, int end) {
        return IntStream.range(from, end).boxed().toList();
    }

    @Test
    void next_newSet_isNone() {
        assertEquals(-1, set.next(0));
        assertEquals(-1, set.next(BOUND));
    }

    @Test
    void add_numbers_areFoundInOrderEachOnce() {
        for (int number : new int[] {199, 64, 3, 63, 64}) {
            set.add(number);
        }
        assertEquals(List.of(3, 63, 64, 199), all());
        assertTrue(set.has(63));
        assertFalse(set.has(62));
        assertEquals(64, set.next(64));
        assertEquals(199, set.next(65));
    }

    @Test
    void add_ranges_areAllOfTheirNumbers() {
        for (int from = 0; from < BOUND; from += 7) {
            for (int end = from; end <= BOUND; end += 9) {
                set.clear();
                set.add(from, end - from);
                assertEquals(range(from, end), all());
            }
        }
    }

    @Test
    void add_anotherSet_isTheUnion() {
        NumberSet other = new NumberSet(BOUND);
        other.add(100, 3);
        set.addAll(other);
        set.add(7);
        set.addAll(other);
        assertEquals(List.of(7, 100, 101, 102), all());
    }

    @Test
    void addMask_pastTheBound_isLeftOut() {
        set.addMask(64, 0x8000000000000003L);
        set.addMask(192, -1);
        assertEquals(List.of(64, 65, 127, 192, 193, 194, 195, 196, 197, 198, 199), all());
    }

    @Test
    void clear_anySet_isEmptyAndGoesOn() {
        set.addAll();
        assertEquals(range(0, BOUND), all());
        set.clear();
        assertEquals(List.of(), all());
        set.add(130);
        assertEquals(List.of(130), all());
    }
}
