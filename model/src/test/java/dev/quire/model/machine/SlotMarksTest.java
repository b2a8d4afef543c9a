package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Marks of blocks that need more than one word each. */
class SlotMarksTest {
    private static final int ENTRIES = 3;
    private static final int SLOTS = 100;

    private final SlotMarks marks = new SlotMarks(ENTRIES, SLOTS);

    private List<String> marked() {
        List<String> marked = new ArrayList<>();
        for (int entry = 0; entry < ENTRIES; entry++) {
            for (int slot = 0; slot < SLOTS; slot++) {
                if (marks.marked(entry, slot)) {
                    marked.add(entry + ":" + slot);
                }
            }
        }
        return marked;
    }

    @Test
    void mark_oneSlot_isOfItsEntryAlone() {
        marks.mark(0, 64);
        marks.mark(1, 0);
        marks.mark(2, 99);
        assertEquals(List.of("0:64", "1:0", "2:99"), marked());
    }

    @Test
    void clear_oneEntry_leavesTheOthers() {
        marks.mark(0, 99);
        marks.mark(1, 3);
        marks.mark(1, 70);
        marks.mark(2, 0);
        marks.clear(1);
        assertEquals(List.of("0:99", "2:0"), marked());
    }

    @Test
    void remove_entryInTheMiddle_movesThoseAfterItWhole() {
        marks.mark(0, 1);
        marks.mark(1, 2);
        marks.mark(2, 5);
        marks.mark(2, 66);
        marks.remove(1, 2);
        marks.clear(2);
        assertEquals(List.of("0:1", "1:5", "1:66"), marked());
    }
}
