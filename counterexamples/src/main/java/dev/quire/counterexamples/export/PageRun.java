package dev.quire.counterexamples.export;

import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Promise;
import dev.quire.model.machine.Memory;
import dev.quire.model.range.Bounds;
import dev.quire.model.range.Pages;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring slots of one table of which the same is expected, each a frame further.
 *
 * @param bounds young and dirty of each, of {@code Bounds}
 */
record PageRun(int slot, int pages, long meaning, int bounds) {
    /** The blocks that a step's range, and its destination, lie in. */
    static List<PageRun> touched(Promise promise, Geometry geometry) {
        List<PageRun> runs = new ArrayList<>();
        int nr = promise.end() - promise.slot();
        blocks(runs, promise, geometry, promise.slot(), nr);
        if (promise.to() >= 0) {
            blocks(runs, promise, geometry, promise.to(), nr);
        }
        return runs;
    }

    private static void blocks(
            List<PageRun> runs, Promise promise, Geometry geometry, int slot, int nr) {
        int end = geometry.blockStart(slot + nr - 1) + geometry.blockEntries();
        add(runs, promise.pages(), geometry.blockStart(slot), end);
    }

    private static void add(List<PageRun> runs, Pages pages, int start, int end) {
        for (int slot = start; slot < end; slot++) {
            int last = runs.size() - 1;
            if (slot > start && runs.get(last).continues(slot, pages)) {
                runs.set(last, runs.get(last).longer());
            } else {
                runs.add(new PageRun(slot, 1, pages.meaning(slot), pages.bounds(slot)));
            }
        }
    }

    private boolean continues(int next, Pages all) {
        long expected = Meaning.present(meaning) ? Meaning.advance(meaning, pages) : meaning;
        return all.meaning(next) == expected && all.bounds(next) == bounds;
    }

    private PageRun longer() {
        return new PageRun(slot, pages + 1, meaning, bounds);
    }

    /** Such as {@code 0x3e0000 to 0x3effff: pfn=0x100 rw, young, clean}. */
    String text(Memory memory, Geometry geometry) {
        long addr = memory.addr(slot);
        StringBuilder text = new StringBuilder(Numbers.hex(addr));
        if (pages > 1) {
            text.append(" to ").append(Numbers.hex(geometry.advance(addr, pages) - 1));
        }
        return text.append(": ").append(words(meaning, bounds)).toString();
    }

    /** What an entry means, with what is expected of young and dirty. */
    static String words(long meaning, int bounds) {
        return Meaning.present(meaning)
                ? Meaning.text(meaning)
                        + word(bounds & Bounds.YOUNG, Bounds.YOUNG, ", young", ", old")
                        + word(bounds & Bounds.DIRTY, Bounds.DIRTY, ", dirty", ", clean")
                : Meaning.text(meaning);
    }

    private static String word(int bits, int both, String set, String clear) {
        return bits == both ? set : bits == 0 ? clear : set + " or " + clear.substring(2);
    }
}
