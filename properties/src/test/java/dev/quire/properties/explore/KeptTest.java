package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Tlb;
import dev.quire.model.range.Setup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What CPUs keep packs and comes back: every mark of every slot, on blocks of 4, 16 and 32. */
class KeptTest {
    private static final int KINDS = 3;
    private static final int PLACE_BITS = 5;
    private static final int BASE = 32;

    /** Machines of small blocks and of large ones. */
    enum Blocks {
        FOUR(Set.of()),
        SIXTEEN(Set.of(Trait.LPA2)),
        THIRTY_TWO(Set.of(Trait.SPLIT));

        private final Setup setup;

        Blocks(Set<Trait> traits) {
            this.setup = SmallMachine.USUAL.with(traits).setup();
        }
    }

    @ParameterizedTest
    @EnumSource(Blocks.class)
    void restore_afterPut_isTheSameInEachMarkOfEachSlot(Blocks blocks) {
        MachineSpec spec = blocks.setup.machine();
        int block = spec.geometry().blockEntries();
        Set<List<Long>> packed = new HashSet<>();
        int all = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            for (int slot = 0; slot < block; slot++) {
                long[] marks = new long[KINDS];
                marks[kind] = 1L << slot;
                Bench bench = new Bench(blocks.setup);
                bench.keepWide(marks);
                packed.add(bench.round());
                all++;
            }
        }
        assertEquals(all, packed.size(), "states that differ in a mark must pack differently");
    }

    /** A translation of a block, and one of a page of it. */
    private static final class Bench {
        private final Tlb tlb;
        private final Tlb other;
        private final Kept kept;
        private final Kept keptByOther;
        private final Geometry geometry;
        private final Codes codes = new Codes();

        Bench(Setup setup) {
            MachineSpec spec = setup.machine();
            Memory memory = setup.memory();
            geometry = spec.geometry();
            tlb = new Tlb(spec, memory);
            other = new Tlb(spec, memory);
            kept = kept(tlb);
            keptByOther = kept(other);
        }

        private Kept kept(Tlb of) {
            return new Kept(of, Kept.MOST, geometry.blockEntries(), codes, BASE, PLACE_BITS);
        }

        void keepWide(long[] marks) {
            tlb.restore(1, BASE, 0, true, 2);
            tlb.restoreMarks(marks[0], marks[1], marks[2]);
            tlb.restore(0, BASE + 1, 0, false, 1);
            tlb.restoreMarks(1, 0, 1);
        }

        /** The words of what is kept, which comes back from them as it was. */
        List<Long> round() {
            long[] words = new long[Packing.words(kept.bits())];
            Packing out = new Packing();
            out.write(words);
            assertTrue(kept.put(out, false, false));
            out.end();
            Packing in = new Packing();
            in.begin(words);
            keptByOther.take(in);
            keptByOther.restore();
            assertEquals(text(tlb), text(other));
            return Arrays.stream(words).boxed().toList();
        }

        private static List<String> text(Tlb of) {
            List<String> entries = new ArrayList<>();
            for (int entry = 0; entry < of.count(); entry++) {
                long[] marks = {of.marks(entry, 0), of.marks(entry, 1), of.marks(entry, 2)};
                entries.add(
                        of.cpu(entry)
                                + " "
                                + of.slot(entry)
                                + " "
                                + of.size(entry)
                                + " "
                                + of.dooms(entry)
                                + " "
                                + Arrays.toString(marks));
            }
            entries.sort(null);
            return entries;
        }
    }
}
